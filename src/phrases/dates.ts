import type { Rich } from '../domain/rich.ts';
import type { Timetable, Weekday } from '../domain/subscription.ts';
import { sayPlain, spokenLanguage } from './say.ts';

/** A date in words, as in Sunday, 22 November 2026. */
export function dateInWords(at: Date, zone: string, language: string): string {
  return formatter(language, zone, { dateStyle: 'full' }).format(at);
}

/** A date and time with its zone, as in Sunday, 22 November 2026 at 08:00 (Europe/Berlin). */
export function instantInWords(at: Date, zone: string, language: string): string {
  const date = dateInWords(at, zone, language);
  return `${date}, ${formatter(language, zone, { timeStyle: 'short', hourCycle: 'h23' }).format(at)} (${zone})`;
}

/** The same for who may read it on a clock of their own: a platform that shows each reader the time where they are does. */
export function timeInWords(at: Date, zone: string, language: string): Rich {
  return [{ form: 'time', text: instantInWords(at, zone, language), at }];
}

const SPANS: readonly (readonly [unit: Intl.RelativeTimeFormatUnit, ms: number])[] = [
  ['year', 365 * 86_400_000],
  ['month', 30 * 86_400_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

/** How far an instant lies from now, as in 3 hours ago or in 12 minutes; less than half a minute is now. */
export function distanceInWords(at: Date, now: Date, language: string): string {
  const ms = at.getTime() - now.getTime();
  const [unit, size] = SPANS.find((span) => Math.abs(ms) >= span[1]) ?? ['minute', MINUTE_MS];
  const words = new Intl.RelativeTimeFormat(spokenLanguage(language), { numeric: 'always' });
  const count = Math.round(ms / size);
  return count === 0
    ? new Intl.RelativeTimeFormat(spokenLanguage(language), { numeric: 'auto' }).format(0, 'second')
    : words.format(count, unit);
}

const MINUTE_MS = 60_000;

export function daysInWords(days: readonly Weekday[], language: string): string {
  const key = days.join('');
  if (key === '1234567') return sayPlain(language, 'days.daily');
  if (key === '12345') return sayPlain(language, 'days.weekdays');
  if (key === '67') return sayPlain(language, 'days.weekends');
  return sayPlain(language, 'days.on', {
    days: listInWords(
      days.map((day) => dayName(day, language)),
      language,
    ),
  });
}

export function timesInWords(times: Timetable['times'], language: string): string {
  return listInWords(times, language);
}

export function listInWords(words: readonly string[], language: string): string {
  return new Intl.ListFormat(spokenLanguage(language), { type: 'conjunction' }).format(words);
}

/** A Monday: names of days are asked of dates. */
const A_MONDAY_MS = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;

export function dayName(day: Weekday, language: string): string {
  return formatter(language, 'UTC', { weekday: 'long' }).format(new Date(A_MONDAY_MS + (day - 1) * DAY_MS));
}

const FORMATTERS = new Map<string, Intl.DateTimeFormat>();

/** A formatter is kept: to make one costs as much as hundreds of dates. English is written day first, as most of the world does. */
function formatter(asked: string, timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const language = spokenLanguage(asked);
  const key = `${language} ${timeZone} ${JSON.stringify(options)}`;
  const known =
    FORMATTERS.get(key) ??
    new Intl.DateTimeFormat(language === 'en' || language === 'en-US' ? 'en-GB' : language, { ...options, timeZone });
  FORMATTERS.set(key, known);
  return known;
}
