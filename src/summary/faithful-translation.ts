import { primaryLanguage } from '../text/language.ts';
import { splitSentences } from '../text/sentences.ts';
import { foldWord, wordsOf } from '../text/words.ts';
import { calendarNames, numericMonths } from './calendar.ts';
import type { Unsupported, Verdict } from './faithful.ts';
import { markupFaults } from './faithful-markup.ts';
import { numberFaults, numbersOf } from './faithful-numbers.ts';
import { type Fault, readClause, readSource, type Source } from './faithful-source.ts';
import lexicon from './number-words.json' with { type: 'json' };
import { isSameRegion } from './regions.ts';

/** What a translation is checked against: its source and the languages of both, BCP 47. */
interface Translation {
  readonly source: Source;
  readonly from: string;
  readonly to: string;
}

/** Languages whose every noun has a capital: there a capital names nobody. */
const CAPITAL_NOUNS = new Set(['de', 'lb']);
/** A word with a capital inside a sentence. */
const NAME = /(?<=[\p{L},] )\p{Lu}[\p{L}\p{M}]{2,}/gu;
/** Capitals next to each other: somebody's or something's full name. */
const FULL_NAME = /\p{Lu}[\p{L}\p{M}’'-]+(?:\s+\p{Lu}[\p{L}\p{M}’'-]+)+/gu;
/** Where fewer of the letters are Latin, names cannot be compared by their letters. */
const MOSTLY = 0.5;

/**
 * May a text be told that a model wrote in another language than its source's? Every number and every day and month must be in the source, no link, mention
 * or mark-up may be in it, and a full name in Latin letters must have a part in the source that has them too, or be a country's. Words cannot be
 * compared: what is told of all this is the model's.
 */
export function checkTranslation(source: string, text: string, from: string, to: string): Verdict {
  const translation = { source: readSource(plainDigits(source)), from, to };
  const unsupported = splitSentences(text, to).flatMap((sentence) =>
    faultsOf(sentence, translation).map(({ reason, detail }): Unsupported => ({ sentence, reason, detail })),
  );
  return { faithful: unsupported.length === 0, unsupported };
}

/**
 * Does a translation speak of what its source speaks of? Words cannot tell; a number, a day or month, a name or a country of both can. True, too, of a source
 * that has none of them to share.
 */
export function sharesMatter(source: string, text: string, from: string, to: string): boolean {
  const [ours, theirs] = [plainDigits(source), withDigits(plainDigits(text), to)];
  const words = new Set(wordsOf(ours).map(foldWord));
  const isLatin = latinShare(ours) >= MOSTLY;
  const [numbers, dates] = [tellingNumbers(ours), calendarNames(ours, from)];
  if (!isLatin && numbers.size + dates.size === 0) return true;
  return (
    !numbers.isDisjointFrom(tellingNumbers(theirs)) ||
    !dates.isDisjointFrom(calendarNames(text, to)) ||
    (isLatin && Array.from(text.matchAll(NAME), ([name]) => foldWord(name)).some((name) => words.has(name))) ||
    isSameRegion(text, to, words, from)
  );
}

/** One is in any text. */
function tellingNumbers(text: string): ReadonlySet<number> {
  return new Set([...numbersOf(text)].filter((value) => value > 1));
}

function faultsOf(sentence: string, translation: Translation): readonly Fault[] {
  const { source, to } = translation;
  const inDigits = readClause(withDigits(plainDigits(sentence), to));
  return [
    ...numberFaults(inDigits, source),
    ...calendarFaults(sentence, translation),
    ...nameFaults(sentence, translation),
    ...markupFaults(sentence, ''),
  ];
}

/** Digits of other scripts as ours: an Urdu ۱۲ is 12. */
function plainDigits(text: string): string {
  return text.replace(/(?![0-9])\p{Nd}/gu, (digit) => String(digitOf(digit)));
}

/** Unicode's decimal digits stand in runs of ten, from zero. */
function digitOf(digit: string): number {
  const code = digit.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value += 1;
  return value;
}

/** Number words from two on as digits: "drei" of a German text is 3. English ones are known anyway. */
function withDigits(text: string, language: string): string {
  const elsewhere: Readonly<Record<string, string>> = lexicon.elsewhere;
  const words = (elsewhere[primaryLanguage(language) ?? ''] ?? '').split(' ');
  return text.replace(/[\p{L}\p{M}]+/gu, (word) => {
    const value = words.indexOf(word.toLowerCase()) + 1;
    return value > 1 ? String(value) : word;
  });
}

function calendarFaults(sentence: string, { source, from, to }: Translation): readonly Fault[] {
  const there = calendarNames(source.text, from).union(numericMonths(source.text));
  const strange = [...calendarNames(sentence, to)].filter((name) => !there.has(name));
  return strange.map((detail) => ({ reason: 'date', detail }));
}

function nameFaults(sentence: string, { source, from, to }: Translation): readonly Fault[] {
  if (CAPITAL_NOUNS.has(primaryLanguage(to) ?? '') || latinShare(source.text) < MOSTLY) return [];
  const words = new Set([...source.wordSet].map(foldWord));
  const isKnown = (name: string): boolean =>
    name.split(/[\s’'-]+/u).some((part) => part.length > 2 && words.has(foldWord(part.toLowerCase())));
  return (sentence.match(FULL_NAME) ?? [])
    .filter((name) => !isKnown(name) && !isSameRegion(name, to, words, from))
    .map((detail) => ({ reason: 'name', detail }));
}

function latinShare(text: string): number {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  return (text.match(/\p{Script=Latin}/gu)?.length ?? 0) / Math.max(1, letters);
}
