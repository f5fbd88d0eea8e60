import type { Section } from '../domain/section.ts';
import { primaryLanguage } from '../text/language.ts';
import type { Query, QueryWord } from './query.ts';
import { termsOf } from './terms.ts';

/** What a query looks at. */
export interface TopicText {
  readonly title: string;
  readonly text: string;
  /** The publisher's name or host; all of them for a story. */
  readonly source: string | readonly string[];
  readonly sections: readonly Section[];
  /** BCP 47; null when unknown, which no lang: matches. */
  readonly language: string | null;
}

/** A text made ready once, so that each query over it costs only its own words. */
export interface Prepared {
  readonly body: WordIndex;
  readonly sources: WordIndex;
  readonly sections: ReadonlySet<string>;
  readonly language: string | null;
}

/** Several texts one after the other, with a gap no phrase crosses, and where each word stands. */
interface WordIndex {
  readonly texts: readonly string[];
  readonly words: readonly IndexedWord[];
  readonly places: ReadonlyMap<string, readonly number[]>;
  /** Sorted on first use: only word* needs it. */
  sorted: readonly string[] | null;
}

interface IndexedWord {
  readonly term: string;
  /** Which of the texts; the title is 0. */
  readonly part: number;
  readonly start: number;
  readonly end: number;
}

/** Reads a story's or article's words once for any number of `matches`. */
export function prepareText(topicText: TopicText): Prepared {
  const { title, text, source, sections, language } = topicText;
  return {
    body: indexWords([title, text]),
    sources: indexWords(typeof source === 'string' ? [source] : source),
    sections: new Set(sections),
    language: primaryLanguage(language),
  };
}

function indexWords(texts: readonly string[]): WordIndex {
  const words = texts.flatMap((text, part) => [...termsOf(text).map((term) => ({ ...term, part })), gapAfter(part)]);
  const places = new Map<string, number[]>();
  words.forEach(({ term }, place) => {
    const known = places.get(term);
    if (known === undefined) places.set(term, [place]);
    else known.push(place);
  });
  return { texts, words, places, sorted: null };
}

function gapAfter(part: number): IndexedWord {
  return { term: '', part, start: 0, end: 0 };
}

/** Whether a query holds of a prepared text, and the words that made it so, as the text writes them; linear in the text for any query. */
export function matches(
  query: Query,
  prepared: Prepared,
): { readonly matched: boolean; readonly words: readonly string[] } {
  if (!holds(query, prepared)) return { matched: false, words: [] };
  return { matched: true, words: [...new Set(reasons(query, prepared))] };
}

function holds(query: Query, prepared: Prepared): boolean {
  switch (query.kind) {
    case 'all':
      return query.parts.every((part) => holds(part, prepared));
    case 'any':
      return query.parts.some((part) => holds(part, prepared));
    case 'not':
      return !holds(query.part, prepared);
    case 'words':
      return findPhrase(query, prepared) !== null;
    case 'section':
      return prepared.sections.has(query.section);
    case 'language':
      return prepared.language === query.language;
  }
}

/** What holds in the text; a NOT has no word to show. */
function reasons(query: Query, prepared: Prepared): readonly string[] {
  if (!holds(query, prepared)) return [];
  switch (query.kind) {
    case 'not':
      return [];
    case 'all':
    case 'any':
      return query.parts.flatMap((part) => reasons(part, prepared));
    case 'words':
      return [findPhrase(query, prepared) ?? ''];
    case 'section':
      return [`section:${query.section}`];
    case 'language':
      return [`lang:${query.language}`];
  }
}

/** A place where the words stand in order side by side, as written there; null when there is none. */
function findPhrase(query: Extract<Query, { kind: 'words' }>, prepared: Prepared): string | null {
  const index = query.where === 'source' ? prepared.sources : prepared.body;
  const anchor = rarestWord(index, query.words);
  const word = query.words[anchor];
  for (const place of word === undefined ? [] : placesOf(index, word)) {
    const first = index.words[place - anchor];
    const last = index.words[place - anchor + query.words.length - 1];
    if (first === undefined || last === undefined || (query.where === 'title' && last.part !== 0)) continue;
    if (!query.words.every((word, at) => fits(word, index.words[place - anchor + at]))) continue;
    return `${index.texts[first.part]?.slice(first.start, last.end)}`;
  }
  return null;
}

/** The word of a phrase to look for first: the rarest of those without a star, else the first. */
function rarestWord(index: WordIndex, words: readonly QueryWord[]): number {
  const counts = words.map((word) => (word.beginning ? Infinity : (index.places.get(word.text)?.length ?? 0)));
  return counts.indexOf(Math.min(...counts));
}

function fits(word: QueryWord, indexed: IndexedWord | undefined): boolean {
  if (indexed === undefined) return false;
  return word.beginning ? indexed.term.startsWith(word.text) : indexed.term === word.text;
}

/** Given one by one, for the first that fits ends the search. */
function* placesOf(index: WordIndex, word: QueryWord): Generator<number> {
  if (!word.beginning) return yield* index.places.get(word.text) ?? [];
  index.sorted ??= [...index.places.keys()].sort();
  for (let at = firstNotBefore(index.sorted, word.text); index.sorted[at]?.startsWith(word.text); at += 1) {
    yield* index.places.get(index.sorted[at] ?? '') ?? [];
  }
}

/** Binary search: the index of the first string that does not sort before `text`. */
function firstNotBefore(sorted: readonly string[], text: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? '') < text) low = middle + 1;
    else high = middle;
  }
  return low;
}
