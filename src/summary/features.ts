import type { Candidate } from './candidates.ts';
import { termsOf } from './terms.ts';
import { addTo, documentFrequency, dot, standardize, tfIdfVectors, unit, type Vector } from './vectors.ts';

/** What the article as a whole says about each of its sentences, figures in the order of the sentences. */
interface Context {
  readonly count: number;
  /** How like a sentence is to all later ones, to all earlier ones, and to all: the sums of cosines, scaled by the article's length. */
  readonly forward: readonly number[];
  readonly backward: readonly number[];
  readonly central: readonly number[];
  /** How much of the article's repeated vocabulary it holds, in all and for its length; and how frequent its terms are. */
  readonly coverage: readonly number[];
  readonly density: readonly number[];
  readonly frequency: readonly number[];
  /** The share of its terms that occur nowhere else in the article. */
  readonly unique: readonly number[];
  /** Its likeness to the first sentence, and to the first three. */
  readonly likeFirst: readonly number[];
  readonly likeLead: readonly number[];
  /** The share of the headline's terms it holds. */
  readonly headline: readonly number[];
}

type Measure = (candidate: Candidate, at: number, context: Context) => number;

const LONG_WORDS = 40;
const SHORT_WORDS = 8;
const LEAD = 3;
const QUOTED = /["“«„]([^"“”«»„]+)["”»]/gu;
const FIRST_PERSON = /\b(?:I|we|my|our|me|us|nous|notre|nos|je|wir|unser|kami|kita|saya|chúng tôi|nosotros|noi)\b/iu;

/** Every feature by its name in weights.json. */
const MEASURES: Readonly<Record<string, Measure>> = {
  first: (_, at) => Number(at === 0),
  second: (_, at) => Number(at === 1),
  third: (_, at) => Number(at === 2),
  fourth: (_, at) => Number(at === 3),
  fifth: (_, at) => Number(at === 4),
  nearness: (_, at) => 1 / (1 + at),
  depth: (_, at, { count }) => at / count,
  logPlace: (_, at) => Math.log1p(at),
  short: ({ words }) => Number(words < SHORT_WORDS),
  length: ({ words }) => Math.min(words, LONG_WORDS) / LONG_WORDS,
  long: ({ words }) => Math.min(Math.max(0, words - LONG_WORDS) / LONG_WORDS, 2),
  forward: (_, at, { forward }) => forward[at] ?? 0,
  backward: (_, at, { backward }) => backward[at] ?? 0,
  central: (_, at, { central }) => central[at] ?? 0,
  coverage: (_, at, { coverage }) => coverage[at] ?? 0,
  density: (_, at, { density }) => density[at] ?? 0,
  frequency: (_, at, { frequency }) => frequency[at] ?? 0,
  unique: (_, at, { unique }) => unique[at] ?? 0,
  likeFirst: (_, at, { likeFirst }) => (at > 0 ? (likeFirst[at] ?? 0) : 0),
  likeLead: (_, at, { likeLead }) => (at >= LEAD ? (likeLead[at] ?? 0) : 0),
  headline: (_, at, { headline }) => headline[at] ?? 0,
  quoted: ({ text }) => quotedShare(text),
  opensQuote: ({ text }) => Number(/^["“«„'‘]/u.test(text)),
  tornQuote: ({ text }) => Number(isTorn(text)),
  leans: ({ leans }) => Number(leans),
  digits: ({ text }) => Number(/\p{Nd}/u.test(text)),
  names: ({ text, words }) =>
    Math.min((text.slice(1).match(/(?<=\s)\p{Lu}\p{Ll}/gu)?.length ?? 0) / Math.max(words, 1), 0.6),
  question: ({ text }) => Number(/[?؟？]["”»]?$/u.test(text)),
  endless: ({ text }) => Number(!/[.!?。！？।۔؟…]["”’'»)\]]*$/u.test(text)),
  firstPerson: ({ text }) => Number(FIRST_PERSON.test(text.replace(QUOTED, ''))),
};

export const FEATURES: readonly string[] = Object.keys(MEASURES);

/** A row of figures per sentence of one article, in the order of FEATURES. */
export function featuresOf(
  candidates: readonly Candidate[],
  title: string,
  language: string | null,
): readonly (readonly number[])[] {
  const context = contextOf(candidates, title, language);
  const measures = Object.values(MEASURES);
  return candidates.map((candidate, at) => measures.map((measure) => measure(candidate, at, context)));
}

function contextOf(candidates: readonly Candidate[], title: string, language: string | null): Context {
  const lists = candidates.map((candidate) => candidate.terms);
  const frequency = documentFrequency(lists);
  const headline = new Set(termsOf(title, language));
  return {
    count: candidates.length,
    ...centrality(tfIdfVectors(lists)),
    ...vocabulary(lists, frequency),
    ...leadLikeness(lists, frequency),
    headline: lists.map((list) => sharedShare(list, headline)),
  };
}

/** The sum of cosines to all later sentences is the product with the sum of their unit vectors: no need to compare pairs. */
function centrality(vectors: readonly Vector[]): Pick<Context, 'forward' | 'backward' | 'central'> {
  const before = runningProducts(vectors);
  const after = runningProducts(vectors.toReversed()).toReversed();
  return {
    forward: standardize(after),
    backward: standardize(before),
    central: standardize(after.map((figure, at) => figure + (before[at] ?? 0))),
  };
}

function runningProducts(vectors: readonly Vector[]): readonly number[] {
  const sum = new Map<string, number>();
  return vectors.map((vector) => {
    const product = dot(vector, sum);
    addTo(sum, vector);
    return product;
  });
}

function vocabulary(
  lists: readonly (readonly string[])[],
  frequency: ReadonlyMap<string, number>,
): Pick<Context, 'coverage' | 'density' | 'frequency' | 'unique'> {
  const most = Math.max(1, ...frequency.values());
  const repeated = sumOf([...frequency.values()].filter((count) => count > 1)) || 1;
  const count = (term: string): number => frequency.get(term) ?? 0;
  const coverage = lists.map((list) => sumOf([...new Set(list)].map(count).filter((each) => each > 1)) / repeated);
  return {
    coverage: standardize(coverage),
    density: standardize(coverage.map((figure, at) => figure / Math.sqrt(Math.max(1, lists[at]?.length ?? 0)))),
    frequency: standardize(lists.map((list) => sumOf(list.map(count)) / most / Math.max(1, list.length))),
    unique: lists.map((list) => list.filter((term) => count(term) === 1).length / Math.max(1, list.length)),
  };
}

function leadLikeness(
  lists: readonly (readonly string[])[],
  frequency: ReadonlyMap<string, number>,
): Pick<Context, 'likeFirst' | 'likeLead'> {
  const vectors = lists.map((list) => unit(new Map(list.map((term) => [term, Math.sqrt(frequency.get(term) ?? 0)]))));
  const lead = new Map<string, number>();
  for (const vector of vectors.slice(0, LEAD)) addTo(lead, vector);
  const leadVector = unit(lead);
  const first = vectors[0] ?? leadVector;
  return {
    likeFirst: vectors.map((vector) => dot(vector, first)),
    likeLead: vectors.map((vector) => dot(vector, leadVector)),
  };
}

function sharedShare(list: readonly string[], headline: ReadonlySet<string>): number {
  return headline.size === 0 ? 0 : [...headline].filter((term) => list.includes(term)).length / headline.size;
}

function quotedShare(text: string): number {
  const quoted = sumOf(Array.from(text.matchAll(QUOTED), ([, inside = '']) => inside.length));
  return quoted === 0 && isTorn(text) ? 0.5 : Math.min(1, quoted / text.length);
}

/** A quotation opens or closes in another sentence. */
function isTorn(text: string): boolean {
  const straight = text.match(/"/gu)?.length ?? 0;
  const opened = text.match(/[“«]/gu)?.length ?? 0;
  const closed = text.match(/[”»]/gu)?.length ?? 0;
  return straight % 2 === 1 || opened !== closed;
}

function sumOf(figures: readonly number[]): number {
  return figures.reduce((sum, figure) => sum + figure, 0);
}
