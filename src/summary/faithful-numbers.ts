import type { Clause, Fault, Source } from './faithful-source.ts';
import lexicon from './number-words.json' with { type: 'json' };

const CARDINALS: ReadonlyMap<string, number> = new Map(Object.entries(lexicon.cardinals));
const ORDINALS: ReadonlyMap<string, number> = new Map(Object.entries(lexicon.ordinals));
const SCALES: ReadonlyMap<string, number> = new Map(Object.entries(lexicon.scales));
const MASSES: ReadonlyMap<string, readonly number[]> = new Map(Object.entries(lexicon.masses));
const ELSEWHERE: ReadonlyMap<string, number> = new Map(
  Object.values(lexicon.elsewhere).flatMap((words) =>
    words.split(' ').map((word, at): [string, number] => [word, at + 1]),
  ),
);
const ABOUT = new Set(lexicon.about.split(' '));

/** Digits with separators, then perhaps a scale; or a word. A clock's time is one number; the blanks in "32 000" are separators. */
const TOKEN = /\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?![\d\p{L}])|\d+(?:[.,:]\d+)*|[\p{L}\p{M}]+/gu;
/** Words that mean a number only now and then: their absence from the source proves nothing. */
const VAGUE = new Set(['one', 'first', 'second', 'zero']);
/** A number that is "about" another lies within this share of it. */
const ABOUT_SHARE = 0.1;
/** How many words before a number may say that it is about. */
const ABOUT_REACH = 3;

/** A number as written: every value it could mean ("1.200" is 1200 or 1.2), multiplied by its scale. */
interface Figure {
  readonly written: string;
  readonly values: readonly number[];
  readonly isAbout: boolean;
  readonly isWord: boolean;
}

interface Known {
  readonly values: ReadonlySet<number>;
  readonly words: ReadonlySet<string>;
}

const known = new WeakMap<Source, Known>();

/** Numbers of a summary that the source does not have, in digits or words, in full, scaled or rounded. */
export function numberFaults(clause: Clause, source: Source): readonly Fault[] {
  const has = knownOf(source);
  const figures = figuresOf(clause.text).filter((figure) => !isSupported(figure, has));
  const masses = clause.words.filter((word) => MASSES.has(word) && !isMassSupported(word, has));
  return [...figures.map(({ written }) => written), ...masses].map((detail) => ({ reason: 'number', detail }));
}

/** The values of all numbers a text has, for comparing two texts. */
export function numbersOf(text: string): ReadonlySet<number> {
  return new Set(figuresOf(text).flatMap(({ values }) => values));
}

function knownOf(source: Source): Known {
  const before = known.get(source);
  if (before) return before;
  const figures = figuresOf(source.text);
  const foreign = source.words.flatMap((word) => ELSEWHERE.get(word) ?? []);
  const parts = dateParts(source.text);
  const read = {
    values: new Set([...figures.flatMap(({ values }) => values), ...foreign, ...parts]),
    words: source.wordSet,
  };
  known.set(source, read);
  return read;
}

function isSupported(figure: Figure, { values }: Known): boolean {
  if (figure.values.some((value) => values.has(value))) return true;
  if (figure.isWord && VAGUE.has(figure.written)) return true;
  return figure.values.some((value) => [...values].some((other) => isRounded(value, other, figure.isAbout)));
}

/** Is the value a rounder form of the other: 50 of 48.7 when it is said to be about, 2.5 million of 2,487,000 in any case? */
function isRounded(value: number, other: number, isAbout: boolean): boolean {
  const digits = significantDigits(value);
  if (digits >= significantDigits(other) || value === 0) return false;
  if (isAbout && value >= 10) return Math.abs(value - other) <= ABOUT_SHARE * value;
  return Number(other.toPrecision(digits)) === value && (!Number.isInteger(other) || other >= 1000);
}

function significantDigits(value: number): number {
  return value.toString().replace(/e.*$/u, '').replace('.', '').replace(/^0+/u, '').replace(/0+$/u, '').length;
}

/** "Hundreds" rests on the word itself or on a number of that size. */
function isMassSupported(word: string, { words, values }: Known): boolean {
  if (words.has(word) || words.has(word.replace(/s$/u, ''))) return true;
  const [from = 0, to = 0] = MASSES.get(word) ?? [];
  return [...values].some((value) => value >= from && value <= to);
}

function figuresOf(text: string): readonly Figure[] {
  const tokens: readonly string[] = text.normalize('NFKC').toLowerCase().match(TOKEN) ?? [];
  const figures: Figure[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const found = readFigure(tokens, at);
    if (!found) continue;
    figures.push(found.figure);
    at += found.length - 1;
  }
  return figures;
}

/** The number that starts at a token, and of how many tokens it is made. */
function readFigure(
  tokens: readonly string[],
  at: number,
): { readonly figure: Figure; readonly length: number } | null {
  const token = tokens[at] ?? '';
  const isDigits = /^\d/u.test(token);
  const counted = isDigits ? { values: readingsOf(token), length: 1 } : countWords(tokens, at);
  if (!counted) return null;
  const scaleWord = tokens[at + counted.length] ?? '';
  const scale = scaleOf(scaleWord, isDigits);
  const isAbout = tokens.slice(Math.max(0, at - ABOUT_REACH), at).some((word) => ABOUT.has(word));
  const scaled = counted.values.map((value) => exact(value * scale));
  // "5m" may be five metres.
  const values = scaleWord.length === 1 ? [...counted.values, ...scaled] : scaled;
  const length = counted.length + Number(scale !== 1);
  return {
    figure: {
      written: tokens.slice(at, at + length).join(' '),
      values,
      isAbout,
      isWord: !isDigits,
    },
    length,
  };
}

/** "Thousand" multiplies whatever stands before it; a letter or two ("5m", "5bn") only digits. */
function scaleOf(word: string, isDigits: boolean): number {
  return isDigits || word.length > 2 ? (SCALES.get(word) ?? 1) : 1;
}

/** A product without the noise of binary fractions. */
function exact(value: number): number {
  return Number(value.toPrecision(12));
}

/** The values that digits with separators may mean, by the customs of different countries. */
function readingsOf(token: string): readonly number[] {
  if (token.includes(':')) return [Number(token.replace(':', '.').replaceAll(/[:,]/gu, ''))];
  const grouped = /^\d{1,3}(?:([.,\s])\d{3})(?:\1\d{3})*$/u.test(token) ? [Number(token.replace(/[.,\s]/gu, ''))] : [];
  const american = Number(token.replaceAll(/[,\s]/gu, ''));
  const european = Number(token.replaceAll(/[.\s]/gu, '').replace(',', '.'));
  const decimal = /^\d+[.,]\d+$/u.test(token) ? [Number(token.replace(',', '.'))] : [];
  return [
    ...new Set([...grouped, ...decimal, ...(grouped.length + decimal.length === 0 ? [american, european] : [])]),
  ].filter((value) => !Number.isNaN(value));
}

/** "Twenty five", "two", "third", "a dozen": the value of number words that stand together. */
function countWords(
  tokens: readonly string[],
  at: number,
): { readonly values: readonly number[]; readonly length: number } | null {
  const word = tokens[at] ?? '';
  const next = tokens[at + 1] ?? '';
  const value = CARDINALS.get(word) ?? ORDINALS.get(word);
  if (value === undefined) return null;
  const unit = CARDINALS.get(next) ?? ORDINALS.get(next);
  const isCompound = value >= 20 && value % 10 === 0 && unit !== undefined && unit > 0 && unit < 10;
  return isCompound ? { values: [value + unit], length: 2 } : { values: [value], length: 1 };
}

/** "08" in 08.02.2022 or 2022-02-08 is the eighth. */
function dateParts(text: string): readonly number[] {
  return Array.from(text.matchAll(/\b\d{1,4}([-./])\d{1,2}\1\d{1,4}\b/gu), ([date]) =>
    date.split(/[-./]/u).map(Number),
  ).flat();
}
