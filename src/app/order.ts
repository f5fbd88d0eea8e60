import type { Order, Subscribed, TopicWarning } from '../domain/desk.ts';
import type { Messenger } from '../domain/messenger.ts';
import {
  EVERY_DAY,
  type Schedule,
  type Subscription,
  type SubscriptionDraft,
  type SubscriptionStore,
  type Timetable,
  USUAL_POSTING,
} from '../domain/subscription.ts';
import type { Manner } from '../domain/summary.ts';
import { nextSlot } from '../schedule/slots.ts';
import { readDays, readTimes } from '../schedule/timetable.ts';
import { nearestZones, readZone } from '../schedule/zones.ts';
import { nearestSection } from '../topic/sections.ts';
import { readTopics } from './topics.ts';

/** Digests one community may order; each costs every reader of the channel attention. */
const MOST_SUBSCRIPTIONS = 25;
/** Where nothing else is said: a digest for breakfast. */
const USUAL_TIME = '08:00';
const USUAL_SIZE = 10;
const USUAL_MANNER: Manner = { style: 'short', language: null, ai: true };
const NEAREST_ZONES = 3;

/** Checks what somebody orders and files it; nothing is stored when a part of it is wrong or the bot may not post there. */
export async function takeOrder(
  store: SubscriptionStore,
  messenger: Messenger,
  order: Order,
  now: Date,
): Promise<Subscribed> {
  const there = await store.ofCommunity(order.place.community);
  const timetable = readTimetable(order, there);
  if ('kind' in timetable) return timetable;
  const topics = readTopics(order.topics ?? '');
  if (topics.kind === 'fault') return { ...topics, kind: 'wrong-topic' };
  if (there.length >= MOST_SUBSCRIPTIONS) return { kind: 'too-many', most: MOST_SUBSCRIPTIONS };
  const may = await messenger.mayPost(order.place);
  if (may.kind === 'no') return { kind: 'may-not-post', missing: may.missing };
  const subscription = await store.add(order.place, draftSubscription(order, topics.topics, timetable, now));
  const number = await placeOf(store, subscription);
  if (number > MOST_SUBSCRIPTIONS) {
    // As if it had ended long ago: nobody takes that back.
    await store.end(subscription.id, new Date(0));
    return { kind: 'too-many', most: MOST_SUBSCRIPTIONS };
  }
  return { kind: 'subscribed', subscription, number, warning: nearlySection(topics.topics) };
}

/** Its place in the community's list, from 1: another may have been ordered at the same moment. */
async function placeOf(store: SubscriptionStore, { id, channel }: Subscription): Promise<number> {
  return (await store.ofCommunity(channel.community)).findIndex((each) => each.id === id) + 1;
}

/** A standing order as it is first filed. */
export function draftSubscription(
  { by, language }: Pick<Order, 'by' | 'language'>,
  topics: readonly string[],
  timetable: Timetable,
  now: Date,
): SubscriptionDraft {
  const schedule: Schedule = { timetable, quietHours: null };
  return {
    topics,
    ...schedule,
    language,
    size: USUAL_SIZE,
    manner: USUAL_MANNER,
    createdBy: by,
    noticesTo: by,
    createdAt: now,
    nextSlot: nextSlot(schedule, now),
    state: 'active',
    pausedWhy: null,
    pausedUntil: null,
    quiet: 'skip',
    posting: USUAL_POSTING,
  };
}

function readTimetable(order: Order, there: readonly Subscription[]): Timetable | Subscribed {
  const times = readTimes(order.times ?? USUAL_TIME);
  if (times === null) return { kind: 'wrong-time', given: order.times ?? '' };
  const days = order.days === null ? EVERY_DAY : readDays(order.days);
  if (days === null) return { kind: 'wrong-days', given: order.days ?? '' };
  const given = order.zone ?? there[0]?.timetable.zone ?? 'UTC';
  const zone = readZone(given);
  if (zone === null) return { kind: 'wrong-zone', given, nearest: nearestZones(given, NEAREST_ZONES) };
  return { times, days, zone };
}

function nearlySection(topics: readonly string[]): TopicWarning | null {
  for (const given of topics) {
    const nearest = nearestSection(given);
    if (nearest !== null && nearest.toLowerCase() !== given.toLowerCase()) return { given, nearest };
  }
  return null;
}
