// How the two indexes of src/story grow: npm run bench stories, or node test/bench/stories.ts [--index reprints|gather] [10000 100000 1000000]
//
// An index is filled to each size with made-up articles of about 300 words, a month's worth at the largest size: every tenth is an edited copy of one of the last 20,000 (for gather, of the
// last day), every source
// prints a standing text under each article, and a twentieth of all sentences is stock that any article may carry. At each size: articles added a second since the size before, in processor time, what
// one add (look-up and keeping) takes, the memory of the index, and the copies found and false finds among the last articles. "growth" is the exponent of the add's median against
// the size: 0.5 is its square root. At the end a tenth more arrives while the oldest tenth is forgotten.
import { parseArgs } from 'node:util';
import { createStoryIndex } from '../../src/story/gather.ts';
import { createReprintIndex } from '../../src/story/reprints.ts';
import type { Telling } from '../../src/story/telling.ts';
import { ArticleMaker, type Made } from './made-articles.ts';
import { workedMs } from './worked.ts';

const MEASURED = 2000;
/** So many articles are made, then added. */
const BATCH = 1000;
const HOUR_MS = 3_600_000;
const MONTH_MS = 30 * 24 * HOUR_MS;
const MIB = 2 ** 20;

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
/** Stories are gathered over days, reprints are found over weeks. */
const copiedFromLast = values.index === 'gather' ? Math.ceil((sizes.at(-1) ?? 1) / 30) : 20_000;
const maker = new ArticleMaker(stepMs, copiedFromLast);

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
    const { tookMs, lastOnes } = grow(index, size - maker.made);
    const median = quantile(lastOnes, 0.5);
    const growth =
      last === undefined ? '' : `; growth ${(Math.log(median / last.median) / Math.log(size / last.size)).toFixed(2)}`;
    const speed = Math.round((size - (last?.size ?? 0)) / (tookMs / 1000));
    console.log(
      `${size} articles: ${speed} a second, ${tellTimes(lastOnes)}, ${tellMemory()}, ${tellFound(lastOnes)}${growth}`,
    );
    last = { size, median };
  }
  const { lastOnes } = grow(index, Math.ceil(maker.made / 10), true);
  console.log(
    `a tenth more, the oldest tenth forgotten: ${tellTimes(lastOnes)}, ${tellMemory()}, ${tellFound(lastOnes)}`,
  );
}

/** Adds so many articles; answers how long adding took in processor time, and the last ones one by one. */
function grow(
  index: Growing,
  articles: number,
  ageing = false,
): { readonly tookMs: number; readonly lastOnes: readonly Timed[] } {
  const lastOnes: Timed[] = [];
  let tookMs = 0;
  for (let left = articles; left > 0; left -= BATCH) {
    const batch = Array.from({ length: Math.min(left, BATCH) }, () => maker.make());
    const start = workedMs();
    const timed = batch.map((made) => timeAdd(index, made));
    tookMs += workedMs() - start;
    if (left <= MEASURED) lastOnes.push(...timed);
    if (ageing) index.forgetBefore(new Date(maker.made * stepMs - MONTH_MS));
  }
  return { tookMs, lastOnes };
}

interface Timed extends Made {
  readonly answer: number | null;
  readonly tookMs: number;
}

/** By the clock: processor time is not told finely enough, and the median is not moved by what else the machine does. */
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

/** The index lies in typed columns, which nothing else here uses; the process also holds the made-up texts. */
function tellMemory(): string {
  const { arrayBuffers, rss } = process.memoryUsage();
  return `${Math.round(arrayBuffers / MIB)} MiB in columns (process ${Math.round(rss / MIB)} MiB)`;
}
