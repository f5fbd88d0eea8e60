import type { Community, Platform } from '../domain/channel.ts';
import type { Refusal } from '../domain/delivery.ts';
import type { Report } from '../domain/happening.ts';
import type { SubscriptionId } from '../domain/ids.ts';
import type { Messenger } from '../domain/messenger.ts';
import type { Subscription, SubscriptionStore } from '../domain/subscription.ts';
import { type PhraseKey, say } from '../phrases/say.ts';
import { nextSlot } from '../schedule/slots.ts';

/** What pausing and waking rest on. */
export interface PauseRoom {
  readonly subscriptions: SubscriptionStore;
  readonly messengers: ReadonlyMap<Platform, Messenger>;
  readonly report: Report;
  readonly clock: () => Date;
}

/** Why a subscription pauses by itself; all other refusals end one message alone. */
const TOLD: Readonly<Partial<Record<Refusal, PhraseKey>>> = {
  gone: 'paused.told-gone',
  forbidden: 'paused.told-forbidden',
  unanswered: 'paused.told-unanswered',
};

/** Pauses a subscription whose channel can't be reached, takes back what is still to be sent there, and tells who made it in private, where that is another place. */
export async function pauseUnreachable(room: PauseRoom, id: SubscriptionId, why: Refusal): Promise<void> {
  const subscription = await room.subscriptions.find(id);
  const phrase = TOLD[why];
  if (subscription === null || subscription.state === 'paused' || phrase === undefined) return;
  await room.subscriptions.pause(id, why);
  const { channel, createdBy, language } = subscription;
  const text = say(language, phrase, { channel: channel.name ?? channel.address });
  const messenger = isAlone(subscription) ? undefined : room.messengers.get(channel.platform);
  const reached = (await messenger?.tell(createdBy, text)) ?? false;
  room.report({ event: 'paused', subscription: id, why, reached });
}

/** Takes up subscriptions whose channels can be reached again. */
export interface Waker {
  /** Asks the platforms about those the bot was shut out of, at most once an hour. A channel that is gone is not asked for: it hardly comes back. */
  wakeDue(): Promise<void>;
  /** Those of a community that was just heard from. */
  wakeIn(community: Community): Promise<void>;
}

/** Who let the bot in again has its digest from the next slot; to ask more often is to pester the platform about a closed door. */
const ASKED_EVERY_MS = 3_600_000;
const ASKED_ABOUT: readonly Refusal[] = ['forbidden', 'unanswered'];

export function createWaker(room: PauseRoom): Waker {
  let restUntil: Date | null = null;
  return {
    async wakeDue() {
      const now = room.clock();
      if (restUntil !== null && now < restUntil) return;
      restUntil = new Date(now.getTime() + ASKED_EVERY_MS);
      const asleep = await room.subscriptions.paused(ASKED_ABOUT, [...room.messengers.keys()]);
      for (const each of asleep) if (!isAlone(each)) await wake(room, each);
    },
    async wakeIn(community) {
      const there = await room.subscriptions.ofCommunity(community);
      for (const each of there) if (each.state === 'paused' && (each.pausedWhy ?? '') in TOLD) await wake(room, each);
    },
  };
}

/** One person's own conversation with the bot: whether they still shut it out, no platform tells without a message to them. */
function isAlone({ channel, createdBy }: Subscription): boolean {
  return channel.community === createdBy;
}

/** A platform that can't be asked now is asked again in its time; the others do not wait for it. */
async function wake({ subscriptions, messengers, report, clock }: PauseRoom, asleep: Subscription): Promise<void> {
  const { id, channel } = asleep;
  try {
    const may = await messengers.get(channel.platform)?.mayPost(channel);
    if (may?.kind !== 'yes') return;
    await subscriptions.resume(id, nextSlot(asleep, clock()));
    report({ event: 'woken', subscription: id });
  } catch (error) {
    report({ event: 'walk-failed', walk: `waking subscription ${id}`, error });
  }
}
