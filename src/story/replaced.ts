import { primaryLanguage } from '../text/language.ts';
import { splitSentences } from '../text/sentences.ts';
import { foldWord, wordsOf } from '../text/words.ts';
import spoken from './amendments.json' with { type: 'json' };
import type { Worded } from './amendments.ts';

/** What a summary is made of stands at the head; further down a reader was told nothing. */
const READ_SENTENCES = 12;
/** A name has so many words at most. */
const LONGEST_NAME = 3;
/** Where a count is told as one that goes on, another number is news and no mistake. */
const COUNTING: readonly string[] = Object.values(spoken).flatMap(({ counting }) => counting.map(folded));

/** A number or name in the head of an article that another took the place of, in a sentence that says the same but for it. */
export interface Replaced {
  readonly sentence: string;
  readonly was: string;
  readonly is: string;
}

/** What an edit put in the place of a number or name it had told, where it changed nothing else; null when it told more, or only what has happened since. */
export function replacedIn(before: Omit<Worded, 'language'>, after: Worded): Replaced | null {
  const [old, now] = [headOf(before, after.language), headOf(after, after.language)];
  const [gone, come] = [without(old, now), without(now, old)];
  const swapped = come.flatMap((sentence) => gone.flatMap((each) => swapIn(each, sentence, after.language) ?? []));
  const [first] = swapped;
  if (first === undefined || swapped.length < come.length) return null;
  const isOne = swapped.every(({ was, is }) => was === first.was && is === first.is);
  if (!isOne || holds(after, first.was) || holds(before, first.is) || isCount(first)) return null;
  // The sentence of the text says more than the headline does, where every word may have a capital.
  const told = swapped.at(-1) ?? first;
  return told.sentence === after.headline && !isNumber(told.is) ? null : told;
}

function headOf({ headline, text }: Omit<Worded, 'language'>, language: string | null): readonly string[] {
  return [headline, ...splitSentences(text, language).slice(0, READ_SENTENCES)];
}

function without(sentences: readonly string[], others: readonly string[]): readonly string[] {
  const known = new Set(others.map(folded));
  return sentences.filter((each) => !known.has(folded(each)));
}

/** Two sentences that differ in one number or name alone. */
function swapIn(before: string, after: string, language: string | null): Replaced | null {
  const [old, now] = [tokensOf(before), tokensOf(after)];
  const same = (a: string | undefined, b: string | undefined): boolean => a !== undefined && a === b;
  let start = 0;
  while (same(old[start], now[start])) start++;
  let end = 0;
  while (end < Math.min(old.length, now.length) - start && same(old.at(-1 - end), now.at(-1 - end))) end++;
  const [was, is] = [old.slice(start, old.length - end), now.slice(start, now.length - end)];
  if (was.length === 0 || is.length === 0 || was.length > LONGEST_NAME || is.length > LONGEST_NAME) return null;
  const areNames = start > 0 && hasCapitalsForNames(language) && [...was, ...is].every(isName);
  const areNumbers = was.length === 1 && is.length === 1 && [...was, ...is].every(isNumber);
  return areNames || areNumbers ? { sentence: after, was: was.join(' '), is: is.join(' ') } : null;
}

/** Words as written, a number with its sign of percent, an hour with its minutes. */
function tokensOf(sentence: string): readonly string[] {
  return sentence.normalize('NFKC').match(/\p{N}+(?:[.,:]\p{N}+)*(?:\s?%)?|[\p{L}\p{M}]+/gu) ?? [];
}

/** German writes every noun with a capital. */
function hasCapitalsForNames(language: string | null): boolean {
  return primaryLanguage(language) !== 'de';
}

/** A page that is brought up to date every day or hour changes the day and the hour it speaks of. */
const WEEKDAYS: ReadonlySet<string> = new Set(Object.keys(spoken).flatMap(weekdaysOf).map(folded));

function weekdaysOf(language: string): readonly string[] {
  const names = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' });
  return Array.from({ length: 7 }, (_, day) => names.format(new Date(Date.UTC(2026, 0, 5 + day))));
}

function isNumber(token: string): boolean {
  return /^\p{N}/u.test(token) && !token.includes(':');
}

/** Scripts without capitals tell no name from a word: there a correction has to say that it is one. */
function isName(token: string): boolean {
  return /^\p{Lu}[\p{L}\p{M}]+$/u.test(token) && !WEEKDAYS.has(folded(token));
}

function holds({ headline, text }: Omit<Worded, 'language'>, fact: string): boolean {
  return ` ${folded(`${headline}\n${text}`)} `.includes(` ${folded(fact)} `);
}

/** A whole number that grew, or one told as "so far": the dead of a flood, the votes of an evening. */
function isCount({ sentence, was, is }: Replaced): boolean {
  if (!isNumber(was)) return false;
  const text = ` ${folded(sentence)} `;
  if (COUNTING.some((each) => text.includes(` ${each} `))) return true;
  const isWhole = [was, is].every((each) => /^\p{N}{1,3}(?:[.,]\p{N}{3})*$/u.test(each));
  return isWhole && amountOf(is) > amountOf(was);
}

function amountOf(number: string): number {
  return Number(number.replace(/[.,]/gu, ''));
}

function folded(text: string): string {
  return wordsOf(text).map(foldWord).join(' ');
}
