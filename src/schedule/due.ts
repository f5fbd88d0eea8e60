import type { Schedule, Slot, SlotName } from '../domain/subscription.ts';
import { firstOpen } from './quiet-hours.ts';
import { dueAt, latestSlot, nextSlot } from './slots.ts';

/**
 * The slot for which a subscription whose stored slot has come waits on, since quiet hours have begun meanwhile; null when it may be told. It keeps its
 * date and time, by which it is told once and from which on it is late; of several missed it is the latest.
 */
export function waitingSlot(schedule: Schedule, stored: Slot, now: Date): Slot | null {
  const open = firstOpen(schedule, now);
  return open > now ? { ...latestSlot(schedule, stored, now), at: open } : null;
}

/**
 * The slot that comes next when a schedule was changed, or when the zones' rules or the clock were: one that was due already stays owed, none that was
 * told comes again.
 */
export function followingSlot(
  before: Schedule,
  after: Schedule,
  stored: Slot,
  told: readonly SlotName[],
  now: Date,
): Slot {
  const [due, open] = [dueAt(before, stored), firstOpen(after, now)];
  if (due > now) return nextSlot(after, now, told);
  return { ...stored, at: open > now ? open : due };
}

/** The first slot at or after the end of a pause; in a downtime it may have passed by now. */
export function firstAfterRest(schedule: Schedule, until: Date): Slot {
  return nextSlot(schedule, new Date(until.getTime() - 1));
}
