import { setImmediate as breathe } from 'node:timers/promises';
import type { DigestStore } from '../domain/digest.ts';
import type { Report } from '../domain/happening.ts';
import type { SubscriptionId } from '../domain/ids.ts';
import type { SlotMove, Subscription, SubscriptionStore } from '../domain/subscription.ts';
import { firstAfterRest, followingSlot } from '../schedule/due.ts';
import { dateBefore } from '../schedule/wall-clock.ts';

/** What keeping time rests on. */
export interface TimeRoom {
  readonly subscriptions: SubscriptionStore;
  readonly digests: DigestStore;
  /** The version of the zones' rules by which this process reckons. */
  readonly zoneData: string;
  readonly report: Report;
  readonly clock: () => Date;
}

/** Keeps next slots true to the rules they were reckoned by. */
export interface Timekeeper {
  /**
   * Before slots are told: reckons all of them anew where the zones' rules are other ones than before, or the clock was set back; ends pauses whose
   * end has come; and forgets what ended and was not taken back.
   */
  keepTime(): Promise<void>;
}

/** For so long an end can be taken back. */
export const UNDO_MS = 60_000;
/** A clock that is put right step by step goes back by less. */
const SET_BACK_MS = 60_000;
const BATCH = 500;
/** Slots told longer ago are no slots to come, whatever the clock did within a day. */
const TOLD_DAYS = 3;

export function createTimekeeper(room: TimeRoom): Timekeeper {
  let seen: Date | null = null;
  return {
    async keepTime() {
      const now = room.clock();
      const before = seen ?? (await room.digests.lastWritten()) ?? now;
      const isSetBack = now.getTime() < before.getTime() - SET_BACK_MS;
      if (isSetBack) await reckonAnew(room, 'clock', now);
      if (seen === null) await followRules(room, now);
      seen = now;
      await endPauses(room, now);
      await room.subscriptions.forgetEnded(new Date(now.getTime() - UNDO_MS));
    },
  };
}

/** A stop on the way begins anew at the next start: what was reckoned already comes out the same. */
async function followRules(room: TimeRoom, now: Date): Promise<void> {
  if ((await room.subscriptions.zoneData()) === room.zoneData) return;
  await reckonAnew(room, 'zones', now);
  await room.subscriptions.keepZoneData(room.zoneData);
}

const NONE = 0 as SubscriptionId;

async function reckonAnew(room: TimeRoom, why: 'clock' | 'zones', now: Date): Promise<void> {
  let [last, moved] = [NONE, 0];
  for (;;) {
    const some = await room.subscriptions.activeAfter(last, BATCH);
    const end = some.at(-1);
    if (end === undefined) break;
    last = end.id;
    const moves = await movesOf(room, some, now);
    if (moves.length > 0) await room.subscriptions.moveSlots(moves);
    moved += moves.length;
    await breathe();
  }
  room.report({ event: 'slots-reckoned', why, moved });
}

async function movesOf({ digests }: TimeRoom, some: readonly Subscription[], now: Date): Promise<readonly SlotMove[]> {
  const ids = some.map(({ id }) => id);
  const told = await digests.toldSlots(ids, dateBefore(now, TOLD_DAYS));
  return some.flatMap((each) => {
    const to = followingSlot(each, each, each.nextSlot, told.get(each.id) ?? [], now);
    const isSame = to.at.getTime() === each.nextSlot.at.getTime() && to.time === each.nextSlot.time;
    return isSame ? [] : [{ id: each.id, from: each.nextSlot, to }];
  });
}

async function endPauses({ subscriptions, report }: TimeRoom, now: Date): Promise<void> {
  for (const each of await subscriptions.rested(now)) {
    await subscriptions.resume(each.id, firstAfterRest(each, each.pausedUntil ?? now));
    report({ event: 'resumed', subscription: each.id });
  }
}
