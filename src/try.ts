import { parseArgs } from 'node:util';
import { readConfig, VERSION, WrongSetting } from './config.ts';
import { createFetcher, type Fetcher, userAgent } from './ingest/fetch.ts';
import { documentsOf, inputRows, WrongCall } from './try-input.ts';
import { createStoriesView, createTopicsView, type RowsView } from './try-news-view.ts';
import {
  createStoriesStage,
  createTopicsStage,
  type Result,
  tryCheck,
  tryDiscover,
  tryFeed,
  tryLanguage,
  tryPage,
  trySummary,
} from './try-stages.ts';
import { readable } from './try-view.ts';

/** `npm run try -- STAGE …`: what a stage makes of files, addresses or lines; a result for each, as JSON lines or for people. */
const USAGE = `npm run try -- STAGE [--json] …
  feed FILE or URL …      [--base URL] [--type CONTENT-TYPE] [--list FILE]    the entries of feeds
  page FILE or URL …      [--base URL] [--list FILE]                          the article of pages
  discover URL …                                                              the feeds of sites
  summary                 [--sentences 3] [--words 60]      lines {id, title, text, lang?} or {id, articles}
  stories                                                   lines {id, title, text, url?, source?, published?, lang?}, oldest first
  topics                  [--query Q]                       lines {id, title, text, source?, lang?}
  check                                                     lines {id, source, summary}
  language                                                  lines {id, text}
Lines are JSON objects on standard input.`;

const OPTIONS = {
  json: { type: 'boolean' },
  base: { type: 'string' },
  type: { type: 'string' },
  list: { type: 'string' },
  sentences: { type: 'string', default: '3' },
  words: { type: 'string', default: '60' },
  query: { type: 'string' },
} as const;

type Options = ReturnType<typeof parseArgs<{ options: typeof OPTIONS; allowPositionals: true }>>['values'];

let fetcher: Fetcher | undefined;

try {
  const { values, positionals } = readCall();
  const [stage = '', ...inputs] = positionals;
  const view = values.json === true ? null : viewOf(stage, values);
  if (view === null) {
    const write = values.json === true ? (result: Result) => `${JSON.stringify(result)}\n` : readable;
    for await (const result of resultsOf(stage, inputs, values)) process.stdout.write(write(result));
  } else {
    for await (const row of inputRows()) process.stdout.write(view.take(row));
    process.stdout.write(view.end());
  }
} catch (error) {
  if (!(error instanceof WrongCall || error instanceof WrongSetting)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
} finally {
  await fetcher?.close();
}

function readCall() {
  try {
    return parseArgs({ options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new WrongCall(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
  }
}

/** Lines that say more together than one by one have a view of their own. */
function viewOf(stage: string, { query }: Options): RowsView | null {
  if (stage === 'stories') return createStoriesView();
  return stage === 'topics' ? createTopicsView(query) : null;
}

function resultsOf(stage: string, inputs: readonly string[], options: Options): AsyncIterable<Result> {
  switch (stage) {
    case 'feed':
      return eachDocument(inputs, options, (document) => tryFeed(document, openFetcher));
    case 'page':
      return eachDocument(inputs, options, (document) => tryPage(document, openFetcher, new Date()));
    case 'discover':
      return eachInput(inputs, (input) => tryDiscover(input, openFetcher()));
    case 'summary': {
      const budget = {
        sentences: positive(options.sentences, '--sentences'),
        words: positive(options.words, '--words'),
      };
      return eachRow((row) => trySummary(row, budget));
    }
    case 'stories':
      return eachRow(createStoriesStage());
    case 'topics':
      return eachRow(createTopicsStage(options.query));
    case 'check':
      return eachRow(tryCheck);
    case 'language':
      return eachRow(tryLanguage);
    default:
      throw new WrongCall(stage === '' ? USAGE : `There is no stage "${stage}".\n${USAGE}`);
  }
}

async function* eachDocument(
  inputs: readonly string[],
  options: Options,
  look: (document: Awaited<ReturnType<typeof documentsOf>>[number]) => Promise<Result>,
) {
  const documents = await documentsOf(inputs, options);
  if (documents.length === 0) throw new WrongCall(`A file, an address or --list is missing.\n${USAGE}`);
  for (const document of documents) yield await look(document);
}

async function* eachInput(inputs: readonly string[], look: (input: string) => Promise<Result>) {
  if (inputs.length === 0) throw new WrongCall(`An address is missing.\n${USAGE}`);
  for (const input of inputs) yield await look(input);
}

async function* eachRow(look: (row: Readonly<Record<string, unknown>>) => Result) {
  for await (const row of inputRows()) yield look(row);
}

function positive(text: string, name: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new WrongCall(`${name} must be a whole number from 1 on.`);
  return value;
}

function openFetcher(): Fetcher {
  const { contact, allowPrivate, hostGapMs } = readConfig();
  fetcher ??= createFetcher({ userAgent: userAgent(VERSION, contact), allow: allowPrivate, hostGapMs, concurrency: 1 });
  return fetcher;
}
