import type { Schedule, Slot } from '../../src/domain/subscription.ts';
import { followingSlot, waitingSlot } from '../../src/schedule/due.ts';
import { latestSlot, nextSlot } from '../../src/schedule/slots.ts';

/** The slots of one subscription as the bot tells them, on a clock that a test turns as it likes. */
export interface SlotLife {
  /** What is told at this instant, if anything; an instant before the last one is a clock that was set back. */
  tick(now: Date): Slot | null;
  /** When it looks next. */
  next(): Date;
  readonly told: readonly Slot[];
}

export function beginSlotLife(schedule: Schedule, start: Date): SlotLife {
  let [stored, seen] = [nextSlot(schedule, start), start];
  const told: Slot[] = [];
  const names = new Set<string>();
  return {
    told,
    next: () => stored.at,
    tick(now) {
      if (now < seen) stored = followingSlot(schedule, schedule, stored, told.slice(-9), now);
      seen = now;
      if (stored.at > now) return null;
      const waiting = waitingSlot(schedule, stored, now);
      const slot = latestSlot(schedule, stored, now);
      stored = waiting ?? nextSlot(schedule, now);
      // The database refuses a second digest of a slot.
      if (waiting !== null || names.has(nameOf(slot))) return null;
      names.add(nameOf(slot));
      told.push(slot);
      return slot;
    },
  };
}

export function nameOf({ date, time }: Slot): string {
  return `${date} ${time}`;
}
