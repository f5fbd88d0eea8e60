import type { Schedule, Slot } from '../domain/subscription.ts';
import { firstOpen } from './quiet-hours.ts';
import { dueAt, latestSlot, nextSlot, type SlotName } from './slots.ts';

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
  if (dueAt(before, stored) <= now) return { ...stored, at: firstOpen(after, now) };
  return nextSlot(after, now, told);
}
