import type { QuietHours, Schedule } from '../domain/subscription.ts';
import { instantOf, laterInstantOf, wallClockAt } from './wall-clock.ts';

/**
 * When the quiet hours end in which an instant lies; null when it lies outside. They are those of the clock on the wall: of an hour that comes twice
 * both count, and an end that the clock skips comes later by the gap.
 */
export function quietUntil(hours: QuietHours, zone: string, at: Date): Date | null {
  const { day, time } = wallClockAt(at, zone);
  if (!isQuiet(hours, time)) return null;
  const lastDay = time < hours.to ? day : day + 1;
  const end = instantOf(lastDay, hours.to, zone);
  return end > at ? end : laterInstantOf(lastDay, hours.to, zone);
}

/** The first instant from the given one on at which may be posted. */
export function firstOpen(schedule: Schedule, at: Date): Date {
  const { quietHours, timetable } = schedule;
  const end = quietHours === null ? null : quietUntil(quietHours, timetable.zone, at);
  return end === null ? at : firstOpen(schedule, end);
}

function isQuiet({ from, to }: QuietHours, time: string): boolean {
  if (from <= to) return from <= time && time < to;
  return from <= time || time < to;
}
