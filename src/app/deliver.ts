import { setImmediate as breathe } from 'node:timers/promises';
import { decideNext, type NextStep, type OnUncertain } from '../delivery/outcome.ts';
import { createPacer, type Pacer } from '../delivery/pace.ts';
import type { Platform } from '../domain/channel.ts';
import type { Delivery, DeliveryStore, SendOutcome } from '../domain/delivery.ts';
import type { Report } from '../domain/happening.ts';
import type { Messenger } from '../domain/messenger.ts';
import type { SubscriptionStore } from '../domain/subscription.ts';
import { firstOpen } from '../schedule/quiet-hours.ts';
import { createBreath } from './breath.ts';
import { pauseUnreachable } from './pause.ts';

/** What delivering rests on. */
export interface PostRoom {
  readonly deliveries: DeliveryStore;
  readonly subscriptions: SubscriptionStore;
  /** Of the platforms that are connected; parts for others wait. */
  readonly messengers: ReadonlyMap<Platform, Messenger>;
  readonly onUncertain: OnUncertain;
  readonly report: Report;
  readonly clock: () => Date;
}

export interface Courier {
  /** Takes what is due and starts sending it, each channel in its own order; comes back when nothing more is to be taken. */
  deliverDue(): Promise<void>;
  /** Waits for what is under way. */
  settled(): Promise<void>;
  /** Takes nothing any more, breaks off what hangs, and waits for what is under way. */
  stop(): Promise<void>;
}

/** Parts under way at once on one platform: enough to keep its pace (25 a second) where channels want three seconds between two messages, and sent long before their lease runs out. */
const MOST_UNDER_WAY = 100;
/** While many are under way, so many more are taken together: a claim costs the same for one and for all. */
const LEAST_TAKEN = 25;
const LEASE_MS = 120_000;
/** A platform that has not answered by then has lost the message, or its answer. */
const SEND_DEADLINE_MS = 30_000;
/** At the stop a message under way is given this long to be answered. */
const STOP_GRACE_MS = 6_000;

/** One platform's way out; each has places of its own, so that one that hangs delays no other. */
interface Route {
  readonly platform: Platform;
  readonly messenger: Messenger;
  readonly pacer: Pacer;
  readonly underWay: Set<Promise<void>>;
}

export function createCourier(room: PostRoom): Courier {
  const routes = [...room.messengers].map(
    ([platform, messenger]): Route => ({
      platform,
      messenger,
      pacer: createPacer(messenger.pace),
      underWay: new Set(),
    }),
  );
  const stopping = new AbortController();
  const settled = async (): Promise<void> => {
    await Promise.all(routes.flatMap(({ underWay }) => [...underWay]));
  };
  let isTaking = true;
  const takeDue = async (route: Route): Promise<void> => {
    const breath = createBreath();
    while (isTaking) {
      const claimed = await claim(room, route);
      if (claimed.length === 0) return;
      for (const delivery of claimed) {
        follow(route.underWay, deliverSafely(room, route, delivery, stopping.signal));
        // To set out costs most of a millisecond.
        await breath();
      }
      do {
        await Promise.race(route.underWay);
        // Those that were recorded together leave their places together.
        await breathe();
      } while (route.underWay.size > MOST_UNDER_WAY - LEAST_TAKEN);
    }
  };
  return {
    settled,
    async deliverDue() {
      await Promise.all(routes.map(takeDue));
    },
    async stop() {
      isTaking = false;
      const grace = setTimeout(() => stopping.abort(), STOP_GRACE_MS);
      await settled();
      clearTimeout(grace);
    },
  };
}

function follow(underWay: Set<Promise<void>>, work: Promise<void>): void {
  underWay.add(work);
  void work.finally(() => underWay.delete(work));
}

async function claim(
  { deliveries, clock }: PostRoom,
  { platform, pacer, underWay }: Route,
): Promise<readonly Delivery[]> {
  const [now, places] = [clock(), MOST_UNDER_WAY - underWay.size];
  if (places <= 0 || isHeld(pacer, now)) return [];
  return await deliveries.claim(now, new Date(now.getTime() + LEASE_MS), places, [platform]);
}

function isHeld(pacer: Pacer, now: Date): boolean {
  const until = pacer.heldUntil();
  return until !== null && until > now;
}

/** A fault of ours costs no other part; this one is taken again when its lease has run out. */
async function deliverSafely(room: PostRoom, route: Route, delivery: Delivery, stopping: AbortSignal): Promise<void> {
  try {
    await deliver(room, route, delivery, stopping);
  } catch (error) {
    room.report({ event: 'walk-failed', walk: `delivery ${delivery.id}`, error });
  }
}

/** A part that was taken when the platform asked the whole bot to wait, or the bot to stop, or in quiet hours, is given back untouched. */
async function deliver(room: PostRoom, route: Route, delivery: Delivery, stopping: AbortSignal): Promise<void> {
  const outcome = await route.pacer.run(delivery.channel.address, async () =>
    stopping.aborted || isHeld(route.pacer, room.clock()) || quietEnd(delivery, room.clock()) !== null
      ? null
      : await send(room, route, delivery, stopping),
  );
  if (outcome !== null) await record(room, route, delivery, outcome);
  else await room.deliveries.release([delivery.id], quietEnd(delivery, room.clock()));
}

/** When the quiet hours end that hold a part back now; null when none do. */
function quietEnd({ schedule }: Delivery, now: Date): Date | null {
  const open = schedule === null ? now : firstOpen(schedule, now);
  return open > now ? open : null;
}

/** A part that may have arrived is not sent again where nobody can look for it and a second copy is not wanted. */
async function send(
  room: PostRoom,
  { messenger }: Route,
  delivery: Delivery,
  stopping: AbortSignal,
): Promise<SendOutcome> {
  if (delivery.uncertain && policyFor(messenger, room) === 'skip')
    return { kind: 'uncertain', cause: 'the process ended while it was sent' };
  return await messenger.send(delivery, AbortSignal.any([stopping, AbortSignal.timeout(SEND_DEADLINE_MS)]));
}

/** Where the part can be looked for, to try again risks no second copy. */
function policyFor({ canLook }: Messenger, { onUncertain }: PostRoom): OnUncertain {
  return canLook ? 'resend' : onUncertain;
}

async function record(
  room: PostRoom,
  { messenger, pacer }: Route,
  delivery: Delivery,
  outcome: SendOutcome,
): Promise<void> {
  const now = room.clock();
  const next = decideNext(outcome, delivery, now, policyFor(messenger, room));
  if (next.kind === 'retry' && next.holdWhole) pacer.holdUntil(next.at);
  await write(room, delivery, next, now);
  tell(room, delivery, next);
  if (next.kind === 'give-up' && next.pause && delivery.subscription !== null) {
    const subscription = await room.subscriptions.find(delivery.subscription);
    if (subscription !== null) await pauseUnreachable(room, [subscription], next.reason);
  }
}

async function write(
  { deliveries, subscriptions }: PostRoom,
  delivery: Delivery,
  next: NextStep,
  now: Date,
): Promise<void> {
  const { id, channel } = delivery;
  switch (next.kind) {
    case 'keep':
      return await deliveries.sent(id, next.arrival, now);
    case 'retry':
      return await deliveries.later(id, next.at, next.why);
    case 'look-again':
      return await deliveries.uncertain(id, next.cause, next.at);
    case 'give-up':
      return await deliveries.refused(id, next.reason, next.detail, now);
    case 'follow':
      await subscriptions.move(channel, next.to);
      return await deliveries.later(id, now, 'the channel moved');
  }
}

function tell({ report }: PostRoom, { id: delivery, channel: { platform } }: Delivery, next: NextStep): void {
  switch (next.kind) {
    case 'keep':
      report({ event: 'sent', delivery, platform, message: next.arrival.message });
      break;
    case 'retry':
      report({ event: 'later', delivery, platform, at: next.at, why: next.why });
      break;
    case 'look-again':
      report({ event: 'uncertain', delivery, platform, cause: next.cause });
      break;
    case 'give-up':
      report({ event: 'refused', delivery, platform, reason: next.reason, detail: next.detail });
      break;
    case 'follow':
      report({ event: 'moved', delivery, platform, to: next.to.address });
      break;
  }
}
