import { Temporal } from 'temporal-polyfill';
import type { Slot, Timetable, Weekday } from '../domain/subscription.ts';

/** A timetable has a slot at least once a week, on whatever days; a date that a zone skips altogether adds one. */
const DAYS_AHEAD = 9;

/**
 * The first slot after the given instant, by the rules people expect ('compatible' in ECMAScript's Temporal and RFC 5545): a time that the clock
 * skips in spring comes later by the gap, of an hour that comes twice in autumn the first counts.
 */
export function nextSlot(timetable: Timetable, after: Date): Slot {
  const start = localDate(after, timetable.zone).subtract({ days: 1 });
  for (let day = 0; day <= DAYS_AHEAD; day++) {
    const found = slotsOn(start.add({ days: day }), timetable).find((slot) => slot.at > after);
    if (found !== undefined) return found;
  }
  throw new RangeError(`The timetable ${JSON.stringify(timetable)} has no slot.`);
}

/** Of the slots from the given one up to now, the latest: after a downtime one digest is told, not one for each that was missed. */
export function latestSlot(timetable: Timetable, first: Slot, now: Date): Slot {
  const today = localDate(now, timetable.zone);
  for (let day = 1; day >= -DAYS_AHEAD; day--) {
    const found = slotsOn(today.add({ days: day }), timetable).findLast(
      (slot) => slot.at <= now && slot.at >= first.at,
    );
    if (found !== undefined) return found;
  }
  return first;
}

function localDate(at: Date, zone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone).toPlainDate();
}

function slotsOn(date: Temporal.PlainDate, { times, days, zone }: Timetable): readonly Slot[] {
  if (!days.includes(date.dayOfWeek as Weekday)) return [];
  return times
    .map((time) => ({ at: instantOf(date, time, zone), date: date.toString(), time }))
    .sort((a, b) => a.at.getTime() - b.at.getTime());
}

function instantOf(date: Temporal.PlainDate, time: string, zone: string): Date {
  const local = date.toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(time) });
  return new Date(local.epochMilliseconds);
}
