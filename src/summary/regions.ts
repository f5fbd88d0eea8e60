import { foldWord, wordsOf } from '../text/words.ts';

const CODES = Array.from({ length: 26 * 26 }, (_, at) => String.fromCharCode(65 + Math.floor(at / 26), 65 + (at % 26)));
/** What may be missing at the end of a word of a country's name: its case. */
const ENDING = 2;
const SHORTEST_STEM = 3;

/** Do words of one language name a country that a text of another language, its words folded, names too? */
export function isSameRegion(named: string, language: string, source: ReadonlySet<string>, from: string): boolean {
  const words = foldedWords(named);
  return CODES.some((code) => {
    const name = nameOf(code, language);
    const original = name === undefined ? undefined : nameOf(code, from);
    return name !== undefined && original !== undefined && holds(words, name) && holds(source, original);
  });
}

function foldedWords(text: string): ReadonlySet<string> {
  return new Set(wordsOf(text).map(foldWord));
}

function holds(words: ReadonlySet<string>, name: string): boolean {
  return [...foldedWords(name)].every((part) => {
    const stem = part.slice(0, Math.max(SHORTEST_STEM, part.length - ENDING));
    return words.has(part) || [...words].some((word) => word.startsWith(stem));
  });
}

const names = new Map<string, Intl.DisplayNames>();

function nameOf(code: string, language: string): string | undefined {
  const known = names.get(language) ?? new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
  names.set(language, known);
  return known.of(code);
}
