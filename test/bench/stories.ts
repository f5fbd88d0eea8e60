// How the two indexes of src/story grow: npm run bench stories, or node test/bench/stories.ts [--index reprints|gather] [10000 100000 1000000]
//
// An index is filled to each size with made-up articles of about 300 words, a month's worth at the largest size: every tenth is an edited copy of one of the last 20,000 (for gather, of the
// last day), every source
// prints a standing text under each article, and a twentieth of all sentences is stock that any article may carry. At each size: articles added a second since the size before, what
// one add (look-up and keeping) takes, the memory of the index, and the copies found and false finds among the last articles. "growth" is the exponent of the add's median against
// the size: 0.5 is its square root. At the end a tenth more arrives while the oldest tenth is forgotten, hour by hour.
import { parseArgs } from 'node:util';
import { createStoryIndex } from '../../src/story/gather.ts';
import { createReprintIndex } from '../../src/story/reprints.ts';
import type { Telling } from '../../src/story/telling.ts';

const SOURCES = 1000;
const SENTENCES = 20;
const STOCK_SENTENCES = 20_000;
const MEASURED = 2000;
const HOUR_MS = 3_600_000;
const MONTH_MS = 30 * 24 * HOUR_MS;
const MIB = 2 ** 20;

interface Made {
  readonly telling: Telling;
  readonly copyOf: number | null;
}

/** What is measured: takes an article, answers the article it repeats or joins. */
interface Growing {
  add(telling: Telling): number | null;
  forgetBefore(instant: Date): void;
}

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { index: { type: 'string', default: 'reprints' } },
});
const sizes = positionals.filter((each) => each !== 'stories').map(Number);
if (sizes.length === 0) sizes.push(10_000, 100_000, 1_000_000);
const stepMs = MONTH_MS / (sizes.at(-1) ?? 1);
const random = seededRandom(7);
const words = Array.from({ length: 40_000 }, makeWord);
const stock = Array.from({ length: STOCK_SENTENCES }, makeSentence);
const standing = Array.from({ length: SOURCES }, () => [makeSentence(), makeSentence(), makeSentence()].join(' '));
const recent: { id: number; sentences: readonly string[] }[] = [];
/** Stories are gathered over days, reprints are found over weeks. */
const copiedFromLast = values.index === 'gather' ? Math.ceil((sizes.at(-1) ?? 1) / 30) : 20_000;
let made = 0;

run(values.index === 'gather' ? gathering() : createReprintIndex());

function gathering(): Growing {
  const index = createStoryIndex();
  const add = (telling: Telling): number | null => {
    const { story, isNew } = index.add(telling, null);
    return isNew ? null : story;
  };
  return { add, forgetBefore: index.forgetBefore };
}

function run(index: Growing): void {
  let last: { size: number; median: number } | undefined;
  for (const size of sizes) {
    const { tookMs, lastOnes } = grow(index, size - made);
    const median = quantile(lastOnes, 0.5);
    const growth =
      last === undefined ? '' : `; growth ${(Math.log(median / last.median) / Math.log(size / last.size)).toFixed(2)}`;
    const speed = Math.round((size - (last?.size ?? 0)) / (tookMs / 1000));
    console.log(
      `${size} articles: ${speed} a second, ${tellTimes(lastOnes)}, ${tellMemory()}, ${tellFound(lastOnes)}${growth}`,
    );
    last = { size, median };
  }
  const { lastOnes } = grow(index, Math.ceil(made / 10), true);
  console.log(
    `a tenth more, the oldest tenth forgotten: ${tellTimes(lastOnes)}, ${tellMemory()}, ${tellFound(lastOnes)}`,
  );
}

/** Adds so many articles; answers how long adding took, and the last ones one by one. */
function grow(
  index: Growing,
  articles: number,
  ageing = false,
): { readonly tookMs: number; readonly lastOnes: readonly Timed[] } {
  const lastOnes: Timed[] = [];
  let tookMs = 0;
  for (let i = 0; i < articles; i++) {
    const timed = timeAdd(index, makeArticle(++made));
    tookMs += timed.tookMs;
    if (i >= articles - MEASURED) lastOnes.push(timed);
    if (ageing && i % Math.ceil(HOUR_MS / stepMs) === 0) index.forgetBefore(new Date(made * stepMs - MONTH_MS));
  }
  return { tookMs, lastOnes };
}

interface Timed extends Made {
  readonly answer: number | null;
  readonly tookMs: number;
}

function timeAdd(index: Growing, made: Made): Timed {
  const start = performance.now();
  const answer = index.add(made.telling);
  return { ...made, answer, tookMs: performance.now() - start };
}

function tellFound(timed: readonly Timed[]): string {
  const copies = timed.filter(({ copyOf }) => copyOf !== null);
  const found = copies.filter(({ copyOf, answer }) => answer === copyOf).length;
  const wrong = timed.filter(({ copyOf, answer }) => answer !== null && answer !== copyOf).length;
  return `${found} of ${copies.length} copies found, ${wrong} false`;
}

function tellTimes(timed: readonly Timed[]): string {
  return `an add ${quantile(timed, 0.5).toFixed(0)} us (99 %: ${quantile(timed, 0.99).toFixed(0)} us)`;
}

/** Microseconds. */
function quantile(timed: readonly Timed[], share: number): number {
  const sorted = timed.map(({ tookMs }) => tookMs * 1000).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length * share)] ?? 0;
}

function makeArticle(id: number): Made {
  const original = id % 10 === 0 ? recent[Math.floor(random() * recent.length)] : undefined;
  const source = Math.floor(random() * SOURCES);
  const sentences = original === undefined ? makeText() : editText(original.sentences);
  if (original === undefined) remember({ id, sentences });
  const telling = {
    id,
    address: `https://s${source}.example/${id}`,
    source,
    headline: sentences[0] ?? '',
    text: `${sentences.join(' ')}\n${standing[source]}`,
    language: 'en',
    at: new Date(id * stepMs),
  };
  return { telling, copyOf: original?.id ?? null };
}

function makeText(): readonly string[] {
  return Array.from({ length: SENTENCES }, () => (random() < 0.05 ? pick(stock) : makeSentence()));
}

/** A fifth of the sentences dropped, a tenth written anew. */
function editText(sentences: readonly string[]): readonly string[] {
  return sentences.filter(() => random() > 0.2).map((sentence) => (random() < 0.1 ? makeSentence() : sentence));
}

function remember(original: (typeof recent)[number]): void {
  if (recent.length < copiedFromLast) recent.push(original);
  else recent[original.id % copiedFromLast] = original;
}

/** Some words are far more frequent than others, as in any language (the square of an even spread). */
function makeSentence(): string {
  return `${Array.from({ length: 15 }, () => words[Math.floor(random() ** 2 * words.length)]).join(' ')}.`;
}

function makeWord(): string {
  const syllables = Array.from(
    { length: 1 + Math.floor(random() * 3) },
    () => pick([...'bdfgklmnprstvz']) + pick([...'aeiou']),
  );
  return syllables.join('') + pick(['', 'n', 'r', 's']);
}

function pick<Item>(list: readonly Item[]): Item {
  const item = list[Math.floor(random() * list.length)];
  if (item === undefined) throw new Error('There is nothing to pick from an empty list.');
  return item;
}

/** The index lies in typed columns, which nothing else here uses; the process also holds the made-up texts. */
function tellMemory(): string {
  const { arrayBuffers, rss } = process.memoryUsage();
  return `${Math.round(arrayBuffers / MIB)} MiB in columns (process ${Math.round(rss / MIB)} MiB)`;
}

/** Mulberry32: the same articles in every run. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
