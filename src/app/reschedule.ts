import type { Community } from '../domain/channel.ts';
import type { DigestStore } from '../domain/digest.ts';
import type { ScheduleAsked, Scheduled, WrongSchedule } from '../domain/order-desk.ts';
import type { Schedule, Subscription, SubscriptionStore } from '../domain/subscription.ts';
import { followingSlot } from '../schedule/due.ts';
import { nextSlots } from '../schedule/slots.ts';
import { readDays, readHours, readTimes } from '../schedule/timetable.ts';
import { dateBefore } from '../schedule/wall-clock.ts';
import { nearestZones, readZone } from '../schedule/zones.ts';
import { revise } from './revise.ts';
import { pickSubscription } from './which.ts';

/** What changing schedules rests on. */
export interface ScheduleRoom {
  readonly subscriptions: SubscriptionStore;
  readonly digests: DigestStore;
  readonly clock: () => Date;
}

const SHOWN_SLOTS = 5;
const NEAREST_ZONES = 3;
/** A slot told longer ago comes again in no zone. */
const TOLD_DAYS = 3;

/** Changes when a subscription is told, or nothing when a part of it is wrong, and answers when it comes next. Changed times count at once. */
export async function reschedule(
  { subscriptions, digests, clock }: ScheduleRoom,
  community: Community,
  asked: ScheduleAsked,
): Promise<Scheduled> {
  const meant = pickSubscription(await subscriptions.ofCommunity(community), asked.which);
  if (meant.kind !== 'found') return meant;
  const { subscription: before, number } = meant;
  const schedule = readSchedule(before, asked);
  if ('kind' in schedule) return schedule;
  const now = clock();
  const told = (await digests.toldSlots([before.id], dateBefore(now, TOLD_DAYS))).get(before.id) ?? [];
  const nextSlot = followingSlot(before, schedule, before.nextSlot, told, now);
  const revised = await revise(subscriptions, before, meant.seen ?? null, { ...schedule, nextSlot });
  if (revised === null) return { kind: 'ended' };
  return { kind: 'scheduled', number, ...revised, next: comingSlots(revised.subscription, now) };
}

/** The next one as it is stored: it may be one that is late, or leave out one that was told. */
function comingSlots(subscription: Subscription, now: Date): ReturnType<typeof nextSlots> {
  const { nextSlot, state } = subscription;
  if (state === 'paused') return nextSlots(subscription, subscription.pausedUntil ?? now, SHOWN_SLOTS);
  return [nextSlot, ...nextSlots(subscription, nextSlot.at > now ? nextSlot.at : now, SHOWN_SLOTS - 1)];
}

/** The schedule as it is to be, or what is wrong with what was asked. */
function readSchedule(
  { timetable, quietHours }: Schedule,
  asked: Omit<ScheduleAsked, 'which'>,
): Schedule | WrongSchedule {
  const times = asked.times === null ? timetable.times : readTimes(asked.times);
  if (times === null) return { kind: 'wrong-time', given: asked.times ?? '' };
  const days = asked.days === null ? timetable.days : readDays(asked.days);
  if (days === null) return { kind: 'wrong-days', given: asked.days ?? '' };
  const zone = asked.zone === null ? timetable.zone : readZone(asked.zone);
  const given = asked.zone ?? '';
  if (zone === null) return { kind: 'wrong-zone', given, nearest: nearestZones(given, NEAREST_ZONES) };
  const hours = asked.quietHours === null ? quietHours : readHours(asked.quietHours);
  if (hours === undefined) return { kind: 'wrong-hours', given: asked.quietHours ?? '' };
  return { timetable: { times, days, zone }, quietHours: hours };
}
