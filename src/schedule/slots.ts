import type { Schedule, Slot, SlotName, Weekday } from '../domain/subscription.ts';
import { firstOpen } from './quiet-hours.ts';
import { dateOf, dayOf, instantOf, wallClockAt } from './wall-clock.ts';

/** A timetable has a slot at least once a week, on whatever days; a date that a zone skips altogether adds one, and slots that were told already some. */
const DAYS_AHEAD = 16;
/** In the hour that comes twice a day begins before the last one ended; and quiet hours, which last less than a day, bring a slot of yesterday. */
const DAYS_BACK = 2;

/**
 * The first slot after the given instant that is not among those told already. One that lies in quiet hours is owed at their end; of several that come
 * at one instant the latest stands for all.
 */
export function nextSlot(schedule: Schedule, after: Date, told: readonly SlotName[] = []): Slot {
  const start = wallClockAt(after, schedule.timetable.zone).day - DAYS_BACK;
  let found: Slot | null = null;
  for (let day = start; day <= start + DAYS_AHEAD; day++) {
    for (const slot of slotsOn(day, schedule)) {
      if (found !== null && slot.at > found.at && !told.some(isSame(found))) return found;
      if (slot.at > after && (found === null || slot.at >= found.at)) found = slot;
    }
  }
  throw new RangeError(`The timetable ${JSON.stringify(schedule)} has no slot.`);
}

/** Of the slots from the given one up to now, the latest: after a downtime one digest is told, not one for each that was missed. */
export function latestSlot(schedule: Schedule, first: SlotName, now: Date): Slot {
  const since = dueAt(schedule, first);
  const today = wallClockAt(now, schedule.timetable.zone).day;
  for (let day = today + 1; day >= today - DAYS_AHEAD; day--) {
    const found = slotsOn(day, schedule).findLast(({ at }) => at <= now && at >= since);
    if (found !== undefined) return found;
  }
  return { ...first, at: since };
}

/** The next so many slots after an instant. */
export function nextSlots(schedule: Schedule, after: Date, count: number): readonly Slot[] {
  const slots: Slot[] = [];
  while (slots.length < count) slots.push(nextSlot(schedule, slots.at(-1)?.at ?? after));
  return slots;
}

/** When a slot is owed: at its time, or at the end of the quiet hours it lies in. */
export function dueAt(schedule: Schedule, { date, time }: SlotName): Date {
  return firstOpen(schedule, instantOf(dayOf(date), time, schedule.timetable.zone));
}

function slotsOn(day: number, schedule: Schedule): readonly Slot[] {
  const { days, times } = schedule.timetable;
  if (!days.includes(weekdayOf(day))) return [];
  const date = dateOf(day);
  return times
    .map((time) => ({ at: dueAt(schedule, { date, time }), date, time }))
    .sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** The first day of 1970 was a Thursday. */
function weekdayOf(day: number): Weekday {
  return (((day + 3) % 7) + 1) as Weekday;
}

function isSame({ date, time }: SlotName): (slot: SlotName) => boolean {
  return (slot) => slot.date === date && slot.time === time;
}
