import type { Kysely } from 'kysely';
import type { Article } from '../domain/article.ts';
import type { ArticleId, SourceId } from '../domain/ids.ts';
import type { EntryPrint, KnownEntry, RevisedWords, Revision, RevisionStore } from '../domain/revision.ts';
import { toArticle } from './articles.ts';
import { inChunks } from './chunks.ts';
import { type Tables, toDate, toJson } from './rows.ts';

const MOST_AT_ADDRESS = 50;
const LISTED_EVERY_MS = 7 * 24 * 3_600_000;

export class Revisions implements RevisionStore {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async known(source: SourceId, prints: readonly EntryPrint[]): Promise<ReadonlyMap<string, KnownEntry>> {
    const addresses = [...new Set(prints.flatMap(({ address }) => address ?? []))];
    const texts = [...new Set(prints.flatMap(({ text }) => text ?? []))];
    const keys = prints.map(({ key }) => key);
    const byKey = await this.#find(source, 'article.entry_key', keys);
    const byAddress = await this.#find(source, 'article.address', addresses);
    const byText = await this.#find(source, 'print.text', texts);
    return new Map(
      prints.flatMap((print) => {
        const known =
          named(byKey, print.key, 'key') ??
          named(byAddress, print.address, 'address') ??
          named(byText, print.text, 'text');
        return known === null ? [] : [[print.key, known] as const];
      }),
    );
  }

  /** The latest article of each value. */
  async #find(source: SourceId, column: Column, values: readonly string[]): Promise<ReadonlyMap<string, Found>> {
    const rows = await inChunks(values, (some) =>
      this.#db
        .selectFrom('articles as article')
        .leftJoin('prints as print', 'print.article_id', 'article.id')
        .select(['article.id', 'print.words', 'print.revised_at', `${column} as value`])
        .where(column === 'print.text' ? 'print.source_id' : 'article.source_id', '=', source)
        .where(column, 'in', some)
        .orderBy('article.id')
        .execute(),
    );
    return new Map(rows.flatMap((row) => (row.value === null ? [] : [[row.value, row] as const])));
  }

  async note(source: SourceId, prints: readonly (EntryPrint & { readonly article: ArticleId })[]): Promise<void> {
    await inChunks(prints, async (some) => {
      const rows = some.map(({ article, words, text }) => ({ article_id: article, source_id: source, words, text }));
      await this.#db
        .insertInto('prints')
        .values(rows)
        .onConflict((known) => known.column('article_id').doNothing())
        .execute();
      return [];
    });
  }

  async noteListed(articles: readonly ArticleId[], now: Date): Promise<void> {
    await inChunks(articles, async (some) => {
      const unnoted = this.#db
        .selectFrom('prints as print')
        .innerJoin('articles as article', 'article.id', 'print.article_id')
        .select('print.article_id')
        .where('print.article_id', 'in', some)
        .where((row) => row.fn.coalesce('print.listed_at', 'article.seen_at'), '<', now.getTime() - LISTED_EVERY_MS);
      await this.#db
        .updateTable('prints')
        .set({ listed_at: now.getTime() })
        .where('article_id', 'in', unnoted)
        .execute();
      return [];
    });
  }

  revise(article: ArticleId, draft: RevisedWords, print: EntryPrint, at: Date): Promise<boolean> {
    return this.#db.transaction().execute(async (tx) => {
      const before = await tx
        .selectFrom('articles')
        .select(['headline', 'text', 'story_id', 'withdrawn'])
        .where('id', '=', article)
        .executeTakeFirst();
      if (before === undefined) return false;
      const text = draft.text ?? before.text;
      const isOther = before.headline !== draft.headline || before.text !== text || before.withdrawn !== null;
      await keepPrint(tx, article, draft.sourceId, print, at);
      if (!isOther) return false;
      await tx
        .updateTable('articles')
        .set({ ...newWords(draft), text, withdrawn: null })
        .where('id', '=', article)
        .execute();
      if (before.story_id !== null) await keepBefore(tx, article, before, at);
      return true;
    });
  }

  withdraw(article: ArticleId, words: string, print: EntryPrint, at: Date): Promise<boolean> {
    return this.#db.transaction().execute(async (tx) => {
      const before = await tx
        .selectFrom('articles')
        .select(['headline', 'text', 'story_id', 'source_id', 'withdrawn'])
        .where('id', '=', article)
        .executeTakeFirst();
      if (before === undefined) return false;
      await keepPrint(tx, article, before.source_id, print, at);
      if (before.withdrawn !== null) return false;
      await tx.updateTable('articles').set({ withdrawn: words }).where('id', '=', article).execute();
      if (before.story_id !== null) await keepBefore(tx, article, before, at);
      return true;
    });
  }

  async waiting(limit: number): Promise<readonly Revision[]> {
    const rows = await this.#db
      .selectFrom('revisions as revision')
      .innerJoin('articles as article', 'article.id', 'revision.article_id')
      .selectAll('article')
      .select(['revision.headline as old_headline', 'revision.text as old_text'])
      .orderBy('revision.at')
      .orderBy('article.id')
      .limit(limit)
      .execute();
    return rows.map((row) => ({
      article: toArticle(row),
      before: { headline: row.old_headline, text: row.old_text },
    }));
  }

  settle(article: ArticleId, newsAt: Date | null): Promise<void> {
    return this.#db.transaction().execute(async (tx) => {
      await tx.deleteFrom('revisions').where('article_id', '=', article).execute();
      if (newsAt !== null)
        await tx.updateTable('prints').set({ news_at: newsAt.getTime() }).where('article_id', '=', article).execute();
    });
  }

  async find(article: ArticleId): Promise<Article | null> {
    const row = await this.#db.selectFrom('articles').selectAll().where('id', '=', article).executeTakeFirst();
    return row === undefined ? null : toArticle(row);
  }

  async atAddress(address: string): Promise<readonly Article[]> {
    const rows = await this.#db
      .selectFrom('articles')
      .selectAll()
      .where('address', '=', address)
      .orderBy('id', 'desc')
      .limit(MOST_AT_ADDRESS)
      .execute();
    return rows.map(toArticle);
  }
}

type Column = 'article.entry_key' | 'article.address' | 'print.text';

interface Found {
  readonly id: ArticleId;
  readonly words: string | null;
  readonly revised_at: number | null;
}

function named(found: ReadonlyMap<string, Found>, value: string | null, by: KnownEntry['by']): KnownEntry | null {
  const row = value === null ? undefined : found.get(value);
  return row === undefined ? null : { article: row.id, by, words: row.words, revisedAt: toDate(row.revised_at) };
}

/** When it was published and seen, whose it is and what it is called by stay. */
function newWords(draft: RevisedWords) {
  const { headline, link, credit, language, image } = draft;
  const [byline, sections, tags] = [toJson(draft.byline), toJson(draft.sections), toJson(draft.tags)];
  return { headline, link, credit, language, image, byline, sections, tags };
}

async function keepPrint(
  tx: Kysely<Tables>,
  article: ArticleId,
  source: SourceId,
  { words, text }: EntryPrint,
  at: Date,
): Promise<void> {
  const change = { words, text, revised_at: at.getTime() };
  await tx
    .insertInto('prints')
    .values({ article_id: article, source_id: source, ...change })
    .onConflict((known) => known.column('article_id').doUpdateSet(change))
    .execute();
}

/** Of several revisions before the story looks, what it knows is what stood before the first. */
async function keepBefore(
  tx: Kysely<Tables>,
  article: ArticleId,
  { headline, text }: { readonly headline: string; readonly text: string },
  at: Date,
): Promise<void> {
  await tx
    .insertInto('revisions')
    .values({ article_id: article, at: at.getTime(), headline, text })
    .onConflict((known) => known.column('article_id').doNothing())
    .execute();
}
