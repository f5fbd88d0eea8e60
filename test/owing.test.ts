import { beforeEach, expect, test } from 'vitest';
import { type Database, openDatabase } from '../src/database/open.ts';
import type { OwedDigest } from '../src/domain/digest.ts';
import { FIRST_SLOT, MORNING, minutesLater, ready, SECOND_SLOT } from './store-samples.ts';

let db: Database;
beforeEach(async () => {
  db = await openDatabase(':memory:');
});

/** So many channels that are told the same. */
async function readyMany(count: number): Promise<readonly OwedDigest[]> {
  const addresses = Array.from({ length: count }, (_, i) => String(i + 1));
  const [first, ...others] = await Promise.all(addresses.map(async (each) => (await ready(db, each, 2)).owed));
  if (first === undefined) return [];
  return [first, ...others.map((owed) => ({ ...owed, edition: first.edition }))];
}

async function claimAll(): Promise<readonly unknown[]> {
  const parts = await db.deliveries.claim(MORNING, minutesLater(2), 1_000, ['telegram']);
  return parts.map(({ channel, number, part }) => [channel.address, number, part.body]);
}

test('digests owed together reach each channel as if they had been owed one by one', async () => {
  const owed = await readyMany(250);
  const ids = await db.digests.oweAll(owed);
  expect(ids).toEqual(owed.map((_, i) => i + 1));
  expect(await claimAll()).toEqual(owed.map(({ channel }) => [channel.address, 1, '{"story":1}']));
  expect(await db.deliveries.countByState()).toEqual(
    new Map([
      ['owed', 250],
      ['sending', 250],
    ]),
  );
  expect(await db.digests.oweAll(owed.map((each) => ({ ...each, nextSlot: SECOND_SLOT })))).toEqual(
    owed.map(() => null),
  );
  expect(await db.subscriptions.due(SECOND_SLOT.at, 1_000, ['telegram'])).toHaveLength(250);
});

test('a digest that cannot be written costs no other of them', async () => {
  const [first, second, third] = await readyMany(3);
  if (first === undefined || second === undefined || third === undefined) throw new Error('three were made ready');
  const { items, parts } = second.edition;
  const broken = { ...second, edition: { parts, items: [...items, ...items] } };
  await expect(db.digests.oweAll([first, broken, third])).rejects.toThrow('UNIQUE');
  expect(await claimAll()).toEqual([first, third].map(({ channel }) => [channel.address, 1, '{"story":1}']));
  expect(await db.subscriptions.due(MORNING, 10, ['telegram'])).toMatchObject([{ channel: { address: '2' } }]);
});

test('a subscription that was paused, or put off, while its digest was composed is not told', async () => {
  const [paused, put] = [await ready(db, '1', 1), await ready(db, '2', 1)];
  await db.subscriptions.pause(paused.subscription.id, null);
  const evening = { at: minutesLater(600), date: FIRST_SLOT.date, time: '18:00' };
  await db.subscriptions.resume(put.subscription.id, evening);
  expect(await db.digests.oweAll([paused.owed, put.owed])).toEqual([null, null]);
  expect((await db.subscriptions.find(put.subscription.id))?.nextSlot).toEqual(evening);
});
