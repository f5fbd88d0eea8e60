/**
 * Fits src/topic/section-weights.json anew: node test/bench/fit-sections.ts FILE… [--write].
 * A FILE holds JSON lines {title, text, cat, src?, lang?}: `cat` is a label that src/topic/section-names.json knows, `src` the newsroom. It is fitted on
 * these and on section-texts.jsonl, which we wrote for it. Give it nothing but what its licence lets us fit on: the shipped weights rest on our texts,
 * a slice of HuffPost's (CC BY 4.0), Article-Bias-Prediction and tgcontest (Apache-2.0). Prints how often the first section is right on articles left
 * out of the fit (one in five), and on each newsroom left out as a whole; with --unseen FILE, on newsrooms that nothing was fitted on.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { SECTIONS, type Section } from '../../src/domain/section.ts';
import { lexiconHits } from '../../src/topic/lexicon.ts';
import { type Features, featuresOf, type SectionModel, softmax } from '../../src/topic/section-model.ts';
import { sectionsNamed } from '../../src/topic/section-names.ts';
import { textSections } from '../../src/topic/sections.ts';

interface Labelled {
  readonly title: string;
  readonly text: string;
  readonly newsroom: string;
  readonly label: string;
  readonly allowed: readonly Section[];
  readonly features: Features;
}

/** 16,384 buckets: half as many lose one article in a hundred, twice as many win nothing. */
const BITS = 14;
const ROUNDS = 8;
const LEARNING_RATE = 0.2;
/** Strong enough that an unseen newsroom gains more than a known one loses. */
const DECAY = 5e-4;
const PARTS = 5;
/** A section with fewer articles than this cannot be learnt; the lexicon has it. */
const FEWEST_ARTICLES = 30;
const MOST_BYTE = 127;

const OURS = fileURLToPath(new URL('section-texts.jsonl', import.meta.url));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { write: { type: 'boolean' }, unseen: { type: 'string', multiple: true, default: [] } },
});
const ours = readLabelled(OURS);
const articles = positionals.flatMap(readLabelled);
const sections = SECTIONS.filter(
  (section) => [...ours, ...articles].filter((each) => each.allowed.includes(section)).length >= FEWEST_ARTICLES,
);

for (const part of [0, 1]) report(`part ${part} of ${PARTS} left out`, (_, at) => at % PARTS === part);
for (const newsroom of new Set(articles.map((each) => each.newsroom)))
  report(`${newsroom} left out`, (each) => each.newsroom === newsroom);
const whole = fitModel([...ours, ...articles]);
for (const file of values.unseen) judge(`${file}, unseen`, readLabelled(file), whole);
if (values.write) writeModel(whole);

function readLabelled(file: string): readonly Labelled[] {
  const rows = readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  return rows.flatMap((row) => {
    const { title, text, cat, src = '', lang = 'en' } = row as Record<string, string>;
    const allowed = sectionsNamed(cat ?? '').map(({ section }) => section);
    if (lang !== 'en' || title === undefined || text === undefined || allowed.length === 0) return [];
    return [
      {
        title,
        text,
        newsroom: src,
        label: `${cat}`,
        allowed,
        features: featuresOf(title, text, lexiconHits(title, text, lang), BITS),
      },
    ];
  });
}

function report(name: string, isLeftOut: (article: Labelled, at: number) => boolean): void {
  judge(name, articles.filter(isLeftOut), fitModel([...ours, ...articles.filter((each, at) => !isLeftOut(each, at))]));
}

function judge(name: string, asked: readonly Labelled[], model: SectionModel): void {
  const answers = asked.map(({ title, text }) => textSections(title, text, 'en', model)[0]?.section);
  const answered = answers.filter((answer) => answer !== undefined).length;
  const right = asked.filter(({ allowed }, at) => allowed.some((section) => section === answers[at])).length;
  const percent = (part: number, whole: number): string => ((100 * part) / whole).toFixed(1);
  console.log(
    `${name}: ${asked.length} articles, ${percent(answered, asked.length)} % answered, of these ${percent(right, answered)} % right`,
  );
}

/** Softmax regression by AdaGrad; all labels weigh the same, however many articles bear them: another newsroom's mix is not known. */
function fitModel(taught: readonly Labelled[]): SectionModel {
  const count = sections.length;
  const weights = new Float32Array(((1 << BITS) + SECTIONS.length) * count);
  const squares = new Float32Array(weights.length).fill(1e-6);
  const bias = sections.map(() => 0);
  const biasSquares = sections.map(() => 1e-6);
  const labels = Map.groupBy(taught, (each) => each.label);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const article of shuffled(taught, round)) {
      const rarity = taught.length / labels.size / (labels.get(article.label)?.length ?? 1);
      const slopes = slopesOf(article, weights, bias).map((slope) => slope * rarity);
      slopes.forEach((slope, at) => {
        biasSquares[at] = (biasSquares[at] ?? 0) + slope ** 2;
        bias[at] = (bias[at] ?? 0) - (LEARNING_RATE * slope) / Math.sqrt(biasSquares[at] ?? 1);
      });
      descend(article.features, slopes, weights, squares);
    }
  }
  return quantise({ bits: BITS, sections, bias, scale: 1, weights });
}

/** Chance minus truth for each section. An article may be of any section its label allows; World and Politics do not exclude each other. */
function slopesOf({ allowed, features }: Labelled, weights: Float32Array, bias: readonly number[]): readonly number[] {
  const sums = [...bias];
  features.buckets.forEach((bucket, at) => {
    const start = bucket * sums.length;
    for (let k = 0; k < sums.length; k += 1)
      sums[k] = (sums[k] ?? 0) + (weights[start + k] ?? 0) * (features.values[at] ?? 0);
  });
  const chances = softmax(sums.map((sum, at) => (isCompanion(sections[at], allowed) ? -Infinity : sum)));
  const hope = chances.reduce(
    (sum, chance, at) => sum + (allowed.some((each) => each === sections[at]) ? chance : 0),
    0,
  );
  return chances.map((chance, at) => chance - (allowed.some((each) => each === sections[at]) ? chance / hope : 0));
}

function isCompanion(section: Section | undefined, allowed: readonly Section[]): boolean {
  if (allowed.length !== 1) return false;
  return (section === 'World' && allowed[0] === 'Politics') || (section === 'Politics' && allowed[0] === 'World');
}

function descend(features: Features, slopes: readonly number[], weights: Float32Array, squares: Float32Array): void {
  features.buckets.forEach((bucket, at) => {
    const value = features.values[at] ?? 0;
    slopes.forEach((slope, k) => {
      const place = bucket * slopes.length + k;
      const weight = weights[place] ?? 0;
      const step = slope * value + DECAY * weight;
      const square = (squares[place] ?? 0) + step ** 2;
      squares[place] = square;
      weights[place] = weight - (LEARNING_RATE * step) / Math.sqrt(square);
    });
  });
}

/** The same order in every run (a linear congruential generator, Numerical Recipes). */
function shuffled<Item>(items: readonly Item[], seed: number): readonly Item[] {
  let state = seed + 1;
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state;
  };
  return items
    .map((item) => ({ item, order: next() }))
    .sort((a, b) => a.order - b.order)
    .map(({ item }) => item);
}

function quantise(model: SectionModel): SectionModel {
  const weights = [...model.weights];
  const scale = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0) / MOST_BYTE;
  return { ...model, scale, weights: Int8Array.from(weights, (weight) => Math.round(weight / scale)) };
}

function writeModel(model: SectionModel): void {
  const { bits, scale, weights } = model;
  const bytes = Buffer.from(weights.buffer, weights.byteOffset, weights.byteLength);
  const bias = model.bias.map((each) => Number(each.toFixed(4)));
  const file = { bits, scale: Number(scale.toPrecision(6)), sections, bias, weights: bytes.toString('base64') };
  writeFileSync(new URL('../../src/topic/section-weights.json', import.meta.url), `${JSON.stringify(file, null, 2)}\n`);
}
