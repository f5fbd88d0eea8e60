import { type Kysely, sql } from 'kysely';
import type { Community, Platform } from '../domain/channel.ts';
import type { Departure, ForgettingStore, Holdings } from '../domain/forgetting.ts';
import type { EditionId } from '../domain/ids.ts';
import { inChunks } from './chunks.ts';
import type { Tables } from './rows.ts';

/** Tables whose rows are a community's. */
const KEPT = [
  'topics',
  'mutes',
  'source_weights',
  'changes',
  'departures',
  'communities',
  'behalves',
  'starterless',
] as const;

export class Forgetting implements ForgettingStore {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  holdings(community: Community): Promise<Holdings> {
    return holdingsOf(this.#db, community);
  }

  forget(community: Community): Promise<Holdings> {
    return this.#db.transaction().execute(async (tx) => {
      const held = await holdingsOf(tx, community);
      await forgetChannels(tx, community);
      await tx.deleteFrom('source_uses').where('owner', '=', community).execute();
      for (const table of KEPT) await tx.deleteFrom(table).where('community', '=', community).execute();
      await tx.deleteFrom('questions').where('chat', '=', chatOf(community)).execute();
      // Telegram's chats alone are asked by questions.
      await tx
        .deleteFrom('questions')
        .where('chat', '=', community.replace(/^telegram:/u, ''))
        .execute();
      await forgetPerson(tx, community);
      return held;
    });
  }

  async departed(community: Community, at: Date): Promise<void> {
    await this.#db
      .insertInto('departures')
      .values({ community, at: at.getTime() })
      .onConflict((known) => known.column('community').doNothing())
      .execute();
  }

  async returned(community: Community): Promise<void> {
    await this.#db.deleteFrom('departures').where('community', '=', community).execute();
  }

  async known(platform: Platform): Promise<readonly { readonly community: Community; readonly isDeparted: boolean }[]> {
    const { rows } = await sql<{ community: Community; departed: Community | null }>`
      with known as (select community from channels union select owner from source_uses
        union select community from topics union select community from mutes)
      select known.community, departures.community as departed
      from known left join departures on departures.community = known.community
      where known.community like ${`${platform}:%`} and known.community not like ${`${platform}:dm-%`}
      order by known.community`.execute(this.#db);
    return rows.map(({ community, departed }) => ({ community, isDeparted: departed !== null }));
  }

  async departedBefore(instant: Date): Promise<readonly Departure[]> {
    const rows = await this.#db.selectFrom('departures').selectAll().where('at', '<', instant.getTime()).execute();
    const places = await inChunks(
      rows.map(({ community }) => community),
      (some) => this.#db.selectFrom('channels').selectAll().where('community', 'in', some).execute(),
    );
    return rows.map(({ community }) => ({
      community,
      places: places.filter((place) => place.community === community),
    }));
  }

  async dropUnusedSources(): Promise<void> {
    await this.#db
      .deleteFrom('sources')
      .where('id', 'not in', (row) => row.selectFrom('source_uses').select('source_id'))
      .where('id', 'not in', (row) => row.selectFrom('articles').select('source_id'))
      .execute();
  }
}

async function holdingsOf(db: Kysely<Tables>, community: Community): Promise<Holdings> {
  const count = async (table: 'topics' | 'mutes' | 'source_uses' | 'subscriptions' | 'digests'): Promise<number> => {
    const { count: rows } = await db
      .selectFrom(table)
      .select((row) => row.fn.countAll<number>().as('count'))
      .where(belongsTo(db, table, community))
      .executeTakeFirstOrThrow();
    return rows;
  };
  return {
    subscriptions: await count('subscriptions'),
    digests: await count('digests'),
    sources: await count('source_uses'),
    topics: await count('topics'),
    mutes: await count('mutes'),
  };
}

/** Which rows of a table are a community's. */
function belongsTo(db: Kysely<Tables>, table: string, community: Community) {
  if (table === 'source_uses') return sql<boolean>`owner = ${community}`;
  if (table === 'topics' || table === 'mutes') return sql<boolean>`community = ${community}`;
  return sql<boolean>`channel_id in ${channelsOf(db, community)}`;
}

function channelsOf(db: Kysely<Tables>, community: Community) {
  return db.selectFrom('channels').select('id').where('community', '=', community);
}

/** Questions are known by the chat's own number. */
function chatOf(community: Community): string {
  return community.slice(community.indexOf(':') + 1);
}

/** The channels with all that was told in them, what hangs on others first. */
async function forgetChannels(tx: Kysely<Tables>, community: Community): Promise<void> {
  const there = channelsOf(tx, community);
  const digests = tx.selectFrom('digests').select('edition_id').distinct().where('channel_id', 'in', there);
  const editions = (await digests.execute()).flatMap(({ edition_id: id }) => id ?? []);
  for (const table of ['told', 'deliveries', 'digests', 'subscriptions'] as const)
    await tx.deleteFrom(table).where('channel_id', 'in', there).execute();
  await tx.deleteFrom('channels').where('community', '=', community).execute();
  await inChunks(editions, (some) => dropUnshared(tx, some));
}

/** Editions that no other channel was told. */
async function dropUnshared(tx: Kysely<Tables>, editions: readonly EditionId[]): Promise<readonly EditionId[]> {
  const others = await tx.selectFrom('digests').select('edition_id').where('edition_id', 'in', editions).execute();
  const shared = new Set(others.map(({ edition_id: id }) => id));
  const unshared = editions.filter((id) => !shared.has(id));
  if (unshared.length === 0) return unshared;
  for (const table of ['edition_items', 'edition_parts'] as const)
    await tx.deleteFrom(table).where('edition_id', 'in', unshared).execute();
  await tx.deleteFrom('editions').where('id', 'in', unshared).execute();
  return unshared;
}

/**
 * A private conversation in Telegram has its person's own id. What they ordered elsewhere is from then on the place's own, and nobody is told of it in
 * private.
 */
async function forgetPerson(tx: Kysely<Tables>, person: string): Promise<void> {
  await tx.deleteFrom('changes').where('by_id', '=', person).execute();
  for (const table of ['behalves', 'untold', 'questions'] as const)
    await tx.deleteFrom(table).where('person', '=', person).execute();
  await tx.updateTable('source_uses').set({ added_by: null }).where('added_by', '=', person).execute();
  await tx.updateTable('subscriptions').set({ notices_to: null }).where('notices_to', '=', person).execute();
  await tx
    .updateTable('subscriptions')
    .set((row) => ({
      created_by: row
        .selectFrom('channels')
        .select('channels.community')
        .whereRef('channels.id', '=', 'subscriptions.channel_id')
        .$asScalar()
        .$notNull(),
    }))
    .where('created_by', '=', person)
    .execute();
}
