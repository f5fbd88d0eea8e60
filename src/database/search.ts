import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Article } from '../domain/article.ts';
import type { ArticleId, SourceId } from '../domain/ids.ts';
import type { IndexedWords, SearchStore, Sought } from '../domain/search.ts';
import { toArticle } from './articles.ts';
import type { Tables } from './rows.ts';

/**
 * SQLite's full-text index holds places of words alone, no text. The words come folded and parted by blanks: its own tokenizer has only to keep
 * together what is one word to us (letters beyond ASCII are, and AT&T, C++, 10%, 3.5). Articles wait in a table of their own until their
 * words are read; triggers see to it whoever writes an article.
 */
export async function createSearch(db: Kysely<unknown>): Promise<void> {
  await sql`create virtual table search using fts5(title, body, source, content = '', contentless_delete = 1,
    tokenize = "ascii tokenchars '%&+#.,'")`.execute(db);
  await sql`create table search_waiting (article_id integer primary key)`.execute(db);
  await sql`insert into search_waiting select id from articles`.execute(db);
  await sql`create trigger search_added after insert on articles begin
    insert or ignore into search_waiting values (new.id); end`.execute(db);
  await sql`create trigger search_changed after update of headline, text, publisher on articles begin
    insert or ignore into search_waiting values (new.id); end`.execute(db);
  await sql`create trigger search_removed after delete on articles begin
    delete from search_waiting where article_id = old.id;
    delete from search where rowid = old.id; end`.execute(db);
}

export class Search implements SearchStore {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async unindexed(limit: number): Promise<readonly Article[]> {
    const rows = await this.#db
      .selectFrom('articles')
      .selectAll()
      .where('id', 'in', sql<ArticleId>`(select article_id from search_waiting order by article_id limit ${limit})`)
      .orderBy('id')
      .execute();
    return rows.map(toArticle);
  }

  index(words: readonly IndexedWords[]): Promise<void> {
    return this.#db.transaction().execute(async (tx) => {
      for (const { article, title, body, source } of words) {
        await sql`delete from search where rowid = ${article}`.execute(tx);
        await sql`insert into search (rowid, title, body, source)
          values (${article}, ${title.join(' ')}, ${body.join(' ')}, ${source.join(' ')})`.execute(tx);
        await sql`delete from search_waiting where article_id = ${article}`.execute(tx);
      }
    });
  }

  /** The index gives its rows in the order of their numbers: only those that are looked at are counted up. */
  async find(
    sought: Sought | null,
    sources: readonly SourceId[],
    before: ArticleId | null,
  ): Promise<{ readonly articles: readonly Article[]; readonly next: ArticleId | null }> {
    const { rows: looked } = await (sought === null ? latest(before) : holding(sought, before)).execute(this.#db);
    const ids = looked.map(({ id }) => id);
    const rows = await this.#db
      .selectFrom('articles')
      .selectAll()
      .where('id', 'in', ids)
      .where('source_id', 'in', sources)
      .where('story_id', 'is not', null)
      .orderBy('id', 'desc')
      .execute();
    return { articles: rows.map(toArticle), next: ids.length < LOOKED_AT ? null : (ids.at(-1) ?? null) };
  }
}

/** Rows of one look. */
const LOOKED_AT = 100;
const LAST = Number.MAX_SAFE_INTEGER;

interface Row {
  readonly id: ArticleId;
}

function latest(before: ArticleId | null): RawBuilder<Row> {
  return sql<Row>`select id from articles where id < ${before ?? LAST} order by id desc limit ${LOOKED_AT}`;
}

function holding(sought: Sought, before: ArticleId | null): RawBuilder<Row> {
  return sql<Row>`select rowid as id from search where search match ${matchOf(sought)} and rowid < ${before ?? LAST}
    order by rowid desc limit ${LOOKED_AT}`;
}

/** In FTS5's language. Each word stands in quotes, so that none of them is an operator of it. */
function matchOf(sought: Sought): string {
  switch (sought.kind) {
    case 'all':
      return `(${sought.parts.map(matchOf).join(' AND ')})`;
    case 'any':
      return `(${sought.parts.map(matchOf).join(' OR ')})`;
    case 'without':
      return `(${matchOf(sought.part)} NOT ${matchOf(sought.unwanted)})`;
    case 'words': {
      const phrase = `"${sought.words.map(({ text }) => text.replaceAll('"', '')).join(' ')}"`;
      const beginning = sought.words.at(-1)?.beginning === true ? ' *' : '';
      return `(${COLUMNS[sought.where]} : ${phrase}${beginning})`;
    }
  }
}

const COLUMNS = { anywhere: '{title body}', title: 'title', source: 'source' } as const;
