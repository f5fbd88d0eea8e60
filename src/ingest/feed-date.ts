import { foldWord } from '../text/words.ts';
import months from './feed-months.json' with { type: 'json' };
import zones from './feed-zones.json' with { type: 'json' };

/** A date as written, before it is known to exist. Month 1 to 12; offset in minutes east of Greenwich. */
interface Reading {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly time?: Time | undefined;
}

interface Time {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly offset: number;
}

/** No date is longer; what is, is prose. */
const LONGEST = 80;
/** News has no instants before the clock's own beginning or in another century: such a year is a mistake. */
const FIRST_YEAR = 1970;
const LAST_YEAR = 2199;
/** Two digits up to here are of this century. */
const LAST_SHORT_YEAR = 89;

const MONTHS: readonly (readonly string[])[] = months.map((names) => names.map(foldWord));
const ZONES: ReadonlyMap<string, number> = new Map(Object.entries(zones));

/** "2003-12-31T10:14:55.5+01:00" and its shorter forms, with or without separators, the W3C's profile of ISO 8601. */
const ISO = /^(\d{4})(?:-?(\d{2})(?:-?(\d{2}))?)?(?:(?:T|\s+)(\d.*))?$/iu;
const ISO_DAY_OF_YEAR = /^(\d{4})-?(\d{3})$/u;
const ISO_SHORT_YEAR = /^(\d{2})-(\d{2})-(\d{2})(?:T(.+))?$/iu;
const UNIX_SECONDS = /^\d{10}$/u;
const UNIX_MILLISECONDS = /^\d{13}$/u;
const ZONE = '\\s*\\(?(?<zone>(?:(?:GMT|UTC)\\s*)?[+-]\\s*\\d{1,2}(?::?\\d{2})?(?!\\d)|[A-Z]{1,4}\\b)?';
/** A time of day with its half and zone: "16:29:06.5 PST", "4:29 pm", "14h05". */
const CLOCK = new RegExp(
  `(?<hour>\\d{1,2})[:h](?<minute>\\d{1,2})(?::(?<second>\\d{1,2})(?:[.,]\\d+)?)?\\s*(?<half>[ap]\\.?m\\b\\.?)?${ZONE}`,
  'iu',
);
/** The same without colons, as ISO 8601 allows after a date in numbers: "101455Z", "10". */
const PACKED_CLOCK = new RegExp(`^(?<hour>\\d{2})(?:(?<minute>\\d{2})(?<second>\\d{2})?)?${ZONE}$`, 'iu');
/** What of a time must be out of the way before the numbers of the date are counted. */
const CLOCK_DIGITS = /\d{1,2}[:h]\d{1,2}(?::\d{1,2})?(?:[.,]\d+)?(?:\s*(?:GMT|UTC)?\s*[+-]\s*\d{1,2}:?\d{0,2})?/iu;
/** Day, month and year in numbers, and which of them comes first. */
const NUMBERS = /^(?:\p{L}+\.?,?\s+)?(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})\b/u;
const WORD = /\p{L}[\p{L}\p{M}]*/gu;
/** The day is at most 31 and may be "1st"; the year has two or four digits. */
const NUMBER = /(?<!\d)(\d{1,4})(?:st|nd|rd|th|er|º|ª)?(?!\d)/giu;

/**
 * The instant a feed means, in any form that is in use: RFC 822 and its mistakes, ISO 8601, asctime, numbers, month names of the large
 * European languages. A time without a zone is taken as UTC. Null for what is no date or names no existing day: a date is never guessed.
 */
export function parseDate(written: string): Date | null {
  const text = written.trim();
  if (text === '' || text.length > LONGEST) return null;
  const reading = readUnix(text) ?? readIso(text) ?? readNumbers(text) ?? readNames(text);
  return reading instanceof Date ? reading : instantOf(reading);
}

function readUnix(text: string): Date | null {
  if (UNIX_SECONDS.test(text)) return new Date(Number(text) * 1000);
  return UNIX_MILLISECONDS.test(text) ? new Date(Number(text)) : null;
}

function readIso(text: string): Reading | null {
  const ordinal = ISO_DAY_OF_YEAR.exec(text);
  if (ordinal) return dayOfYear(Number(ordinal[1]), Number(ordinal[2]));
  const match = ISO.exec(text) ?? ISO_SHORT_YEAR.exec(text);
  if (!match) return null;
  const time = match[4] === undefined ? undefined : readTime(match[4]);
  if (time === null) return null;
  return { year: fullYear(match[1] ?? ''), month: Number(match[2] ?? 1), day: Number(match[3] ?? 1), time };
}

function dayOfYear(year: number, place: number): Reading {
  const day = new Date(Date.UTC(year, 0, place));
  return { year: day.getUTCFullYear(), month: day.getUTCMonth() + 1, day: day.getUTCDate() };
}

function readNumbers(text: string): Reading | null {
  const match = NUMBERS.exec(text);
  if (!match) return null;
  const [whole, first = '', separator, middle = '', last = ''] = match;
  const time = readTime(text.slice(whole.length)) ?? undefined;
  if (first.length === 4) return { year: Number(first), month: Number(middle), day: Number(last), time };
  const year = fullYear(last);
  const dayFirst = { year, month: Number(middle), day: Number(first), time };
  const monthFirst = { year, month: Number(first), day: Number(middle), time };
  if (separator === '.' || Number(first) > 12) return dayFirst;
  return Number(middle) > 12 || first === middle ? monthFirst : null;
}

/** The month by its name, the day and year from the numbers about it, the time from wherever it stands. */
function readNames(text: string): Reading | null {
  const time = readTime(text);
  const date = text.replace(CLOCK_DIGITS, ' ');
  const month = [...date.matchAll(WORD)].map(([word]) => monthOf(word)).findLast((each) => each !== 0);
  if (!month) return null;
  const [first, second] = [...date.matchAll(NUMBER)].map(([, digits = '']) => digits);
  if (first === undefined || second === undefined) return null;
  const [year, day] = first.length === 4 ? [first, second] : [second, first];
  return { year: fullYear(year), month, day: Number(day), time: time ?? undefined };
}

/** The month a word names in full or by its first three letters or more; 0 when it names none. */
function monthOf(word: string): number {
  const folded = foldWord(word);
  if (folded.length < 3) return 0;
  return MONTHS.findIndex((names) => names.some((name) => name.startsWith(folded))) + 1;
}

function readTime(text: string): Time | null {
  const found = (CLOCK.exec(text) ?? PACKED_CLOCK.exec(text.trim()))?.groups;
  if (!found) return null;
  const minute = Number(found['minute'] ?? 0);
  const second = Number(found['second'] ?? 0);
  const hour = hourOf(Number(found['hour']), found['half'] ?? '');
  return { hour, minute, second, offset: offsetOf(found['zone'] ?? '') };
}

function hourOf(hour: number, half: string): number {
  if (half === '') return hour;
  return (hour % 12) + (/^p/iu.test(half) ? 12 : 0);
}

/** Minutes east of Greenwich; 0 for a zone that nobody knows. Names count in capitals only: "at" is a word, AT a zone. */
function offsetOf(zone: string): number {
  const numeric = /([+-])\s*(\d{1,2}):?(\d{2})?$/u.exec(zone);
  if (!numeric) return ZONES.get(zone) ?? 0;
  const [, sign, hours, minutes] = numeric;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes ?? 0));
}

function fullYear(digits: string): number {
  const year = Number(digits);
  if (digits.length > 2) return year;
  return year <= LAST_SHORT_YEAR ? 2000 + year : 1900 + year;
}

/** The reading as an instant, when such a day and time exist. A leap second is the second before it. */
function instantOf(reading: Reading | null): Date | null {
  if (!reading) return null;
  const { year, month, day } = reading;
  const { hour, minute, second, offset } = reading.time ?? { hour: 0, minute: 0, second: 0, offset: 0 };
  const exists = year >= FIRST_YEAR && year <= LAST_YEAR && day >= 1 && day <= daysIn(year, month);
  if (!exists || hour > 24 || minute > 59 || second > 60) return null;
  return new Date(Date.UTC(year, month - 1, day, hour, minute, Math.min(second, 59)) - offset * 60_000);
}

/** 0 for a month that does not exist. */
function daysIn(year: number, month: number): number {
  return month >= 1 && month <= 12 ? new Date(Date.UTC(year, month, 0)).getUTCDate() : 0;
}
