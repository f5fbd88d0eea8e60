import type { ExpressionBuilder, Kysely, Selectable } from 'kysely';
import type { Community } from '../domain/channel.ts';
import type { PaceHints } from '../domain/entry.ts';
import type { SourceId } from '../domain/ids.ts';
import type {
  Source,
  SourceDraft,
  SourceInUse,
  SourceOwner,
  SourceStore,
  SourceTaken,
  SourceUse,
} from '../domain/source.ts';
import { inChunks } from './chunks.ts';
import { fromJson, type Tables, toDate, toJson, toMs } from './rows.ts';
import { countOthers, handOver } from './source-uses.ts';

/** Of a source that is taken up again: its old trouble does not count. */
const AS_IF_WELL = { failures: 0, failing_since: null, last_error: null, notified: null, retry_after: null };

/** Of a source that was never asked. */
const NO_HINTS: PaceHints = { ttlMinutes: null, updateMinutes: null, skipHours: [], skipDays: [] };

export class Sources implements SourceStore {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  /** A source that was given up is taken up again, and one without a section gets the draft's. */
  use(draft: SourceDraft, owner: SourceOwner, by: string | null, now: Date): Promise<SourceTaken>;
  use(draft: SourceDraft, owner: SourceOwner, by: string | null, now: Date, most?: number): Promise<SourceTaken | null>;
  use(
    draft: SourceDraft,
    owner: SourceOwner,
    by: string | null,
    now: Date,
    most = Number.POSITIVE_INFINITY,
  ): Promise<SourceTaken | null> {
    return this.#db.transaction().execute(async (tx) => {
      const known = await rowOf(tx, draft.address);
      if ((await countOthers(tx, owner, known?.id)) >= most) return null;
      const row = known === undefined ? await add(tx, draft, now) : await wake(tx, known, draft, now);
      await tx
        .insertInto('source_uses')
        .values({ source_id: row.id, owner, added_by: by, added_at: now.getTime() })
        .onConflict((used) => used.columns(['source_id', 'owner']).doNothing())
        .execute();
      return { source: toSource(row), isNew: known === undefined };
    });
  }

  async drop(source: SourceId, owner: SourceOwner): Promise<boolean> {
    const dropped = await this.#db
      .deleteFrom('source_uses')
      .where('source_id', '=', source)
      .where('owner', '=', owner)
      .executeTakeFirst();
    return dropped.numDeletedRows > 0n;
  }

  async usedBy(owners: readonly SourceOwner[]): Promise<readonly SourceUse[]> {
    const rows = await inChunks(owners, (some) =>
      this.#db
        .selectFrom('source_uses as use')
        .innerJoin('sources as source', 'source.id', 'use.source_id')
        .selectAll('source')
        .select(['use.owner', 'use.added_by', 'use.id as use'])
        .where('use.owner', 'in', some)
        .execute(),
    );
    return rows
      .toSorted((one, other) => one.use - other.use)
      .map((row) => ({ source: toSource(row), owner: row.owner, by: row.added_by }));
  }

  async inUse(): Promise<readonly SourceInUse[]> {
    const rows = await this.#db
      .selectFrom('source_uses as use')
      .innerJoin('sources as source', 'source.id', 'use.source_id')
      .selectAll('source')
      .select((row) => row.fn.countAll<number>().filterWhere('use.owner', '!=', 'starter').as('communities'))
      .select((row) => row.fn.countAll<number>().filterWhere('use.owner', '=', 'starter').as('starters'))
      .groupBy('source.id')
      .execute();
    return rows.map((row) => ({
      source: toSource(row),
      communities: row.communities,
      isStarter: row.starters > 0,
    }));
  }

  async setBarred(id: SourceId, isBarred: boolean, now: Date): Promise<void> {
    const on = { ...AS_IF_WELL, state: 'active' as const, next_poll_at: now.getTime() };
    await this.#db
      .updateTable('sources')
      .set(isBarred ? { state: 'barred' } : on)
      .where('id', '=', id)
      .execute();
  }

  async dropEverywhere(id: SourceId): Promise<void> {
    await this.#db.deleteFrom('source_uses').where('source_id', '=', id).execute();
  }

  async starterless(communities: readonly Community[]): Promise<ReadonlySet<Community>> {
    const rows = await inChunks([...new Set(communities)], (some) =>
      this.#db.selectFrom('starterless').select('community').where('community', 'in', some).execute(),
    );
    return new Set(rows.map(({ community }) => community));
  }

  async readStarter(community: Community, isRead: boolean): Promise<void> {
    if (isRead) await this.#db.deleteFrom('starterless').where('community', '=', community).execute();
    else
      await this.#db
        .insertInto('starterless')
        .values({ community })
        .onConflict((known) => known.doNothing())
        .execute();
  }

  async findByAddress(address: string): Promise<Source | null> {
    const row = await rowOf(this.#db, address);
    return row === undefined ? null : toSource(row);
  }

  async find(source: SourceId): Promise<Source | null> {
    const row = await this.#db.selectFrom('sources').selectAll().where('id', '=', source).executeTakeFirst();
    return row === undefined ? null : toSource(row);
  }

  async due(now: Date, limit: number, after?: Source): Promise<readonly Source[]> {
    const rows = await this.#db
      .selectFrom('sources')
      .selectAll()
      .where('state', '=', 'active')
      .where('next_poll_at', '<=', now.getTime())
      .where((due) => (after === undefined ? due.lit(true) : isBehind(due, after)))
      .where(isUsed)
      .orderBy('next_poll_at')
      .orderBy('id')
      .limit(limit)
      .execute();
    return rows.map(toSource);
  }

  async resting(now: Date): Promise<readonly Source[]> {
    const rows = await this.#db
      .selectFrom('sources')
      .selectAll()
      .where('retry_after', '>', now.getTime())
      .where(isUsed)
      .execute();
    return rows.map(toSource);
  }

  async addedBy(source: SourceId): Promise<readonly string[]> {
    const uses = await this.#db
      .selectFrom('source_uses')
      .select('added_by')
      .where('source_id', '=', source)
      .where('added_by', 'is not', null)
      .orderBy('id')
      .execute();
    return [...new Set(uses.flatMap(({ added_by }) => added_by ?? []))];
  }

  /** One that moved to an address another source has gives its users to that one, and is gone. */
  save(source: Source): Promise<void> {
    return this.#db.transaction().execute(async (tx) => {
      const there = await rowOf(tx, source.address);
      const isTaken = there !== undefined && there.id !== source.id;
      if (isTaken) await handOver(tx, source.id, there.id);
      const { address, ...rest } = toRow(source);
      await tx
        .updateTable('sources')
        .set(isTaken ? { ...rest, state: 'gone' } : { address, ...rest })
        .where('id', '=', source.id)
        // One that was switched off while it was asked stays off.
        .where('state', '!=', 'barred')
        .execute();
    });
  }

  async count(): Promise<{ readonly all: number; readonly failing: number; readonly answered: number }> {
    return await this.#db
      .selectFrom('sources')
      .select((row) => row.fn.countAll<number>().as('all'))
      .select((row) => row.fn.countAll<number>().filterWhere('failures', '>', 0).as('failing'))
      .select((row) => row.fn.countAll<number>().filterWhere('last_ok', 'is not', null).as('answered'))
      .where(isUsed)
      .executeTakeFirstOrThrow();
  }
}

function isUsed(source: ExpressionBuilder<Tables, 'sources'>) {
  return source.exists(
    source.selectFrom('source_uses').select('source_uses.id').whereRef('source_uses.source_id', '=', 'sources.id'),
  );
}

/** Behind a source in the order of instants and, of those at one instant, of ids. */
function isBehind({ and, or, eb }: ExpressionBuilder<Tables, 'sources'>, { id, nextPollAt }: Source) {
  const at = nextPollAt.getTime();
  // The first says no more than the second, and lets the index be entered there.
  return and([eb('next_poll_at', '>=', at), or([eb('next_poll_at', '>', at), eb('id', '>', id)])]);
}

function rowOf(db: Kysely<Tables>, address: string) {
  return db.selectFrom('sources').selectAll().where('address', '=', address).executeTakeFirst();
}

function add(tx: Kysely<Tables>, draft: SourceDraft, now: Date) {
  const hints = toJson(NO_HINTS);
  return tx
    .insertInto('sources')
    .values({ ...draft, hints, failures: 0, moved_times: 0, next_poll_at: now.getTime(), state: 'active' })
    .returningAll()
    .executeTakeFirstOrThrow();
}

async function wake(
  tx: Kysely<Tables>,
  known: Selectable<Tables['sources']>,
  { section: filedIn }: SourceDraft,
  now: Date,
) {
  const section = known.section ?? filedIn;
  if (known.state === 'barred' || (known.state === 'active' && section === known.section)) return known;
  const awake =
    known.state === 'active' ? {} : { ...AS_IF_WELL, state: 'active' as const, next_poll_at: now.getTime() };
  return await tx
    .updateTable('sources')
    .set({ ...awake, section })
    .where('id', '=', known.id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

function toRow(source: Source) {
  const { validators, health, moved, cadence } = source;
  return {
    address: source.address,
    title: source.title,
    home: source.home,
    language: source.language,
    section: source.section,
    etag: validators.etag,
    last_modified: validators.lastModified,
    body_hash: source.bodyHash,
    hints: toJson(source.hints),
    failures: health.failures,
    failing_since: toMs(health.failingSince),
    last_error: health.lastError,
    last_ok: toMs(health.lastOk),
    notified: toMs(health.notified),
    moved_to: moved?.to ?? null,
    moved_times: moved?.times ?? 0,
    cadence_minutes: cadence.minutes,
    last_new_at: toMs(cadence.lastNewAt),
    next_poll_at: source.nextPollAt.getTime(),
    state: source.state,
    retry_after: toMs(source.retryAfter),
  };
}

function toSource(row: Selectable<Tables['sources']>): Source {
  return {
    id: row.id,
    address: row.address,
    title: row.title,
    home: row.home,
    language: row.language,
    section: row.section,
    validators: { etag: row.etag, lastModified: row.last_modified },
    bodyHash: row.body_hash,
    hints: fromJson(row.hints),
    health: {
      failures: row.failures,
      failingSince: toDate(row.failing_since),
      lastError: row.last_error,
      lastOk: toDate(row.last_ok),
      notified: toDate(row.notified),
    },
    moved: row.moved_to === null ? null : { to: row.moved_to, times: row.moved_times },
    cadence: { minutes: row.cadence_minutes, lastNewAt: toDate(row.last_new_at) },
    nextPollAt: new Date(row.next_poll_at),
    state: row.state,
    retryAfter: toDate(row.retry_after),
  };
}
