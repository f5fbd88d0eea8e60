import { draftSubscription } from '../../src/app/order.ts';
import { openDatabase } from '../../src/database/open.ts';
import type { Place } from '../../src/domain/channel.ts';
import type { Subscription, Timetable } from '../../src/domain/subscription.ts';
import { EVERY_DAY } from '../../src/domain/subscription.ts';
import { chances } from '../support/invented-events.ts';

const ZONES = [
  ...['UTC', 'Europe/London', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'America/Sao_Paulo'],
  ...['Africa/Casablanca', 'Asia/Tehran', 'Pacific/Apia', 'Africa/Cairo'],
];
const TOPICS = [
  [],
  [],
  ['World'],
  ['market OR museum'],
  ['fair', 'mended'],
  ['(lost OR brought) -market'],
  ['Business'],
];
const STYLES = ['headline', 'short', 'full'] as const;

/** Orders one to three digests a day for each place, each as chance has it, some with quiet hours. */
export async function orderDigests(
  url: string,
  places: readonly Place[],
  seed: number,
  now: Date,
): Promise<readonly Subscription[]> {
  const chance = chances(seed + 2);
  const pick = <T>(from: readonly T[]): T => from[chance(from.length)] as T;
  const db = await openDatabase(url);
  const ordered: Subscription[] = [];
  for (const place of places) {
    const times = Array.from({ length: 1 + chance(3) }, () => timeOf(chance(48)));
    const timetable: Timetable = { times: [...new Set(times)].sort(), days: EVERY_DAY, zone: pick(ZONES) };
    const by = `${place.platform}:900${place.address.slice(-4)}`;
    const draft = draftSubscription({ by, language: 'en' }, pick(TOPICS), timetable, now);
    const manner = { ...draft.manner, style: pick(STYLES) };
    const there = {
      ...place,
      community: `${place.platform}:${place.address}`,
      name: `Channel ${place.address}`,
    } as const;
    ordered.push(
      await db.subscriptions.add(there, { ...draft, size: 3 + chance(15), manner, quiet: pick(['skip', 'line']) }),
    );
  }
  await db.close();
  return ordered;
}

function timeOf(half: number): string {
  return `${String(Math.floor(half / 2)).padStart(2, '0')}:${half % 2 === 0 ? '00' : '30'}`;
}
