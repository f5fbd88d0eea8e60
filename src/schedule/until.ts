import { dayOf, instantOf, wallClockAt } from './wall-clock.ts';

/** A pause that lasts longer is one that somebody forgot. */
const MOST_DAYS = 366;

/**
 * The instant until which somebody wants a rest, as people write it: 3d or 2w, to the same time of day; a date (2026-12-24), to its midnight; a date
 * and a time (2026-12-24 18:00). Undefined for what is none, has passed, or lies more than a year ahead.
 */
export function readUntil(typed: string, zone: string, now: Date): Date | undefined {
  const until = readSpan(typed, zone, now) ?? readDate(typed, zone);
  const isWithin = until !== undefined && until > now && until.getTime() - now.getTime() <= MOST_DAYS * DAY_MS;
  return isWithin ? until : undefined;
}

const DAY_MS = 86_400_000;

function readSpan(typed: string, zone: string, now: Date): Date | undefined {
  const { count, unit } = /^(?<count>\d{1,3})\s*(?<unit>d|w)[a-z]*$/iu.exec(typed.trim())?.groups ?? {};
  if (count === undefined) return undefined;
  const { day, time } = wallClockAt(now, zone);
  return instantOf(day + Number(count) * (unit?.toLowerCase() === 'w' ? 7 : 1), time, zone);
}

function readDate(typed: string, zone: string): Date | undefined {
  const { date, time = '00:00' } = DATE.exec(typed.trim())?.groups ?? {};
  if (date === undefined || Number.isNaN(dayOf(date))) return undefined;
  return instantOf(dayOf(date), time.padStart(5, '0'), zone);
}

const DATE = /^(?<date>\d{4}-\d{2}-\d{2})(?:[\sT,]+(?<time>(?:[01]?\d|2[0-3]):[0-5]\d))?$/u;
