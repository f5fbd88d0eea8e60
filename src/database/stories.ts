import { setImmediate as breathe } from 'node:timers/promises';
import type { Kysely, Selectable } from 'kysely';
import type { StoryId } from '../domain/ids.ts';
import type { Gathered, Joined, Story, StoryNews, StoryStore } from '../domain/story.ts';
import { inChunks } from './chunks.ts';
import { noteJoin } from './joined.ts';
import { fromJson, type Tables, toJson, toMs } from './rows.ts';

/** Stories that are read at once, so that the driver, which holds up the process while it works, is done within some milliseconds. */
const PAGE = 500;

export class Stories implements StoryStore {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  gather(change: Gathered): Promise<StoryId> {
    return this.#db.transaction().execute(async (tx) => {
      const story = await keep(tx, change.story);
      await tx
        .updateTable('articles')
        .set({ story_id: story, reprint_of: change.reprintOf })
        .where('id', '=', change.article)
        .execute();
      if (change.withdrawal !== undefined) await withdraw(tx, change.withdrawal);
      if (change.news !== undefined) await grow(tx, story, change.news);
      return story;
    });
  }

  join({ from, story, news }: Joined): Promise<boolean> {
    return this.#db.transaction().execute(async (tx) => {
      if (await isTold(tx, [from, story.id])) return false;
      await keep(tx, story);
      await tx.updateTable('articles').set({ story_id: story.id }).where('story_id', '=', from).execute();
      await tx.deleteFrom('growth').where('story_id', '=', from).execute();
      await tx.deleteFrom('stories').where('id', '=', from).execute();
      await noteJoin(tx, from, story.id);
      if (news !== undefined) await grow(tx, story.id, news);
      return true;
    });
  }

  /** In the order they are asked for; one that is not there is left out. */
  async find(ids: readonly StoryId[]): Promise<readonly Story[]> {
    const rows = await inChunks(ids, (some) =>
      this.#db.selectFrom('stories').selectAll().where('id', 'in', some).execute(),
    );
    const found = new Map(rows.map((row) => [row.id, toStory(row)]));
    return ids.flatMap((id) => found.get(id) ?? []);
  }

  async newsSince(since: Date, limit: number): Promise<readonly Story[]> {
    const news: Story[] = [];
    for (let last: Story | undefined; news.length < limit; last = news.at(-1)) {
      const size = Math.min(PAGE, limit - news.length);
      const page = await this.#newsPage(since, last, size);
      news.push(...page.map(toStory));
      if (page.length < size) break;
      await breathe();
    }
    return news;
  }

  async #newsPage(since: Date, last: Story | undefined, size: number) {
    let page = this.#db
      .selectFrom('stories')
      .selectAll()
      .where('is_news', '=', 1)
      .where((row) => row.or([row('last_seen', '>=', since.getTime()), row('amended_at', '>=', since.getTime())]));
    if (last !== undefined) {
      const { id, lastSeen } = last;
      const at = lastSeen.getTime();
      page = page
        .where('last_seen', '<=', at)
        .where((row) => row.or([row('last_seen', '<', at), row('last_seen', '=', at).and('id', '<', id)]));
    }
    return await page.orderBy('last_seen', 'desc').orderBy('id', 'desc').limit(size).execute();
  }

  async growthOf(stories: readonly StoryId[]): Promise<ReadonlyMap<StoryId, readonly StoryNews[]>> {
    const rows = await inChunks(stories, (some) =>
      this.#db.selectFrom('growth').selectAll().where('story_id', 'in', some).orderBy('version').execute(),
    );
    const byStory = Map.groupBy(rows, (row) => row.story_id);
    return new Map([...byStory].map(([story, grown]) => [story, grown.map(toNews)]));
  }
}

/** Whether any channel was told or is owed one of these stories. What is told is kept by channel: each is looked up, for that costs less than to read it all. */
async function isTold(tx: Kysely<Tables>, stories: readonly StoryId[]): Promise<boolean> {
  const row = await tx
    .selectFrom('told')
    .select('story_id')
    .where('channel_id', 'in', tx.selectFrom('channels').select('id'))
    .where('story_id', 'in', stories)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

function toNews({ version, at, facts, sentences, amends }: Selectable<Tables['growth']>): StoryNews {
  const news = { version, at: new Date(at), facts: fromJson(facts), sentences: fromJson(sentences) };
  return amends === null ? news : { ...news, amends: fromJson(amends) };
}

/** Written once for each version, also when the filing of its article is done over. */
async function grow(tx: Kysely<Tables>, story: StoryId, news: StoryNews): Promise<void> {
  const { version, at, facts, sentences, amends } = news;
  const row = { story_id: story, version, at: at.getTime(), facts: toJson(facts), sentences: toJson(sentences) };
  await tx
    .insertInto('growth')
    .values({ ...row, amends: amends === undefined ? null : toJson(amends) })
    .onConflict((known) => known.columns(['story_id', 'version']).doNothing())
    .execute();
}

async function withdraw(tx: Kysely<Tables>, { articles, words }: NonNullable<Gathered['withdrawal']>): Promise<void> {
  await tx.updateTable('articles').set({ withdrawn: words }).where('id', 'in', articles).execute();
}

async function keep(tx: Kysely<Tables>, story: Gathered['story']): Promise<StoryId> {
  const row = toRow(story);
  const kept =
    story.id === null
      ? await tx.insertInto('stories').values(row).returning('id').executeTakeFirst()
      : await tx.updateTable('stories').set(row).where('id', '=', story.id).returning('id').executeTakeFirst();
  if (kept === undefined) throw new Error(`There is no story ${story.id} to gather an article into.`);
  return kept.id;
}

function toRow(story: Gathered['story']) {
  return {
    headline: story.headline,
    link: story.link,
    language: story.language,
    publishers: toJson(story.publishers),
    sections: toJson(story.sections),
    image: story.image,
    first_seen: story.firstSeen.getTime(),
    last_seen: story.lastSeen.getTime(),
    version: story.version,
    is_news: Number(story.isNews),
    amended_at: toMs(story.amendedAt ?? null),
    is_withdrawn: Number(story.isWithdrawn ?? false),
  };
}

function toStory(row: Selectable<Tables['stories']>): Story {
  return {
    id: row.id,
    headline: row.headline,
    link: row.link,
    language: row.language,
    publishers: fromJson(row.publishers),
    sections: fromJson(row.sections),
    image: row.image,
    firstSeen: new Date(row.first_seen),
    lastSeen: new Date(row.last_seen),
    version: row.version,
    isNews: row.is_news === 1,
    ...(row.amended_at === null ? {} : { amendedAt: new Date(row.amended_at) }),
    ...(row.is_withdrawn === 1 ? { isWithdrawn: true } : {}),
  };
}
