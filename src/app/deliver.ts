import { decideNext, type NextStep, type OnUncertain } from '../delivery/outcome.ts';
import { createPacer, type Pacer } from '../delivery/pace.ts';
import type { Platform } from '../domain/channel.ts';
import type { Delivery, DeliveryStore, SendOutcome } from '../domain/delivery.ts';
import type { Report } from '../domain/happening.ts';
import type { Messenger } from '../domain/messenger.ts';
import type { SubscriptionStore } from '../domain/subscription.ts';

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

/** Parts under way at once: what the platforms let through in two seconds, so that a lease never runs out in a queue. */
const MOST_UNDER_WAY = 50;
const LEASE_MS = 120_000;
/** A platform that has not answered by then has lost the message, or its answer. */
const SEND_DEADLINE_MS = 30_000;
/** At the stop a message under way is given this long to be answered. */
const STOP_GRACE_MS = 6_000;

export function createCourier(room: PostRoom): Courier {
  const pacers = new Map([...room.messengers].map(([platform, { pace }]) => [platform, createPacer(pace)]));
  const underWay = new Set<Promise<void>>();
  const stopping = new AbortController();
  const settled = async (): Promise<void> => {
    await Promise.all(underWay);
  };
  let isTaking = true;
  return {
    settled,
    async deliverDue() {
      while (isTaking) {
        const claimed = await claim(room, underWay.size);
        if (claimed.length === 0) return;
        for (const delivery of claimed) follow(underWay, deliver(room, pacers, delivery, stopping.signal));
        await Promise.race(underWay);
      }
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

async function claim({ deliveries, clock, messengers }: PostRoom, underWay: number): Promise<readonly Delivery[]> {
  if (underWay >= MOST_UNDER_WAY) return [];
  const now = clock();
  return await deliveries.claim(now, new Date(now.getTime() + LEASE_MS), MOST_UNDER_WAY - underWay, [
    ...messengers.keys(),
  ]);
}

async function deliver(
  room: PostRoom,
  pacers: ReadonlyMap<Platform, Pacer>,
  delivery: Delivery,
  stopping: AbortSignal,
): Promise<void> {
  const { platform, address } = delivery.channel;
  const [messenger, pacer] = [room.messengers.get(platform), pacers.get(platform)];
  if (messenger === undefined || pacer === undefined) return await room.deliveries.release([delivery.id]);
  const held = pacer.heldUntil();
  if (held !== null && held > room.clock())
    return await room.deliveries.later(delivery.id, held, 'the platform asked to wait');
  if (delivery.uncertain && room.onUncertain === 'skip') {
    return await record(room, delivery, pacer, { kind: 'uncertain', cause: 'the process ended while it was sent' });
  }
  const outcome = await pacer.run(address, async () =>
    stopping.aborted ? null : await send(messenger, delivery, stopping),
  );
  await (outcome === null ? room.deliveries.release([delivery.id]) : record(room, delivery, pacer, outcome));
}

async function send(messenger: Messenger, delivery: Delivery, stopping: AbortSignal): Promise<SendOutcome> {
  return await messenger.send(delivery, AbortSignal.any([stopping, AbortSignal.timeout(SEND_DEADLINE_MS)]));
}

async function record(room: PostRoom, delivery: Delivery, pacer: Pacer, outcome: SendOutcome): Promise<void> {
  const now = room.clock();
  const next = decideNext(outcome, delivery, now, room.onUncertain);
  if (next.kind === 'retry' && next.holdWhole) pacer.holdUntil(next.at);
  await write(room, delivery, next, now);
  tell(room, delivery, next);
}

async function write(
  { deliveries, subscriptions }: PostRoom,
  delivery: Delivery,
  next: NextStep,
  now: Date,
): Promise<void> {
  const { id, channel, subscription } = delivery;
  switch (next.kind) {
    case 'keep':
      return await deliveries.sent(id, next.message, now);
    case 'retry':
      return await deliveries.later(id, next.at, next.why);
    case 'look-again':
      return await deliveries.uncertain(id, next.cause, next.at);
    case 'give-up':
      await deliveries.refused(id, next.reason, next.detail, now);
      if (next.pause && subscription !== null) await subscriptions.pause(subscription, next.reason);
      return;
    case 'follow':
      await subscriptions.move(channel, next.to);
      return await deliveries.later(id, now, 'the channel moved');
  }
}

function tell(
  { report }: PostRoom,
  { id: delivery, channel: { platform }, subscription }: Delivery,
  next: NextStep,
): void {
  switch (next.kind) {
    case 'keep':
      report({ event: 'sent', delivery, platform, message: next.message });
      break;
    case 'retry':
      report({ event: 'later', delivery, platform, at: next.at, why: next.why });
      break;
    case 'look-again':
      report({ event: 'uncertain', delivery, platform, cause: next.cause });
      break;
    case 'give-up':
      report({ event: 'refused', delivery, platform, reason: next.reason, detail: next.detail });
      if (next.pause && subscription !== null) report({ event: 'paused', subscription, why: next.reason });
      break;
    case 'follow':
      report({ event: 'moved', delivery, platform, to: next.to.address });
      break;
  }
}
