import { isDeepStrictEqual } from 'node:util';
import type { Subscription, SubscriptionChange, SubscriptionStore } from '../domain/subscription.ts';

/** What came of a change: how the subscription is now, whether it was changed, and whether somebody else was first. */
export interface Revised {
  readonly subscription: Subscription;
  readonly isChanged: boolean;
  readonly isOvertaken: boolean;
}

/**
 * Changes a subscription as somebody saw it. Who saw it before somebody else changed it changes nothing, and is shown what it became: nothing is
 * overwritten unseen. To ask for what is so already is no change. Null where it ended meanwhile.
 */
export async function revise(
  store: SubscriptionStore,
  subscription: Subscription,
  seen: number | null,
  change: SubscriptionChange,
): Promise<Revised | null> {
  const { nextSlot: _, ...asked } = change;
  if (isSo(subscription, asked)) return { subscription, isChanged: false, isOvertaken: false };
  if (seen !== null && seen !== subscription.revision) return { subscription, isChanged: false, isOvertaken: true };
  const isChanged = await store.change(subscription.id, subscription.revision, change);
  const now = await store.find(subscription.id);
  return now === null ? null : { subscription: now, isChanged, isOvertaken: !isChanged };
}

function isSo(subscription: Subscription, asked: SubscriptionChange): boolean {
  return isDeepStrictEqual({ ...subscription, ...asked }, subscription);
}
