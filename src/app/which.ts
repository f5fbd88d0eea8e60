import { type Found, KEY, type Which } from '../domain/order-desk.ts';
import type { Subscription } from '../domain/subscription.ts';

/** The one that is meant of a community's subscriptions; and the revision at which a menu showed it, null where it was called by its number. */
export function pickSubscription(
  there: readonly Subscription[],
  which: Which,
): Found & { readonly seen?: number | null } {
  const { id, revision } = KEY.exec(which ?? '')?.groups ?? {};
  if (id !== undefined) return byKey(there, Number(id), Number(revision));
  if (which === null && there.length > 1) return { kind: 'which', subscriptions: there };
  const number = which === null ? 1 : Number(/^#?(\d+)$/u.exec(which.trim())?.[1] ?? 0);
  const subscription = there[number - 1];
  if (subscription === undefined) return { kind: 'no-such-subscription', count: there.length };
  return { kind: 'found', subscription, number, seen: null };
}

function byKey(there: readonly Subscription[], id: number, seen: number): ReturnType<typeof pickSubscription> {
  const index = there.findIndex((each) => each.id === id);
  const subscription = there[index];
  return subscription === undefined ? { kind: 'ended' } : { kind: 'found', subscription, number: index + 1, seen };
}
