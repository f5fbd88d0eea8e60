import type { Community, Home, Platform } from '../domain/channel.ts';
import type { Refusal } from '../domain/delivery.ts';
import type { Report } from '../domain/happening.ts';
import type { SubscriptionId } from '../domain/ids.ts';
import type { Messenger } from '../domain/messenger.ts';
import type { Rich } from '../domain/rich.ts';
import type { Subscription, SubscriptionStore } from '../domain/subscription.ts';
import { listInWords } from '../phrases/dates.ts';
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
  left: 'paused.told-left',
  forbidden: 'paused.told-forbidden',
  locked: 'paused.told-locked',
  unanswered: 'paused.told-unanswered',
};

/** Why the digests of a community rest that the people who run the bot shut out: they go on when it is let in and says a command. */
export const SHUT_OUT = 'blocked';

/**
 * Pauses subscriptions whose channels can't be reached, takes back what is still to be sent there, and tells who made them in private, where that is
 * another place. Of whom no private message reaches, the next command in their community brings it.
 */
export async function pauseUnreachable(
  room: PauseRoom,
  subscriptions: readonly Subscription[],
  why: Refusal,
): Promise<void> {
  const awake = subscriptions.filter(({ state }) => state !== 'paused');
  if (TOLD[why] === undefined) return;
  for (const { id } of awake) await room.subscriptions.pause(id, why);
  for (const theirs of Map.groupBy(awake, ({ noticesTo }) => noticesTo).values()) await tellPaused(room, theirs, why);
}

/** Of one person's subscriptions, in one message. */
async function tellPaused(room: PauseRoom, paused: readonly Subscription[], why: Refusal): Promise<void> {
  const [first] = paused;
  if (first === undefined) return;
  const { noticesTo, language, channel } = first;
  const messenger = isAlone(first) ? undefined : room.messengers.get(channel.platform);
  const text = pauseInWords(paused, why, language);
  const reached = noticesTo !== null && ((await messenger?.tell(noticesTo, text)) ?? false);
  if (reached || noticesTo === null) await room.subscriptions.pauseTold(paused.map(({ id }) => id));
  for (const { id: subscription } of paused) room.report({ event: 'paused', subscription, why, reached });
}

function pauseInWords(paused: readonly Subscription[], why: Refusal, language: string): Rich {
  const names = new Set(paused.map(({ channel }) => channel.name ?? channel.address));
  return say(language, TOLD[why] ?? 'paused.told-forbidden', {
    count: paused.length,
    channel: listInWords([...names], language),
  });
}

/** What nobody could be told in private of a community's pauses; it counts as told from now on. */
export async function takeUntold(
  { subscriptions }: PauseRoom,
  community: Community,
  language: string,
): Promise<readonly Rich[]> {
  const there = await subscriptions.untold(community);
  if (there.length === 0) return [];
  await subscriptions.pauseTold(there.map(({ id }) => id));
  const byReason = [...Map.groupBy(there, ({ pausedWhy }) => pausedWhy)];
  return byReason.map(([why, paused]) => pauseInWords(paused, why as Refusal, language));
}

/** The bot was put out of a community: all that is ordered there pauses at once. */
export async function pauseCommunity(room: PauseRoom, community: Community): Promise<void> {
  await pauseUnreachable(room, await room.subscriptions.ofCommunity(community), 'left');
}

/** A channel was removed: what is ordered for it pauses at once. */
export async function pauseChannel(room: PauseRoom, place: Home): Promise<void> {
  const there = await room.subscriptions.ofCommunity(place.community);
  const lost = there.filter(({ channel }) => channel.address === place.address);
  await pauseUnreachable(room, lost, 'gone');
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
/** In one walk: each takes up to five questions, and Discord answers 50 a second. */
const ASKED_TOGETHER = 5;
const ASKED_ABOUT: readonly Refusal[] = ['left', 'forbidden', 'locked', 'unanswered'];

export function createWaker(room: PauseRoom): Waker {
  let restUntil: Date | null = null;
  let waiting: SubscriptionId[] = [];
  return {
    async wakeDue() {
      const now = room.clock();
      if (waiting.length === 0) {
        if (restUntil !== null && now < restUntil) return;
        restUntil = new Date(now.getTime() + ASKED_EVERY_MS);
        const asleep = await room.subscriptions.paused(ASKED_ABOUT, [...room.messengers.keys()]);
        waiting = asleep.filter((each) => !isAlone(each)).map(({ id }) => id);
      }
      for (const id of waiting.splice(0, ASKED_TOGETHER)) {
        const each = await room.subscriptions.find(id);
        if (each?.state === 'paused' && isAskedAbout(each.pausedWhy)) await wake(room, each);
      }
    },
    async wakeIn(community) {
      const there = await room.subscriptions.ofCommunity(community);
      for (const each of there) if (each.state === 'paused' && isWokenByWord(each.pausedWhy)) await wake(room, each);
    },
  };
}

function isAskedAbout(why: string | null): boolean {
  return ASKED_ABOUT.some((each) => each === why);
}

function isWokenByWord(why: string | null): boolean {
  return why !== null && (why === SHUT_OUT || why in TOLD);
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
