import type { Clause, Fault, Source } from './faithful-source.ts';

/** The languages whose days and months are known; others have theirs in numbers (Vietnamese, Chinese) or are let pass. */
const LANGUAGES = ['en', 'fr', 'de', 'es', 'it', 'pt', 'nl', 'id', 'pl', 'sv', 'tr', 'ru'];
/** A month's or day's name in the source may be cut to this many letters: "Jan.", "Mon". */
const SHORT_FORM = 3;
/** Any Monday, to name the days from, and a year to name the months of. */
const A_MONDAY = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;

const DAYS_AND_MONTHS: ReadonlySet<string> = new Set(
  LANGUAGES.flatMap((language) => [...daysOf(language), ...monthsOf(language)]),
);
/** English words of their own: dates only with a capital inside a sentence, or beside a number. */
const DOUBTFUL = /(?<=\p{L}[,]? )(?:March|May)\b|\b(?:march|may|mars|mai)(?= \d)|(?<=\d )(?:march|may|mars|mai)\b/giu;

/** Days of the week and months of a summary that the source does not name, in full or cut short. */
export function dateFaults(clause: Clause, source: Source): readonly Fault[] {
  return [...clause.wordSet]
    .filter(
      (word) =>
        DAYS_AND_MONTHS.has(word) &&
        !source.wordSet.has(word) &&
        !source.wordSet.has(word.slice(0, SHORT_FORM)) &&
        !source.wordSet.has(word.slice(0, SHORT_FORM + 1)),
    )
    .filter((word) => !isDoubtful(word) || isDate(clause.text, word))
    .map((detail) => ({ reason: 'date', detail }));
}

/** Is a lower-case word a day of the week or a month, in any of the languages? */
export function isDayOrMonth(word: string): boolean {
  return DAYS_AND_MONTHS.has(word);
}

function isDoubtful(word: string): boolean {
  return ['march', 'may', 'mars', 'mai', 'juli', 'set'].includes(word);
}

function isDate(text: string, word: string): boolean {
  return Array.from(text.matchAll(DOUBTFUL), ([found]) => found).some(
    (found) => found.toLowerCase() === word && found !== word,
  );
}

function daysOf(language: string): readonly string[] {
  const format = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' });
  return Array.from(
    { length: 7 },
    (_, day) =>
      format
        .format(A_MONDAY + day * DAY_MS)
        .toLowerCase()
        .split(/[\s-]/u)[0] ?? '',
  );
}

function monthsOf(language: string): readonly string[] {
  const format = new Intl.DateTimeFormat(language, { month: 'long', timeZone: 'UTC' });
  return Array.from({ length: 12 }, (_, month) => format.format(Date.UTC(2024, month, 15)).toLowerCase());
}
