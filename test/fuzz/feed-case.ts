import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import process from 'node:process';
import { serialize } from 'node:v8';
import type { Entry } from '../../src/domain/entry.ts';
import { decodeBytes } from '../../src/ingest/decode.ts';
import { parseFeed } from '../../src/ingest/feed.ts';
import { FeedFault } from '../../src/ingest/feed-fault.ts';
import { parsePage } from '../../src/ingest/page.ts';
import { languageOf } from '../../src/text/language.ts';
import { chanceOf, mutate } from './mutate.ts';

/** How a case ended: what is wrong, null when nothing is. */
export interface Verdict {
  readonly why: string | null;
  /** Of the processor. */
  readonly cpuMs: number;
}

interface Fixture {
  readonly name: string;
  readonly kind: 'feed' | 'page';
  readonly bytes: Buffer;
}

const FOLDER = join(import.meta.dirname, '..', 'fixtures');
const NOW = new Date('2026-03-02T12:00:00Z');
const BASE = 'https://harbour.example/news/';
/** Content types servers give, wrong ones among them. */
const TYPES = [
  null,
  'text/xml',
  'text/html; charset=utf-8',
  'application/rss+xml; charset=windows-1251',
  'text/plain; charset=utf-16',
] as const;

export const FIXTURES: readonly Fixture[] = [...fixturesOf('feeds', 'feed'), ...fixturesOf('pages', 'page')];

function fixturesOf(folder: string, kind: Fixture['kind']): readonly Fixture[] {
  return globSync(`${FOLDER}/${folder}/*`)
    .filter((file) => !file.endsWith('.expected.json'))
    .sort()
    .map((file) => ({ name: basename(file), kind, bytes: readFileSync(file) }));
}

/** What one case reads: the same for a seed and a number as long as the fixtures stay. */
export function caseOf(seed: number, number: number): Fixture & { readonly type: string | null } {
  const chance = chanceOf(seed, number);
  const fixture = FIXTURES[chance(FIXTURES.length)];
  if (fixture === undefined) throw new Error('There are no fixtures to mutate.');
  const others = FIXTURES.map(({ bytes }) => bytes);
  return { ...fixture, bytes: mutate(fixture.bytes, chance, others), type: TYPES[chance(TYPES.length)] ?? null };
}

async function judge(seed: number, number: number): Promise<string | null> {
  try {
    const said = await read(caseOf(seed, number));
    serialize(said);
    return objectionTo(said) ?? pollution();
  } catch (error) {
    return error instanceof FeedFault ? pollution() : `threw ${String(error)}`;
  }
}

async function read({ kind, bytes, type }: ReturnType<typeof caseOf>): Promise<readonly Entry[]> {
  const text = decodeBytes(bytes, type);
  if (kind === 'page') {
    serialize(parsePage(text, BASE, NOW));
    return [];
  }
  const { entries } = await parseFeed(text, BASE);
  for (const { title, text } of entries.slice(0, 50)) languageOf(`${title}\n${text}`);
  return entries;
}

function objectionTo(entries: readonly Entry[]): string | null {
  for (const { published, updated, link, image } of entries) {
    if ([published, updated].some((date) => date !== null && Number.isNaN(date.getTime()))) return 'a date is none';
    if ([link, image].some((address) => address !== null && /^(?:javascript|data|file):/iu.test(address)))
      return `an address is ${link} or ${image}`;
  }
  return null;
}

const PROTOTYPES = [Object, Array, String, Number, Function, Map, Set, RegExp, Promise, Error, Date].map(
  ({ prototype }) => prototype as object,
);
const keysOf = (): string => JSON.stringify(PROTOTYPES.map((prototype) => Reflect.ownKeys(prototype).map(String)));
let untouched = '';

function pollution(): string | null {
  return keysOf() === untouched ? null : 'a prototype was changed';
}

/** Serves cases by number: `node feed-case.ts SEED`, forked. */
function serve(seed: number): void {
  languageOf('');
  untouched = keysOf();
  process.on('message', async (number: number) => {
    const before = process.threadCpuUsage();
    const why = await judge(seed, number);
    const { user, system } = process.threadCpuUsage(before);
    process.send?.({ why, cpuMs: (user + system) / 1000 } satisfies Verdict);
  });
  process.on('disconnect', () => process.exit());
  process.send?.({ why: null, cpuMs: 0 } satisfies Verdict);
}

if (import.meta.main) serve(Number(process.argv[2]));
