import type { ChangeStore } from '../domain/change.ts';
import type { Community } from '../domain/channel.ts';
import type { DeliveryStore } from '../domain/delivery.ts';
import type { Status } from '../domain/desk.ts';
import type { Newsroom } from './digest.ts';

const DAY_MS = 24 * 3_600_000;
const NAMED = 5;

/** How the bot stands, as one community sees it. */
export async function readStatus(
  room: Newsroom & { readonly deliveries: DeliveryStore; readonly changes: ChangeStore },
  community: Community,
  model: string | null,
  now: Date,
): Promise<Status> {
  const [uses, read, deliveries, subscriptions, changes] = await Promise.all([
    room.sources.usedBy([community, 'starter']),
    room.articles.coverageSince(new Date(now.getTime() - DAY_MS)),
    room.deliveries.countByState(),
    room.subscriptions.ofCommunity(community),
    room.changes.latest(community, 1),
  ]);
  const failing = uses.filter(({ source }) => source.health.lastError !== null || source.state !== 'active');
  const last = await Promise.all(subscriptions.map(({ channel }) => room.digests.latest(channel.id)));
  const active = subscriptions.filter(({ state }) => state === 'active');
  return {
    sources: uses.length,
    failing: failing.length,
    failingNames: failing.slice(0, NAMED).map(({ source }) => source.title ?? source.address),
    articles: read.articles,
    lastDigest: last.reduce(
      (latest, each) => (each !== null && (latest === null || each > latest) ? each : latest),
      null,
    ),
    next:
      active
        .map(({ nextSlot, timetable }) => ({ at: nextSlot.at, zone: timetable.zone }))
        .sort((a, b) => a.at.getTime() - b.at.getTime())[0] ?? null,
    waiting: (deliveries.get('owed') ?? 0) + (deliveries.get('later') ?? 0) + (deliveries.get('sending') ?? 0),
    uncertain: deliveries.get('uncertain') ?? 0,
    model,
    lastChange: changes[0] ?? null,
  };
}
