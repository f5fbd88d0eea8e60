import type { Kysely, Selectable } from 'kysely';
import type { Article, ArticleDraft, ArticleStore, Teller } from '../domain/article.ts';
import type { ArticleId, SourceId, StoryId } from '../domain/ids.ts';
import { inChunks } from './chunks.ts';
import { fromJson, type Tables, toJson } from './rows.ts';

export class Articles implements ArticleStore {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  add(drafts: readonly ArticleDraft[]): Promise<readonly Article[]> {
    return this.#db.transaction().execute((tx) => inChunks(drafts, (some) => addSome(tx, some)));
  }

  async ungathered(limit: number): Promise<readonly Article[]> {
    const rows = await this.#db
      .selectFrom('articles')
      .selectAll()
      .where('story_id', 'is', null)
      .orderBy('id')
      .limit(limit)
      .execute();
    return rows.map(toArticle);
  }

  async gatheredSince(since: Date, after: ArticleId | null, limit: number): Promise<readonly Article[]> {
    // The page is chosen from an index alone: the rows themselves, with their texts, are read only for the page.
    let page = this.#db
      .selectFrom('articles')
      .select('id')
      .where('seen_at', '>=', since.getTime())
      .where('story_id', 'is not', null);
    if (after !== null) page = page.where('id', '>', after);
    const rows = await this.#db
      .selectFrom('articles')
      .selectAll()
      .where('id', 'in', page.orderBy('id').limit(limit))
      .orderBy('id')
      .execute();
    return rows.map(toArticle);
  }

  async ofStories(stories: readonly StoryId[]): Promise<readonly Article[]> {
    const rows = await inChunks(stories, (some) =>
      this.#db.selectFrom('articles').selectAll().where('story_id', 'in', some).execute(),
    );
    return rows
      .map(toArticle)
      .sort((one, other) => one.publishedAt.getTime() - other.publishedAt.getTime() || one.id - other.id);
  }

  async tellersOf(stories: readonly StoryId[]): Promise<ReadonlyMap<StoryId, readonly Teller[]>> {
    const rows = await inChunks(stories, (some) =>
      this.#db
        .selectFrom('articles as article')
        .leftJoin('prints as print', 'print.article_id', 'article.id')
        .select([
          'article.story_id',
          'article.source_id',
          'article.publisher',
          'article.published_at',
          'article.reprint_of',
          'print.news_at',
        ])
        .where('article.story_id', 'in', some)
        .orderBy('article.published_at')
        .execute(),
    );
    const tellers = new Map<StoryId, Teller[]>();
    for (const { story_id: story, source_id: source, publisher, published_at, reprint_of, news_at } of rows) {
      if (story === null) continue;
      const teller = { source, publisher, at: new Date(news_at ?? published_at), isReprint: reprint_of !== null };
      tellers.set(story, [...(tellers.get(story) ?? []), teller]);
    }
    return tellers;
  }

  async coverageSince(since: Date): Promise<{ readonly articles: number; readonly sources: number }> {
    return await this.#db
      .selectFrom('articles')
      .select((row) => row.fn.countAll<number>().as('articles'))
      .select((row) => row.fn.count<number>('source_id').distinct().as('sources'))
      .where('seen_at', '>=', since.getTime())
      .executeTakeFirstOrThrow();
  }

  async gatheredFrom(
    sources: readonly SourceId[],
    since: Date,
  ): Promise<{ readonly articles: number; readonly sources: number; readonly stories: number }> {
    if (sources.length === 0) return { articles: 0, sources: 0, stories: 0 };
    return await this.#db
      .selectFrom('articles')
      .select((row) => row.fn.countAll<number>().as('articles'))
      .select((row) => row.fn.count<number>('source_id').distinct().as('sources'))
      .select((row) => row.fn.count<number>('story_id').distinct().as('stories'))
      .where('seen_at', '>=', since.getTime())
      .where('story_id', 'is not', null)
      .where('source_id', 'in', sources)
      .executeTakeFirstOrThrow();
  }

  async count(): Promise<number> {
    const { count } = await this.#db
      .selectFrom('articles')
      .select((row) => row.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    return count;
  }
}

async function addSome(tx: Kysely<Tables>, drafts: readonly ArticleDraft[]): Promise<readonly Article[]> {
  const added = await tx
    .insertInto('articles')
    .values(drafts.map(toRow))
    .onConflict((known) => known.columns(['source_id', 'entry_key']).doNothing())
    .returning(['id', 'source_id', 'entry_key'])
    .execute();
  const ids = new Map(added.map((row) => [entryOf(row.source_id, row.entry_key), row.id]));
  return drafts.flatMap((draft) => {
    const entry = entryOf(draft.sourceId, draft.entryKey);
    const id = ids.get(entry);
    // The same entry twice among the drafts: the first is the one that was stored.
    ids.delete(entry);
    return id === undefined ? [] : [{ ...draft, id, reprintOf: null, storyId: null }];
  });
}

function entryOf(source: SourceId, key: string): string {
  return `${source} ${key}`;
}

function toRow(draft: ArticleDraft) {
  return {
    source_id: draft.sourceId,
    entry_key: draft.entryKey,
    address: draft.address,
    link: draft.link,
    headline: draft.headline,
    byline: toJson(draft.byline),
    credit: draft.credit,
    publisher: draft.publisher,
    published_at: draft.publishedAt.getTime(),
    seen_at: draft.seenAt.getTime(),
    language: draft.language,
    sections: toJson(draft.sections),
    tags: toJson(draft.tags),
    image: draft.image,
    is_news: Number(draft.isNews),
    reprint_of: null,
    story_id: null,
    text: draft.text,
  };
}

/** An article from its row. */
export function toArticle(row: Selectable<Tables['articles']>): Article {
  return {
    id: row.id,
    sourceId: row.source_id,
    entryKey: row.entry_key,
    address: row.address,
    link: row.link,
    headline: row.headline,
    byline: fromJson(row.byline),
    credit: row.credit,
    publisher: row.publisher,
    publishedAt: new Date(row.published_at),
    seenAt: new Date(row.seen_at),
    language: row.language,
    text: row.text,
    sections: fromJson(row.sections),
    tags: fromJson(row.tags),
    image: row.image,
    isNews: row.is_news === 1,
    reprintOf: row.reprint_of,
    storyId: row.story_id,
    ...(row.withdrawn === null ? {} : { withdrawn: row.withdrawn }),
  };
}
