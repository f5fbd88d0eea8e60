import type { Platform } from '../domain/channel.ts';
import type { Subscription } from '../domain/subscription.ts';
import { createBreath } from './breath.ts';
import { chooseStories } from './choose.ts';
import { type Newsroom, readPasts } from './digest.ts';
import { readNews } from './news.ts';
import { keyOf, type Wanted } from './reading.ts';
import { readStock, type Stock } from './stock.ts';

/** Looks ahead to the slots that come next, so that their stories are summed up by then. */
export interface Preparer {
  prepareDue(): Promise<void>;
}

/** How long before a slot its stories are summed up. */
const AHEAD_MS = 10 * 60_000;
/** Subscriptions looked ahead for together, and in all: those to be told next. */
const BATCH = 500;
const MOST = 50_000;
/** What was wanted is looked up anew after so long, and when nothing was left to prepare or nothing came of it the model rests as long. */
const REST_MS = 15_000;

/** Its own walk: a slot never waits for it. */
export function createPreparer(
  room: Newsroom & { readonly clock: () => Date },
  platforms: readonly Platform[],
): Preparer {
  let restUntil: Date | null = null;
  let wanted: readonly Wanted[] = [];
  let lookAgainAt: Date | null = null;
  return {
    async prepareDue() {
      const now = room.clock();
      if ((restUntil !== null && now < restUntil) || !room.summarizer.canPrepare()) return;
      if (lookAgainAt === null || now >= lookAgainAt) {
        wanted = await storiesInDemand(room, platforms, now);
        lookAgainAt = after(now);
      }
      const settled = wanted.length === 0 ? 0 : await room.summarizer.prepare(wanted);
      restUntil = settled > 0 ? null : after(room.clock());
    },
  };
}

function after(now: Date): Date {
  return new Date(now.getTime() + REST_MS);
}

/** Stories wanted by so many channels, at this place of their digests at best. */
type Demand = Map<string, Wanted & { channels: number; place: number }>;

/** The stories that the next slots are likely to tell: those told to most channels first, then those that stand higher. */
async function storiesInDemand(room: Newsroom, platforms: readonly Platform[], now: Date): Promise<readonly Wanted[]> {
  const demand: Demand = new Map();
  const until = new Date(now.getTime() + AHEAD_MS);
  let stock: Stock | null = null;
  let last: Subscription | null = null;
  for (let seen = 0; seen < MOST; seen += BATCH) {
    const next: readonly Subscription[] = await room.subscriptions.due(until, BATCH, platforms, last);
    if (next.length === 0) break;
    stock ??= await readStock(room, now);
    await addDemand(room, next, stock, demand);
    last = next.at(-1) ?? null;
  }
  return [...demand.values()].sort((a, b) => b.channels - a.channels || a.place - b.place);
}

async function addDemand(room: Newsroom, next: readonly Subscription[], stock: Stock, demand: Demand): Promise<void> {
  const news = await readNews(room, next, stock.now, stock);
  const channels = next.map(({ channel }) => channel.id);
  const pasts = await readPasts(room, channels, news);
  const breath = createBreath();
  for (const subscription of next) {
    const past = pasts.get(subscription.channel.id);
    const { chosen } = past === undefined ? { chosen: [] } : await chooseStories(news, subscription, past);
    for (const [place, { story }] of chosen.entries()) {
      const wanted = { story, manner: subscription.manner };
      const known = demand.get(keyOf(wanted)) ?? { ...wanted, channels: 0, place };
      known.channels += 1;
      known.place = Math.min(known.place, place);
      demand.set(keyOf(wanted), known);
    }
    await breath();
  }
}
