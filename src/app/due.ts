import type { Platform } from '../domain/channel.ts';
import type { Subscription, SubscriptionStore } from '../domain/subscription.ts';
import { waitingSlot } from '../schedule/due.ts';

/** Subscriptions of these platforms whose slot has come and who may be told now, the longest overdue first. Those in their quiet hours wait for the end of them. */
export async function takeDue(
  { subscriptions }: { readonly subscriptions: SubscriptionStore },
  platforms: readonly Platform[],
  limit: number,
  now: Date,
): Promise<readonly Subscription[]> {
  const due = await subscriptions.due(now, limit, platforms);
  const waiting = due.flatMap((each) => {
    const slot = waitingSlot(each, each.nextSlot, now);
    return slot === null ? [] : [{ id: each.id, from: each.nextSlot, to: slot }];
  });
  if (waiting.length === 0) return due;
  await subscriptions.moveSlots(waiting);
  const asleep = new Set(waiting.map(({ id }) => id));
  return due.filter(({ id }) => !asleep.has(id));
}
