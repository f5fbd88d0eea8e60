import type { Kysely } from 'kysely';
import type { DeliveryId, DigestId, EditionId, StoryId } from '../domain/ids.ts';
import { type Dropped, type Mark, type RetentionStore, START } from '../domain/retention.ts';
import type { Tables } from './rows.ts';

/** Rows looked at in one batch: some milliseconds of the driver, which holds up the process while it works. */
const BATCH = { digests: 50, editions: 50, tellings: 200, stories: 6, summaries: 200 } as const;
/** Articles that go with the stories of one batch, where none of them alone has more. */
const MOST_ARTICLES = 20;
const NOTHING: Dropped = { count: 0, next: null };

export class Retention implements RetentionStore {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  /** Digests are as old as their numbers: the first that is not old ends the search. */
  async dropDigests(before: Date, aliveSince: Date, from: Mark): Promise<Dropped> {
    const rows = await this.#db
      .selectFrom('digests')
      .select(['id', 'at'])
      .where('id', '>', from.id as DigestId)
      .orderBy('id')
      .limit(BATCH.digests)
      .execute();
    const old = rows.filter(({ at }) => at < before.getTime()).map(({ id }) => id);
    if (old.length === 0) return NOTHING;
    const count = await this.#db.transaction().execute((tx) => dropDigests(tx, old, aliveSince));
    return { count, next: old.length < BATCH.digests ? null : behind(old) };
  }

  async dropParts(before: Date, from: Mark): Promise<Dropped> {
    const rows = await this.#oldEditions(before, from);
    if (rows.length === 0) return NOTHING;
    const open = await openEditions(this.#db, rows);
    const done = rows.filter((id) => !open.has(id));
    const { numDeletedRows } = await this.#db
      .deleteFrom('edition_parts')
      .where('edition_id', 'in', done)
      .executeTakeFirstOrThrow();
    if (numDeletedRows > 0n)
      await this.#db.updateTable('editions').set({ hash: null }).where('id', 'in', done).execute();
    return dropped(Number(numDeletedRows), rows, BATCH.editions);
  }

  async dropEditions(before: Date, from: Mark): Promise<Dropped> {
    const rows = await this.#oldEditions(before, from);
    if (rows.length === 0) return NOTHING;
    return await this.#db.transaction().execute(async (tx) => {
      const told = await lastDigests(tx, rows);
      const used = new Set(told.map(({ edition }) => edition));
      const unused = rows.filter((id) => !used.has(id));
      for (const table of ['edition_items', 'edition_parts'] as const)
        await tx.deleteFrom(table).where('edition_id', 'in', unused).execute();
      await tx.deleteFrom('editions').where('id', 'in', unused).execute();
      return dropped(unused.length, rows, BATCH.editions);
    });
  }

  async #oldEditions(before: Date, from: Mark): Promise<readonly EditionId[]> {
    const rows = await this.#db
      .selectFrom('editions')
      .select(['id', 'at'])
      .where('id', '>', from.id as EditionId)
      .orderBy('id')
      .limit(BATCH.editions)
      .execute();
    return rows.filter(({ at }) => at < before.getTime()).map(({ id }) => id);
  }

  async dropTellings(before: Date): Promise<Dropped> {
    const old = this.#db
      .selectFrom('tellings')
      .select('id')
      .where('at', '<', before.getTime())
      .orderBy('at')
      .limit(BATCH.tellings);
    const { numDeletedRows } = await this.#db.deleteFrom('tellings').where('id', 'in', old).executeTakeFirstOrThrow();
    return { count: Number(numDeletedRows), next: Number(numDeletedRows) < BATCH.tellings ? null : START };
  }

  async dropStories(before: Date, listedSince: Date, from: Mark): Promise<Dropped> {
    const rows = await this.#db
      .selectFrom('stories')
      .select(['id', 'last_seen as at'])
      .where('last_seen', '<', before.getTime())
      .where((row) =>
        row.or([
          row('last_seen', '>', from.at),
          row.and([row('last_seen', '=', from.at), row('id', '>', from.id as StoryId)]),
        ]),
      )
      .where('last_seen', '>=', from.at)
      .orderBy('last_seen')
      .orderBy('id')
      .limit(BATCH.stories)
      .execute();
    const few = await withFewArticles(this.#db, rows);
    const old = few.map(({ id }) => id);
    const count = await this.#db.transaction().execute((tx) => dropStories(tx, old, listedSince));
    return { count, next: few.length < BATCH.stories && few.length === rows.length ? null : (few.at(-1) ?? null) };
  }

  async dropSummaries(before: Date): Promise<Dropped> {
    const old = this.#db
      .selectFrom('summaries')
      .select('content_hash')
      .where('made_at', '<', before.getTime())
      .orderBy('made_at')
      .limit(BATCH.summaries);
    const { numDeletedRows } = await this.#db
      .deleteFrom('summaries')
      .where('content_hash', 'in', old)
      .executeTakeFirstOrThrow();
    return { count: Number(numDeletedRows), next: Number(numDeletedRows) < BATCH.summaries ? null : START };
  }
}

function dropped(count: number, looked: readonly number[], batch: number): Dropped {
  return { count, next: looked.length < batch ? null : behind(looked) };
}

/** Their numbers alone tell them apart. */
function behind(looked: readonly number[]): Mark {
  return { at: 0, id: looked.at(-1) ?? 0 };
}

async function dropDigests(tx: Kysely<Tables>, old: readonly DigestId[], aliveSince: Date): Promise<number> {
  await tx.deleteFrom('deliveries').where('digest_id', 'in', old).execute();
  await tx
    .deleteFrom('told')
    .where('digest_id', 'in', old)
    .where('story_id', 'not in', (row) =>
      row
        .selectFrom('stories as story')
        .innerJoin('told as each', 'each.story_id', 'story.id')
        .select('story.id')
        .where('each.digest_id', 'in', old)
        .where('story.last_seen', '>=', aliveSince.getTime()),
    )
    .execute();
  const { numDeletedRows } = await tx
    .deleteFrom('digests')
    .where('id', 'in', old)
    .where('id', 'not in', (row) => row.selectFrom('told').select('told.digest_id').where('told.digest_id', 'in', old))
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

const OPEN = ['owed', 'sending', 'later', 'uncertain'] as const;

/** The last digest of each edition that has one. An edition may be that of many thousands: they are not counted through. */
async function lastDigests(
  db: Kysely<Tables>,
  editions: readonly EditionId[],
): Promise<readonly { readonly edition: EditionId; readonly digest: DigestId }[]> {
  const rows = await db
    .selectFrom('editions')
    .select('id as edition')
    .select((row) =>
      row
        .selectFrom('digests')
        .select((each) => each.fn.max('digests.id').as('last'))
        .whereRef('digests.edition_id', '=', 'editions.id')
        .as('digest'),
    )
    .where('id', 'in', editions)
    .execute();
  return rows.flatMap(({ edition, digest }) => (digest === null ? [] : [{ edition, digest }]));
}

/** Those of which a part is still to be sent. Deliveries are as old as their numbers and their digests', by which those of a state are kept in order. */
async function openEditions(db: Kysely<Tables>, editions: readonly EditionId[]): Promise<ReadonlySet<EditionId>> {
  const digests = (await lastDigests(db, editions)).map(({ digest }) => digest);
  const last = await db
    .selectFrom('deliveries')
    .select('id')
    .where('digest_id', '<=', Math.max(0, ...digests) as DigestId)
    .orderBy('digest_id', 'desc')
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  const open = await db
    .selectFrom('deliveries as delivery')
    .innerJoin('digests as digest', 'digest.id', 'delivery.digest_id')
    .select('digest.edition_id')
    .distinct()
    .where('delivery.state', 'in', OPEN)
    .where('delivery.id', '<=', (last?.id ?? 0) as DeliveryId)
    .execute();
  return new Set(open.map(({ edition_id: id }) => id));
}

/** The first of these stories, as many as have few enough articles together; one at least. */
async function withFewArticles<Old extends { readonly id: StoryId }>(
  db: Kysely<Tables>,
  stories: readonly Old[],
): Promise<readonly Old[]> {
  const counts = await db
    .selectFrom('articles')
    .select((row) => ['story_id', row.fn.countAll<number>().as('count')])
    .where(
      'story_id',
      'in',
      stories.map(({ id }) => id),
    )
    .groupBy('story_id')
    .execute();
  const byStory = new Map(counts.map(({ story_id: id, count }) => [id, count]));
  let articles = 0;
  const end = stories.findIndex(({ id }, i) => {
    articles += byStory.get(id) ?? 0;
    return i > 0 && articles > MOST_ARTICLES;
  });
  return end < 0 ? stories : stories.slice(0, end);
}

/** With their articles, and all that hangs on either. Words go from the index by themselves. */
async function dropStories(tx: Kysely<Tables>, old: readonly StoryId[], listedSince: Date): Promise<number> {
  const listed = old.length === 0 ? new Set() : await listedStories(tx, old, listedSince);
  const stories = old.filter((id) => !listed.has(id));
  if (stories.length === 0) return 0;
  const rows = await tx.selectFrom('articles').select('id').where('story_id', 'in', stories).execute();
  const articles = rows.map(({ id }) => id);
  await tx.updateTable('articles').set({ reprint_of: null }).where('reprint_of', 'in', articles).execute();
  for (const table of ['prints', 'revisions'] as const)
    await tx.deleteFrom(table).where('article_id', 'in', articles).execute();
  await tx.deleteFrom('articles').where('id', 'in', articles).execute();
  await tx.deleteFrom('growth').where('story_id', 'in', stories).execute();
  await tx.deleteFrom('joined').where('into_id', 'in', stories).execute();
  await tx.deleteFrom('stories').where('id', 'in', stories).execute();
  return stories.length;
}

async function listedStories(
  tx: Kysely<Tables>,
  stories: readonly StoryId[],
  listedSince: Date,
): Promise<ReadonlySet<StoryId | null>> {
  const since = listedSince.getTime();
  const rows = await tx
    .selectFrom('articles as article')
    .innerJoin('sources as source', 'source.id', 'article.source_id')
    .leftJoin('prints as print', 'print.article_id', 'article.id')
    .select('article.story_id')
    .distinct()
    .where('article.story_id', 'in', stories)
    .where((row) =>
      row.or([
        row('print.listed_at', '>=', since),
        row.and([
          row('source.state', '=', 'active'),
          row.or([row('source.last_new_at', 'is', null), row('source.last_new_at', '<', since)]),
          row.exists(row.selectFrom('source_uses as use').select('use.id').whereRef('use.source_id', '=', 'source.id')),
        ]),
      ]),
    )
    .execute();
  return new Set(rows.map(({ story_id: id }) => id));
}
