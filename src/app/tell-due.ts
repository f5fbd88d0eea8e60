import type { Platform } from '../domain/channel.ts';
import type { ChannelPast, OwedDigest } from '../domain/digest.ts';
import type { ChannelId } from '../domain/ids.ts';
import type { Slot, Subscription } from '../domain/subscription.ts';
import { latestSlot, nextSlot } from '../schedule/slots.ts';
import { createBreath } from './breath.ts';
import { type Drawn, drawDigest, type Newsroom, readPasts, reportOwed } from './digest.ts';
import { takeDue } from './due.ts';
import { type News, readNews } from './news.ts';
import { readStock, type Stock } from './stock.ts';

/** Subscriptions that are taken up together. */
const BATCH = 500;
/** Digests that are made and written together. */
const OWED_TOGETHER = 100;
/** Digests that are made from the news of one instant: those that come after them are told what came in meanwhile. */
const MOST = 50_000;

/**
 * Owes a digest to every subscription of these platforms whose slot has come, until it is told to stop. Answers how many were owed. The news are read
 * once for all of them, and what many are told is made once.
 */
export async function tellDue(
  room: Newsroom,
  platforms: readonly Platform[],
  now: Date,
  stopping: AbortSignal | null = null,
): Promise<number> {
  let stock: Stock | null = null;
  let owed = 0;
  for (let told = 1; told > 0 && owed < MOST && stopping?.aborted !== true; owed += told) {
    const due = await takeDue(room, platforms, BATCH, now);
    if (due.length === 0) break;
    stock ??= await readStock(room, now);
    told = await tellBatch(room, due, stock);
  }
  return owed;
}

async function tellBatch(room: Newsroom, due: readonly Subscription[], stock: Stock): Promise<number> {
  const news = await readNews(room, due, stock.now, stock);
  let owed = 0;
  for (const round of inRounds(due))
    for (let start = 0; start < round.length; start += OWED_TOGETHER)
      owed += await tellTogether(room, round.slice(start, start + OWED_TOGETHER), news);
  return owed;
}

/** A channel's second digest comes in a later round than its first, so that it does not tell what the first does. */
function inRounds(due: readonly Subscription[]): readonly (readonly Subscription[])[] {
  const seen = new Map<ChannelId, number>();
  const rounds = Map.groupBy(due, ({ channel: { id } }) => {
    const round = seen.get(id) ?? 0;
    seen.set(id, round + 1);
    return round;
  });
  return [...rounds.values()];
}

/** A digest on its way to be owed. */
interface Made {
  readonly subscription: Subscription;
  readonly slot: Slot;
  readonly drawn: Drawn;
  readonly owed: OwedDigest;
}

/** A fault in one of them costs no other its digest. */
async function tellTogether(room: Newsroom, some: readonly Subscription[], news: News): Promise<number> {
  const made = await makeAll(room, some, news);
  try {
    const ids = await room.digests.oweAll(made.map(({ owed }) => owed));
    for (const [i, { subscription, slot, drawn }] of made.entries()) {
      const id = ids[i] ?? null;
      if (id !== null) reportOwed(room, id, subscription, drawn, news.now.getTime() - slot.at.getTime());
    }
    return ids.filter((id) => id !== null).length;
  } catch (error) {
    room.report({ event: 'walk-failed', walk: 'digest', error });
    return 0;
  }
}

async function makeAll(room: Newsroom, some: readonly Subscription[], news: News): Promise<readonly Made[]> {
  const channels = some.map(({ channel }) => channel.id);
  const pasts = await readPasts(room, channels, news);
  const breath = createBreath();
  const made: Made[] = [];
  for (const subscription of some) {
    const past = pasts.get(subscription.channel.id);
    if (past !== undefined) made.push(...(await make(room, subscription, past, news)));
    await breath();
  }
  return made;
}

async function make(
  room: Newsroom,
  subscription: Subscription,
  past: ChannelPast,
  news: News,
): Promise<readonly Made[]> {
  const { id, channel } = subscription;
  try {
    const { slot, nextSlot } = slotsOf(subscription, news);
    const drawn = await drawDigest(room, news, subscription, past, 'slot', slot.at);
    const { edition } = drawn;
    const owed = { subscription: id, channel, kind: 'slot', slot, nextSlot, edition, at: news.now } as const;
    return [{ subscription, slot, drawn, owed }];
  } catch (error) {
    room.report({ event: 'walk-failed', walk: `digest of subscription ${id}`, error });
    return [];
  }
}

/** The slot that is told, and the one after it: the same for all with one schedule. */
function slotsOf(
  subscription: Subscription,
  { now, once }: News,
): Pick<OwedDigest & { slot: Slot }, 'slot' | 'nextSlot'> {
  const { timetable, quietHours, nextSlot: stored } = subscription;
  return once(`slots ${JSON.stringify([timetable, quietHours, stored])}`, () => ({
    slot: latestSlot(subscription, stored, now),
    nextSlot: nextSlot(subscription, now),
  }));
}
