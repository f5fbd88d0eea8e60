import type { Totals } from '../domain/admin-desk.ts';
import type { ChangeStore } from '../domain/change.ts';
import type { Community } from '../domain/channel.ts';
import type { Status } from '../domain/desk.ts';
import type { StandingStore } from '../domain/standing.ts';
import type { Subscription } from '../domain/subscription.ts';
import type { BudgetStore } from '../domain/summary.ts';
import type { Newsroom } from './digest.ts';
import { listSources } from './sources.ts';

/** What saying how the bot stands rests on. */
export interface StatusRoom extends Newsroom {
  readonly changes: ChangeStore;
  readonly standing: StandingStore;
  readonly budget: BudgetStore;
  /** Null when summaries are excerpts. */
  readonly modelName: string | null;
  /** Tokens the model may use on one UTC day. */
  readonly dailyTokens: number;
  /** The process: since when it runs, and the memory it holds. */
  readonly startedAt: Date;
  readonly memoryBytes: () => number;
}

const DAY_MS = 24 * 3_600_000;
const NAMED = 5;

/** How the bot stands, as one community sees it. */
export async function readStatus(room: StatusRoom, community: Community, now: Date): Promise<Status> {
  const [uses, read, waiting, doubts, subscriptions, changes, model] = await Promise.all([
    listSources(room.sources, community),
    room.articles.coverageSince(new Date(now.getTime() - DAY_MS)),
    room.standing.waiting(community),
    room.standing.doubts(community, new Date(now.getTime() - DAY_MS)),
    room.subscriptions.ofCommunity(community),
    room.changes.latest(community, 1),
    readModel(room, now),
  ]);
  const failing = uses.filter(({ source }) => source.health.lastError !== null || source.state !== 'active');
  return {
    sources: uses.length,
    failing: failing.length,
    failingNames: failing.slice(0, NAMED).map(({ source }) => source.title ?? source.address),
    articles: read.articles,
    lastDigest: await lastDigest(room, subscriptions),
    next: nextOf(subscriptions),
    waiting,
    doubts,
    model,
    lastChange: changes[0] ?? null,
  };
}

async function readModel(
  { budget, modelName: name, dailyTokens: cap }: StatusRoom,
  now: Date,
): Promise<Status['model']> {
  return name === null ? null : { name, used: await budget.used(dayOf(now)), cap };
}

/** YYYY-MM-DD, UTC. */
export function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}

async function lastDigest({ digests }: Newsroom, subscriptions: readonly Subscription[]): Promise<Date | null> {
  const channels = subscriptions.map(({ channel }) => channel.id);
  const pasts = await digests.pastsOf([...new Set(channels)], []);
  return [...pasts.values()].reduce<Date | null>(
    (last, { latest }) => (latest !== null && (last === null || latest > last) ? latest : last),
    null,
  );
}

function nextOf(subscriptions: readonly Subscription[]): Status['next'] {
  const coming = subscriptions
    .filter(({ state }) => state === 'active')
    .map(({ nextSlot, timetable }) => ({ at: nextSlot.at, zone: timetable.zone }));
  return coming.sort((a, b) => a.at.getTime() - b.at.getTime())[0] ?? null;
}

/** The whole install in figures, for who runs the bot. */
export async function readTotals(room: StatusRoom, now: Date): Promise<Totals> {
  const [totals, sources] = await Promise.all([
    room.standing.totals(new Date(now.getTime() - DAY_MS)),
    room.sources.count(),
  ]);
  return { ...totals, sources, memoryBytes: room.memoryBytes(), startedAt: room.startedAt, at: now };
}
