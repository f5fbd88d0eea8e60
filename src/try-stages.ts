import { canonicalAddress } from './ingest/address.ts';
import { decodeBytes } from './ingest/decode.ts';
import { type Discovery, discover } from './ingest/discover.ts';
import { parseFeed } from './ingest/feed.ts';
import { FeedFault } from './ingest/feed-fault.ts';
import type { Fetcher } from './ingest/fetch.ts';
import { parsePage } from './ingest/page.ts';
import { sayPlain } from './phrases/say.ts';
import { createStoryIndex } from './story/gather.ts';
import { createReprintIndex } from './story/reprints.ts';
import { summarize } from './summary/extractive.ts';
import { checkFaithful } from './summary/faithful.ts';
import { languageOf } from './text/language.ts';
import { matches, prepareText } from './topic/query-match.ts';
import { parseQuery } from './topic/query-parse.ts';
import { sectionsOf } from './topic/sections.ts';
import { tagsOf } from './topic/tags.ts';
import { type Document, type Loaded, load, textIn, textOrNull, WrongCall } from './try-input.ts';

/** One line of results, as the contract names its fields. */
export type Result = Readonly<Record<string, unknown>>;
export type Row = Readonly<Record<string, unknown>>;

/** What a feed holds. */
export async function tryFeed(document: Document, fetcher: () => Fetcher): Promise<Result> {
  const { input } = document;
  const loaded = await load(document, fetcher, 'feed');
  if (typeof loaded === 'string') return { input, error: loaded };
  try {
    const { title, entries } = await parseFeed(decodeBytes(loaded.bytes, loaded.type), loaded.base);
    return {
      input,
      title,
      entries: entries.map(({ title, link, id, published, text }) => ({ title, link, id, published, text })),
    };
  } catch (error) {
    if (error instanceof FeedFault) return { input, error: error.message };
    throw error;
  }
}

/** What an article's page says. */
export async function tryPage(document: Document, fetcher: () => Fetcher, now: Date): Promise<Result> {
  const { input } = document;
  const loaded = await load(document, fetcher, 'page');
  return typeof loaded === 'string' ? { input, error: loaded } : { input, ...readPage(loaded, now) };
}

function readPage({ bytes, type, base }: Loaded, now: Date): Result {
  const reading = parsePage(decodeBytes(bytes, type), base, now);
  if (reading.kind === 'not-article') return { error: `It holds no article: ${reading.why}.` };
  return { ...reading.page };
}

/** The feeds of a site. */
export async function tryDiscover(input: string, fetcher: Fetcher): Promise<Result> {
  const { feeds, faults }: Discovery = await discover(input, fetcher, async (bytes, type, base) => {
    try {
      return await parseFeed(decodeBytes(bytes, type), base);
    } catch (error) {
      if (error instanceof FeedFault) return null;
      throw error;
    }
  });
  const [fault] = faults;
  return feeds.length === 0 && fault !== undefined ? { input, feeds, error: fault.sentence } : { input, feeds };
}

/** A summary of an article, or of a story's articles. */
export function trySummary(row: Row, budget: { readonly sentences: number; readonly words: number }): Result {
  const articles = Array.isArray(row['articles']) ? row['articles'].filter(isRow) : [row];
  const told = articles.map((each) => ({ title: textIn(each, 'title'), text: textIn(each, 'text') }));
  return { id: row['id'], summary: summarize(told, textOrNull(row, 'lang'), budget).text, by: 'extractive' };
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null;
}

/** Which articles repeat another, and which tell one event; rows come oldest first. */
export function createStoriesStage(): (row: Row) => Result {
  const [reprints, stories] = [createReprintIndex(), createStoryIndex()];
  const rows: Row[] = [];
  return (row) => {
    const id = rows.push(row);
    const told = { id, headline: textIn(row, 'title'), text: textIn(row, 'text'), language: textOrNull(row, 'lang') };
    const address = canonicalAddress(textIn(row, 'url'));
    const at = new Date(textIn(row, 'published'));
    const telling = {
      ...told,
      address,
      source: textIn(row, 'source'),
      at: Number.isNaN(at.getTime()) ? new Date() : at,
    };
    const original = reprints.add(telling);
    const { story } = stories.add(telling, original);
    const named = (number: number): unknown => rows[number - 1]?.['id'];
    return { id: row['id'], story: named(story), reprintOf: original === null ? null : named(original) };
  };
}

/** Sections and tags, and whether a query matches. Throws WrongCall, naming the column, for a query that can't be read. */
export function createTopicsStage(query: string | undefined): (row: Row) => Result {
  const parsed = query === undefined ? null : parseQuery(query);
  if (parsed?.kind === 'fault') {
    const expected = sayPlain('en', `expected.${parsed.expected}`);
    throw new WrongCall(`The query is wrong at column ${parsed.column}: I expected ${expected}.`);
  }
  return (row) => {
    const [title, text, language] = [textIn(row, 'title'), textIn(row, 'text'), textOrNull(row, 'lang')];
    const sections = sectionsOf({ title, text, language, categories: [], folder: null });
    const found = {
      id: row['id'],
      sections: sections.map(({ section, score }) => ({ name: section, score })),
      tags: tagsOf({ title, text, language }),
    };
    if (parsed === null) return found;
    const prepared = prepareText({
      title,
      text,
      source: textIn(row, 'source'),
      sections: sections.map(({ section }) => section),
      language,
    });
    const { matched, words } = matches(parsed.query, prepared);
    return { ...found, matches: matched, words };
  };
}

/** Whether a summary is borne out by its source. */
export function tryCheck(row: Row): Result {
  const { faithful, unsupported } = checkFaithful(textIn(row, 'source'), textIn(row, 'summary'));
  return { id: row['id'], faithful, unsupported };
}

export function tryLanguage(row: Row): Result {
  return { id: row['id'], lang: languageOf(textIn(row, 'text')) };
}
