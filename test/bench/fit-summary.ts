// Fits src/summary/weights.json: node test/bench/fit-summary.ts FILE [--rounds 4] [--items 250] [--skip SET,SET] > weights.json
//
// FILE holds a JSON line an article or story, with summaries people wrote of it: {set, lang, title, text, references} or {set, lang, cluster: [{title, text}], references}.
// Every set counts the same. Weights move one at a time, by steps that shrink, as long as the summaries come nearer to the references (unigram F1).
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { chooseWith, type ReadStory, readArticles, type Told, type Weights } from '../../src/summary/extractive.ts';
import { FEATURES } from '../../src/summary/features.ts';
import { stemEnglish } from '../../src/summary/terms.ts';
import start from '../../src/summary/weights.json' with { type: 'json' };
import { wordsOf } from '../../src/text/words.ts';

type Bag = ReadonlyMap<string, number>;
interface Item {
  readonly set: string;
  readonly language: string;
  readonly story: ReadStory;
  readonly references: readonly Bag[];
}
interface Line {
  readonly set: string;
  readonly lang: string;
  readonly title: string;
  readonly text: string;
  readonly cluster?: readonly Told[];
  readonly references: readonly string[];
}

const BUDGET = { sentences: 3, words: 60 };
const FIRST_STEP = 0.2;
/** A smaller gain than this (in F1 points of 100) is chance, and the weight stays. */
const LEAST_GAIN = 0.004;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '4' },
    items: { type: 'string', default: '250' },
    skip: { type: 'string', default: '' },
  },
});
const items = readItems(positionals[0] ?? '', Number(values.items), new Set(values.skip.split(',')));
process.stdout.write(`${JSON.stringify(rounded(climb(start, Number(values.rounds))), null, 2)}\n`);

function readItems(file: string, most: number, skipped: ReadonlySet<string>): readonly Item[] {
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '');
  const bySet = Map.groupBy(
    lines.map((line): Line => JSON.parse(line)),
    ({ set }) => set,
  );
  return [...bySet].filter(([set]) => !skipped.has(set)).flatMap(([, list]) => list.slice(0, most).map(readItem));
}

function readItem({ set, lang, title, text, cluster, references }: Line): Item {
  const story = readArticles(cluster ?? [{ title, text }], lang);
  return { set, language: lang, story, references: references.map((reference) => bagOf(reference, lang)) };
}

function bagOf(text: string, language: string): Bag {
  const bag = new Map<string, number>();
  for (const word of wordsOf(text)) {
    const term = language === 'en' ? stemEnglish(word) : word;
    bag.set(term, (bag.get(term) ?? 0) + 1);
  }
  return bag;
}

function climb(from: Weights, rounds: number): Weights {
  let best = from;
  let height = heightOf(best);
  for (let round = 0; round < rounds; round += 1) {
    const step = FIRST_STEP / 2 ** Math.floor(round / 2);
    for (const move of movesOf()) {
      for (const by of [step, -step]) {
        const moved = move(best, by);
        const reached = heightOf(moved);
        if (reached <= height + LEAST_GAIN) continue;
        [best, height] = [moved, reached];
        break;
      }
    }
    process.stderr.write(`round ${round + 1}: ${height.toFixed(3)}\n`);
  }
  return best;
}

type Move = (weights: Weights, by: number) => Weights;

function movesOf(): readonly Move[] {
  const features = FEATURES.map(
    (name): Move =>
      (weights, by) => ({ ...weights, features: { ...weights.features, [name]: (weights.features[name] ?? 0) + by } }),
  );
  const others = (['support', 'shared', 'redundancy', 'storyRedundancy'] as const).map(
    (name): Move =>
      (weights, by) => ({ ...weights, [name]: weights[name] + by }),
  );
  return [...features, ...others];
}

/** The mean over the sets of the mean F1, of 100. */
function heightOf(weights: Weights): number {
  const bySet = Map.groupBy(items, ({ set }) => set);
  return meanOf(Array.from(bySet.values(), (list) => meanOf(list.map((item) => nearness(weights, item)))));
}

function nearness(weights: Weights, { story, language, references }: Item): number {
  const summary = bagOf(
    chooseWith(weights, story, BUDGET)
      .map(({ text }) => text)
      .join(' '),
    language,
  );
  return meanOf(references.map((reference) => 100 * overlapF1(summary, reference)));
}

function overlapF1(one: Bag, other: Bag): number {
  let both = 0;
  for (const [word, count] of one) both += Math.min(count, other.get(word) ?? 0);
  const total = [...one.values(), ...other.values()].reduce((sum, count) => sum + count, 0);
  return total === 0 ? 0 : (2 * both) / total;
}

function meanOf(figures: readonly number[]): number {
  return figures.reduce((sum, figure) => sum + figure, 0) / Math.max(1, figures.length);
}

function rounded(weights: Weights): Weights {
  const short = (figure: number): number => Math.round(figure * 1000) / 1000;
  const features = Object.fromEntries(Object.entries(weights.features).map(([name, figure]) => [name, short(figure)]));
  const { support, shared, redundancy, storyRedundancy } = weights;
  return {
    features,
    support: short(support),
    shared: short(shared),
    redundancy: short(redundancy),
    storyRedundancy: short(storyRedundancy),
  };
}
