import { stemWord } from '../text/stem.ts';
import { foldWord, wordsOf } from '../text/words.ts';
import { COMMON_WORDS } from './common-words.ts';
import { EVERYDAY_NAMES, EVERYDAY_WORDS } from './everyday-words.ts';
import { HouseStyle } from './house-style.ts';
import type { Telling } from './telling.ts';
import { countTerms, isWordTerm, termOf } from './terms.ts';
import { unitVector, type Vector } from './vector.ts';

/** What follows the first 250 words is background that other stories share. */
const READ_CHARACTERS = 1500;
/** What a term of the headline weighs beside one of the text: beside a long text it must speak louder to be heard (best on gathered news). */
const HEADLINE_WEIGHT = 1.25;
const HEADLINE_OVER_LONG_TEXT = 2.5;
const LONG_TEXT_WORDS = 120;
/** As if so many articles had been read before: on the first day a word's rarity means little. */
const ARTICLES_BEFORE = 10_000;
/** In so many of those stood each everyday word. */
const EVERYDAY = 100;
/** What stands in more than this share of the articles names nobody and nothing in particular. */
const SPECIFIC_SHARE = 0.03;
/** Names are written alike in most languages; these two cover both ways a stem is cut. */
const NAME_LANGUAGES = ['en', 'de'];
/** The heaviest terms tell a story; the rest would only cost memory, 8 bytes each. */
const KEPT_TERMS = 64;
/** Counters of 2 bytes; when two terms share one, both look a little more frequent. */
const COUNTERS = 1 << 22;
/** Before a counter is full all are halved, so that what was news once is forgotten. */
const MOST_COUNTED = 0xffff;

/** Words of a language remembered with their stems before they are forgotten and learnt anew: about 5 MiB. */
const MOST_REMEMBERED = 50_000;

/** An article as it is read. */
export interface Reading {
  readonly vector: Vector;
  /** Every term, each once. */
  readonly terms: readonly number[];
  /** The terms of the headline, without what its source says in everything. */
  readonly headline: ReadonlySet<number>;
  /** Words there were to read, headline included. */
  readonly words: number;
}

/** Turns articles into vectors by how rare each term is in what was read so far. */
export class Vocabulary {
  readonly #articlesWith = new Uint16Array(COUNTERS);
  readonly #everyday = new Set<number>();
  readonly #houses = new HouseStyle();
  /** By language: texts repeat their words, and remembering makes reading three times as fast. */
  readonly #stems = new Map<string | null, Map<string, string>>();
  #articles = 0;

  constructor() {
    for (const term of everydayTerms(EVERYDAY_WORDS)) {
      this.#everyday.add(term);
      this.#articlesWith[term % COUNTERS] = EVERYDAY;
    }
    for (const language of NAME_LANGUAGES) {
      for (const term of everydayTerms({ [language]: EVERYDAY_NAMES })) this.#everyday.add(term);
    }
  }

  /** TF-IDF: the root of a term's count times the logarithm of its rarity. */
  read({ headline, text, language, source }: Telling): Reading {
    const title = this.#stemsOf(headline, language);
    const body = this.#stemsOf(text.slice(0, READ_CHARACTERS), language);
    const house = this.#houses.of(source);
    const inTitle = countTerms([title], house);
    const counts = countTerms([title, body], house);
    const louder = body.length < LONG_TEXT_WORDS ? HEADLINE_WEIGHT : HEADLINE_OVER_LONG_TEXT;
    const weighed = Array.from(counts, ([term, { count, weight }]) => {
      const loud = inTitle.has(term) ? louder : 1;
      return { term, weight: Math.sqrt(count) * weight * loud * this.#rarity(term) };
    });
    const telling = weighed.filter(({ weight }) => weight > 0);
    return {
      vector: unitVector(telling, KEPT_TERMS),
      terms: [...counts.keys()],
      headline: new Set([...inTitle].filter(([, { weight }]) => weight > 0).map(([term]) => term)),
      words: title.length + body.length,
    };
  }

  learn({ terms }: Reading, source: string | number): void {
    if (++this.#articles === MOST_COUNTED) this.#halve();
    for (const term of terms) this.#articlesWith[term % COUNTERS] = this.#countOf(term) + 1;
    this.#houses.learn(source, terms);
  }

  /** Whether a term is a single word, and rare enough to name someone or something. */
  isSpecific(term: number): boolean {
    if (!isWordTerm(term) || this.#everyday.has(term)) return false;
    return this.#countOf(term) < SPECIFIC_SHARE * (this.#articles + ARTICLES_BEFORE);
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

function everydayTerms(words: Readonly<Record<string, string>>): readonly number[] {
  return Object.entries(words).flatMap(([language, list]) => {
    const stems = list
      .trim()
      .split(/\s+/u)
      .map((word) => stemOf(word, language));
    return stems.filter((stem) => stem !== '').map(termOf);
  });
}

/** Empty where the word says nothing. */
function stemOf(word: string, language: string | null): string {
  const folded = foldWord(word);
  return isTelling(folded) ? stemWord(folded, language) : '';
}

function isTelling(word: string): boolean {
  return !COMMON_WORDS.has(word) && (word.length > 1 || !/[\p{Script=Latin}\p{Script=Cyrillic}\p{N}]/u.test(word));
}
