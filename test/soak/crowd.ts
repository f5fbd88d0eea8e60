import { draftSubscription } from '../../src/app/order.ts';
import { openDatabase } from '../../src/database/open.ts';
import type { Home } from '../../src/domain/channel.ts';
import { EVERY_DAY, type QuietHours, type Subscription, type Timetable } from '../../src/domain/subscription.ts';
import { nextSlot } from '../../src/schedule/slots.ts';
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
const QUIET: readonly (QuietHours | null)[] = [
  null,
  null,
  { from: '22:00', to: '06:30' },
  { from: '12:15', to: '14:00' },
];

/** Orders one to four digests a day for each place, each as chance has it, some with quiet hours. */
export async function orderDigests(
  url: string,
  places: readonly Home[],
  seed: number,
  now: Date,
): Promise<readonly Subscription[]> {
  const chance = chances(seed + 2);
  const pick = <T>(from: readonly T[]): T => from[chance(from.length)] as T;
  const db = await openDatabase(url);
  const ordered: Subscription[] = [];
  for (const place of places) {
    const times = Array.from({ length: 1 + chance(4) }, () => timeOf(chance(48)));
    const timetable: Timetable = { times: [...new Set(times)].sort(), days: EVERY_DAY, zone: pick(ZONES) };
    const by = `${place.platform}:900${place.address.slice(-4)}`;
    const quietHours = pick(QUIET);
    const draft = draftSubscription({ by, language: 'en' }, pick(TOPICS), timetable, now);
    const manner = { ...draft.manner, style: pick(STYLES) };
    const kept = { quietHours, nextSlot: nextSlot({ timetable, quietHours }, now) };
    const there = { ...place, name: `Channel ${place.address}` };
    ordered.push(
      await db.subscriptions.add(there, {
        ...draft,
        ...kept,
        size: 3 + chance(15),
        manner,
        quiet: pick(['skip', 'line']),
      }),
    );
  }
  await db.close();
  return ordered;
}

function timeOf(half: number): string {
  return `${String(Math.floor(half / 2)).padStart(2, '0')}:${half % 2 === 0 ? '00' : '30'}`;
}
