import { Temporal } from 'temporal-polyfill';

/** What the clock on a zone's wall shows. */
interface WallClock {
  /** The local date, in days since 1 January 1970. */
  readonly day: number;
  /** HH:MM */
  readonly time: string;
}

export function wallClockAt(at: Date, zone: string): WallClock {
  const offset = steadyOffset(Math.floor(at.getTime() / DAY_MS), zone) ?? offsetAt(at.getTime(), zone);
  const local = at.getTime() + offset;
  const day = Math.floor(local / DAY_MS);
  return { day, time: timeOf(Math.floor((local - day * DAY_MS) / MINUTE_MS)) };
}

/**
 * The instant of a local time, by the rules people expect ('compatible' in ECMAScript's Temporal and RFC 5545): a time that the clock skips in spring
 * comes later by the gap, of an hour that comes twice in autumn the first counts.
 */
export function instantOf(day: number, time: string, zone: string): Date {
  const offset = steadyOffset(day, zone);
  return offset === null ? reckon(day, time, zone, 'compatible') : new Date(localMs(day, time) - offset);
}

/** The same, but of an hour that comes twice the second counts. */
export function laterInstantOf(day: number, time: string, zone: string): Date {
  return reckon(day, time, zone, 'later');
}

/** A day as YYYY-MM-DD. */
export function dateOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** The date so many days before an instant, in UTC. */
export function dateBefore(at: Date, days: number): string {
  return dateOf(Math.floor(at.getTime() / DAY_MS) - days);
}

export function dayOf(date: string): number {
  return Date.parse(date) / DAY_MS;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

function timeOf(minutes: number): string {
  const [hour, minute] = [Math.floor(minutes / 60), minutes % 60];
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

function localMs(day: number, time: string): number {
  return day * DAY_MS + (Number(time.slice(0, 2)) * 60 + Number(time.slice(3))) * MINUTE_MS;
}

function reckon(day: number, time: string, zone: string, disambiguation: 'compatible' | 'later'): Date {
  const local = Temporal.PlainDate.from(dateOf(day)).toPlainDateTime(Temporal.PlainTime.from(time));
  return new Date(local.toZonedDateTime(zone, { disambiguation }).epochMilliseconds);
}

/** How far a zone is ahead of UTC where its clock is not changed on the day before, the day or the day after: then no local time of the day is skipped or comes twice. */
function steadyOffset(day: number, zone: string): number | null {
  const days = daysOf(zone);
  const known = days.get(day);
  if (known !== undefined) return known;
  const [offset = 0, ...others] = [day, day - 1, day + 1, day + 2].map((each) => offsetAt(each * DAY_MS, zone));
  const steady = others.every((each) => each === offset) ? offset : null;
  days.set(day, steady);
  return steady;
}

/** To reckon with a zone costs a hundred times as much as to remember: all subscriptions of a zone share these. */
const STEADY = new Map<string, Map<number, number | null>>();
/** Some years of a zone. */
const MOST_DAYS = 1_000;

function daysOf(zone: string): Map<number, number | null> {
  const known = STEADY.get(zone);
  if (known !== undefined && known.size < MOST_DAYS) return known;
  const days = new Map<number, number | null>();
  STEADY.set(zone, days);
  return days;
}

function offsetAt(ms: number, zone: string): number {
  return Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).offsetNanoseconds / 1_000_000;
}
