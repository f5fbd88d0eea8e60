import { setImmediate as breathe } from 'node:timers/promises';
import type { Platform } from '../domain/channel.ts';
import { chooseStories } from './choose.ts';
import type { Newsroom } from './digest.ts';
import { readNews } from './news.ts';
import { keyOf, type Wanted } from './reading.ts';

/** Looks ahead to the slots that come next, so that their stories are summed up by then. */
export interface Preparer {
  prepareDue(): Promise<void>;
}

/** How long before a slot its stories are summed up. */
const AHEAD_MS = 10 * 60_000;
/** Subscriptions looked ahead for, the next to be told first. */
const BATCH = 500;
/** When nothing was left to prepare, or nothing came of it, the news is not read again for so long. */
const REST_MS = 15_000;

/** Its own walk: a slot never waits for it. */
export function createPreparer(
  room: Newsroom & { readonly clock: () => Date },
  platforms: readonly Platform[],
): Preparer {
  let restUntil: Date | null = null;
  return {
    async prepareDue() {
      const now = room.clock();
      if ((restUntil !== null && now < restUntil) || !room.summarizer.canPrepare()) return;
      const wanted = await storiesInDemand(room, platforms, now);
      const settled = wanted.length === 0 ? 0 : await room.summarizer.prepare(wanted);
      restUntil = settled > 0 ? null : new Date(room.clock().getTime() + REST_MS);
    },
  };
}

/** The stories that the next slots are likely to tell: those told to most channels first, then those that stand higher. */
async function storiesInDemand(room: Newsroom, platforms: readonly Platform[], now: Date): Promise<readonly Wanted[]> {
  const next = await room.subscriptions.due(new Date(now.getTime() + AHEAD_MS), BATCH, platforms);
  if (next.length === 0) return [];
  const news = await readNews(room, next, now);
  const demand = new Map<string, Wanted & { channels: number; place: number }>();
  for (const subscription of next) {
    const { chosen } = await chooseStories(room, subscription, news, 'slot', now);
    for (const [place, { story }] of chosen.entries()) {
      const wanted = { story, manner: subscription.manner };
      const known = demand.get(keyOf(wanted)) ?? { ...wanted, channels: 0, place };
      known.channels += 1;
      known.place = Math.min(known.place, place);
      demand.set(keyOf(wanted), known);
    }
    await breathe();
  }
  return [...demand.values()].sort((a, b) => b.channels - a.channels || a.place - b.place);
}
