import type { Community, Platform } from '../domain/channel.ts';
import type { Report } from '../domain/happening.ts';
import type { SubscriptionId } from '../domain/ids.ts';
import type { Messenger } from '../domain/messenger.ts';
import {
  type Edited,
  type Ended,
  KEY,
  type Rested,
  type Resumed,
  type TakenBack,
  type Which,
} from '../domain/order-desk.ts';
import type { SubscriptionStore } from '../domain/subscription.ts';
import { nextSlot } from '../schedule/slots.ts';
import { readUntil } from '../schedule/until.ts';
import { revise } from './revise.ts';
import { UNDO_MS } from './timekeeper.ts';
import { readTopics } from './topics.ts';
import { pickSubscription } from './which.ts';

/** What ending, pausing and editing rest on. */
export interface RestRoom {
  readonly subscriptions: SubscriptionStore;
  readonly messengers: ReadonlyMap<Platform, Messenger>;
  readonly report: Report;
  readonly clock: () => Date;
}

export async function endOrder(room: RestRoom, community: Community, which: Which): Promise<Ended> {
  const meant = pickSubscription(await room.subscriptions.ofCommunity(community), which);
  if (meant.kind !== 'found') return meant;
  const { subscription, number } = meant;
  if (!(await room.subscriptions.end(subscription.id, room.clock()))) return { kind: 'ended' };
  room.report({ event: 'unsubscribed', subscription: subscription.id });
  return { kind: 'unsubscribed', subscription, number };
}

export async function takeBackEnd(room: RestRoom, community: Community, which: Which): Promise<TakenBack> {
  const key = KEY.exec(which ?? '')?.groups?.['id'];
  const since = new Date(room.clock().getTime() - UNDO_MS);
  const id = key === undefined ? null : (Number(key) as SubscriptionId);
  const subscription = await room.subscriptions.takeBack(community, id, since);
  if (subscription === null) return { kind: 'too-late' };
  const there = await room.subscriptions.ofCommunity(community);
  return { kind: 'taken-back', subscription, number: there.findIndex((each) => each.id === subscription.id) + 1 };
}

/** What a subscription is about, after what was asked to be changed is changed. */
export async function editTopics(
  { subscriptions }: RestRoom,
  community: Community,
  which: Which,
  topics: string | null,
): Promise<Edited> {
  const meant = pickSubscription(await subscriptions.ofCommunity(community), which);
  if (meant.kind !== 'found') return meant;
  const read = readTopics(topics ?? '');
  if (read.kind === 'fault') return { ...read, kind: 'wrong-topic' };
  const change = topics === null ? {} : { topics: read.topics };
  const revised = await revise(subscriptions, meant.subscription, meant.seen ?? null, change);
  return revised === null ? { kind: 'ended' } : { kind: 'edited', number: meant.number, ...revised };
}

export async function pauseOrder(
  { subscriptions, clock }: RestRoom,
  community: Community,
  which: Which,
  until: string | null,
): Promise<Rested> {
  const meant = pickSubscription(await subscriptions.ofCommunity(community), which);
  if (meant.kind !== 'found') return meant;
  const { id, timetable } = meant.subscription;
  const end = until === null ? null : readUntil(until, timetable.zone, clock());
  if (end === undefined) return { kind: 'wrong-until', given: until ?? '' };
  await subscriptions.pause(id, null, end);
  const subscription = await subscriptions.find(id);
  return subscription === null ? { kind: 'ended' } : { kind: 'paused', subscription, number: meant.number };
}

/** Goes on with the next slot from now; where the bot may not post it stays paused. */
export async function resumeOrder(
  { subscriptions, messengers, clock }: RestRoom,
  community: Community,
  which: Which,
): Promise<Resumed> {
  const meant = pickSubscription(await subscriptions.ofCommunity(community), which);
  if (meant.kind !== 'found') return meant;
  const { subscription: before, number } = meant;
  if (before.state === 'active') return { kind: 'resumed', subscription: before, number, wasActive: true };
  const may = await messengers.get(before.channel.platform)?.mayPost(before.channel);
  if (may?.kind === 'no') return { kind: 'may-not-post', missing: may.missing };
  await subscriptions.resume(before.id, nextSlot(before, clock()));
  const subscription = await subscriptions.find(before.id);
  return subscription === null ? { kind: 'ended' } : { kind: 'resumed', subscription, number, wasActive: false };
}
