import { stemWord } from '../text/stem.ts';
import { foldWord, wordsOf } from '../text/words.ts';
import { COMMON_WORDS } from './common-words.ts';
import { hashText } from './fingerprint.ts';
import type { Telling } from './telling.ts';
import { unitVector, type Vector } from './vector.ts';

/** What follows the first 250 words is background that other stories share. */
const READ_CHARACTERS = 1500;
/** What a term of the headline weighs beside one of the text: beside a long text it must speak louder to be heard (best on gathered news). */
const HEADLINE_WEIGHT = 1.25;
const HEADLINE_OVER_LONG_TEXT = 2.5;
const LONG_TEXT_WORDS = 120;
/** Two words side by side are a name, mostly; seen apart, each tells less. */
const PAIR_WEIGHT = 0.5;
/** As if so many articles had been read before: on the first day a word's rarity means little. */
const ARTICLES_BEFORE = 10_000;
/** The heaviest terms tell a story; the rest would only cost memory, 8 bytes each. */
const KEPT_TERMS = 64;
/** Counters of 2 bytes; when two terms share one, both look a little more frequent. */
const COUNTERS = 1 << 22;
/** Before a counter is full all are halved, so that what was news once is forgotten. */
const MOST_COUNTED = 0xffff;

/** Words of a language remembered with their stems before they are forgotten and learnt anew: about 5 MiB. */
const MOST_REMEMBERED = 50_000;

/** An article as it is compared. */
export interface Reading {
  readonly vector: Vector;
  /** Every term, each once. */
  readonly terms: readonly number[];
  /** Words there were to read, headline included. */
  readonly words: number;
}

/** Turns articles into vectors by how rare each term is in what was read so far. */
export class Vocabulary {
  readonly #articlesWith = new Uint16Array(COUNTERS);
  /** By language: texts repeat their words, and remembering makes reading three times as fast. */
  readonly #stems = new Map<string | null, Map<string, string>>();
  #articles = 0;

  /** TF-IDF: the root of a term's count times the logarithm of its rarity. */
  read({ headline, text, language }: Telling): Reading {
    const title = this.#stemsOf(headline, language);
    const body = this.#stemsOf(text.slice(0, READ_CHARACTERS), language);
    const weights = new Map<number, number>();
    const counts = countTerms([title, body]);
    for (const [term, { count, weight }] of counts) weights.set(term, Math.sqrt(count) * weight * this.#rarity(term));
    const louder = body.length < LONG_TEXT_WORDS ? HEADLINE_WEIGHT : HEADLINE_OVER_LONG_TEXT;
    for (const term of countTerms([title]).keys()) weights.set(term, (weights.get(term) ?? 0) * louder);
    const weighed = Array.from(weights, ([term, weight]) => ({ term, weight }));
    return { vector: unitVector(weighed, KEPT_TERMS), terms: [...counts.keys()], words: title.length + body.length };
  }

  learn({ terms }: Reading): void {
    if (++this.#articles === MOST_COUNTED) this.#halve();
    for (const term of terms) this.#articlesWith[term % COUNTERS] = this.#countOf(term) + 1;
  }

  /** A stem a word, empty where the word says nothing. */
  #stemsOf(text: string, language: string | null): readonly string[] {
    const known = this.#stemsIn(language);
    return wordsOf(text).map((word) => {
      const stem = known.get(word) ?? stemOf(word, language);
      known.set(word, stem);
      return stem;
    });
  }

  #stemsIn(language: string | null): Map<string, string> {
    const known = this.#stems.get(language);
    if (known !== undefined && known.size < MOST_REMEMBERED) return known;
    const fresh = new Map<string, string>();
    this.#stems.set(language, fresh);
    return fresh;
  }

  #rarity(term: number): number {
    return Math.max(0, Math.log((this.#articles + 1 + ARTICLES_BEFORE) / (this.#countOf(term) + 1.5)));
  }

  #countOf(term: number): number {
    return this.#articlesWith[term % COUNTERS] ?? 0;
  }

  #halve(): void {
    this.#articles >>>= 1;
    for (let i = 0; i < COUNTERS; i++) this.#articlesWith[i] = (this.#articlesWith[i] ?? 0) >>> 1;
  }
}

interface Counted {
  count: number;
  readonly weight: number;
}

/** Stems and pairs of neighbouring stems by their hash. */
function countTerms(parts: readonly (readonly string[])[]): ReadonlyMap<number, Counted> {
  const counts = new Map<number, Counted>();
  const count = (text: string, weight: number): void => {
    const term = hashText(text);
    const known = counts.get(term);
    if (known === undefined) counts.set(term, { count: 1, weight });
    else known.count++;
  };
  for (const stems of parts) {
    stems.forEach((stem, i) => {
      if (stem !== '') count(stem, 1);
      const next = stems[i + 1] ?? '';
      if (stem !== '' && next !== '') count(`${stem} ${next}`, PAIR_WEIGHT);
    });
  }
  return counts;
}

/** Empty where the word says nothing. */
function stemOf(word: string, language: string | null): string {
  const folded = foldWord(word);
  return isTelling(folded) ? stemWord(folded, language) : '';
}

function isTelling(word: string): boolean {
  return !COMMON_WORDS.has(word) && (word.length > 1 || !/[\p{Script=Latin}\p{Script=Cyrillic}\p{N}]/u.test(word));
}
