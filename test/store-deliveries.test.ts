import { beforeEach, expect, test } from 'vitest';
import { type Database, openDatabase } from '../src/database/open.ts';
import type { Delivery } from '../src/domain/delivery.ts';
import type { StoryId } from '../src/domain/ids.ts';
import { FIRST_SLOT, MORNING, minutesLater, ORDER, ready, SECOND_SLOT, slotDigest } from './store-samples.ts';

let db: Database;
beforeEach(async () => {
  db = await openDatabase(':memory:');
});

/** Claims at so many minutes past, for two minutes. */
const claim = (minute: number, limit = 10): Promise<readonly Delivery[]> =>
  db.deliveries.claim(minutesLater(minute), minutesLater(minute + 2), limit, ['telegram']);

async function claimOne(minute: number): Promise<Delivery> {
  const [part, ...others] = await claim(minute);
  expect(others).toEqual([]);
  if (part === undefined) throw new Error(`Nothing is due at minute ${minute}.`);
  return part;
}

async function toldOf({ subscription }: { subscription: { channel: Delivery['channel'] } }): Promise<unknown> {
  return Object.fromEntries(await db.digests.toldVersions(subscription.channel.id, [1, 2, 3] as StoryId[]));
}

async function latestOf({ channel: { id } }: { channel: Delivery['channel'] }): Promise<Date | null | undefined> {
  return (await db.digests.pastsOf([id], [])).get(id)?.latest;
}

test('a slot is told once; asking again moves on to the next slot', async () => {
  const { subscription, owed } = await ready(db, '1', 2);
  expect(await latestOf(subscription)).toBeNull();
  expect(await db.digests.owe({ ...owed, nextSlot: FIRST_SLOT })).toBe(1);
  expect(await db.digests.owe({ ...owed, nextSlot: SECOND_SLOT, at: minutesLater(5) })).toBeNull();
  expect((await db.subscriptions.find(subscription.id))?.nextSlot).toEqual(SECOND_SLOT);
  expect(await db.deliveries.countByState()).toEqual(new Map([['owed', 2]]));
  expect(await latestOf(subscription)).toEqual(MORNING);
});

test('a digest asked for now may be owed any number of times, and leaves the slot alone', async () => {
  const { subscription, owed } = await ready(db, '1', 1);
  const now = { ...owed, kind: 'now', slot: null, nextSlot: null } as const;
  expect([await db.digests.owe(now), await db.digests.owe(now)]).toEqual([1, 2]);
  expect((await db.subscriptions.find(subscription.id))?.nextSlot).toEqual(FIRST_SLOT);
});

test('a digest without stories takes no message and settles its slot', async () => {
  const { owed } = await ready(db, '1', 0);
  expect(await db.digests.owe(owed)).toBe(1);
  expect(await db.digests.owe(owed)).toBeNull();
  expect(await claim(0)).toEqual([]);
});

test('a digest that cannot be written whole is not written at all', async () => {
  const { subscription, owed } = await ready(db, '1', 1);
  const { items, parts } = owed.edition;
  const twice = { ...owed, edition: { parts, items: [...items, ...items] } };
  await expect(db.digests.owe(twice)).rejects.toThrow('UNIQUE');
  expect(await db.deliveries.countByState()).toEqual(new Map());
  expect((await db.subscriptions.find(subscription.id))?.nextSlot).toEqual(FIRST_SLOT);
});

test('a part is claimed with all that is needed to send it', async () => {
  const { subscription, owed } = await ready(db, '1', 2);
  await db.digests.owe(owed);
  expect(await claimOne(0)).toEqual({
    id: 1,
    digest: 1,
    subscription: subscription.id,
    channel: subscription.channel,
    part: { body: '{"story":1}', stories: [1] },
    posting: subscription.posting,
    thread: null,
    number: 1,
    of: 2,
    attempts: 0,
    uncertain: false,
    owedAt: MORNING,
    schedule: { timetable: ORDER.timetable, quietHours: null },
  });
});

test('the parts of a digest go out in order: each waits until those before it are sent or refused', async () => {
  await db.digests.owe((await ready(db, '1', 3)).owed);
  const first = await claimOne(0);
  expect(await claim(1)).toEqual([]);
  await db.deliveries.later(first.id, minutesLater(5), 'slow down');
  expect(await claim(4)).toEqual([]);
  expect(await claimOne(5)).toMatchObject({ number: 1, attempts: 1, uncertain: false });
  await db.deliveries.sent(first.id, { message: 'm1' }, minutesLater(6));
  const second = await claimOne(6);
  expect(second.number).toBe(2);
  await db.deliveries.refused(second.id, 'malformed', 'too long', minutesLater(7));
  const third = await claimOne(7);
  expect(third.number).toBe(3);
  await db.deliveries.sent(third.id, { message: 'm3' }, minutesLater(8));
  expect(await claim(60)).toEqual([]);
  expect(await db.deliveries.countByState()).toEqual(
    new Map([
      ['refused', 1],
      ['sent', 2],
    ]),
  );
});

test('a part whose lease ran out may have arrived', async () => {
  await db.digests.owe((await ready(db, '1', 2)).owed);
  await claimOne(0);
  expect(await claim(1)).toEqual([]);
  expect(await claimOne(2)).toMatchObject({ number: 1, attempts: 1, uncertain: true });
});

test('a part whose answer was lost is looked at again at its time, and stays uncertain through a later try', async () => {
  await db.digests.owe((await ready(db, '1', 1)).owed);
  const part = await claimOne(0);
  await db.deliveries.uncertain(part.id, 'no answer', minutesLater(3));
  expect(await claim(2)).toEqual([]);
  expect(await claimOne(3)).toMatchObject({ attempts: 1, uncertain: true });
  await db.deliveries.later(part.id, minutesLater(4), 'slow down');
  expect(await claimOne(4)).toMatchObject({ attempts: 2, uncertain: true });
});

test('parts given back are as they were, and can be taken at once', async () => {
  await db.digests.owe((await ready(db, '1', 1)).owed);
  const part = await claimOne(0);
  await db.deliveries.release([part.id], null);
  expect(await db.deliveries.countByState()).toEqual(new Map([['owed', 1]]));
  expect(await claimOne(0)).toEqual(part);
  const again = await claimOne(2);
  await db.deliveries.release([part.id], null);
  expect(await db.deliveries.countByState()).toEqual(new Map([['uncertain', 1]]));
  expect(await claimOne(2)).toEqual(again);
});

test('the oldest digest goes first, one part of a channel at a time, for the platforms that are asked for', async () => {
  const { subscription, owed } = await ready(db, '1', 2);
  await db.digests.owe(owed);
  await db.digests.owe(slotDigest(subscription, 1, 3, 1, SECOND_SLOT));
  await db.digests.owe((await ready(db, '2', 1)).owed);
  const late = 2 * 24 * 60;
  expect(await db.deliveries.claim(minutesLater(late), minutesLater(late + 2), 10, ['discord'])).toEqual([]);
  expect(await db.deliveries.claim(minutesLater(late), minutesLater(late + 2), 10, [])).toEqual([]);
  const [first] = await claim(late, 1);
  expect(first).toMatchObject({ digest: 1, number: 1 });
  expect(await claimOne(late)).toMatchObject({ digest: 3 });
  if (first !== undefined) await db.deliveries.sent(first.id, { message: 'm1' }, minutesLater(late));
  expect(await claimOne(late)).toMatchObject({ digest: 1, number: 2 });
});

test('what is told is reserved when owed, kept when sent and released when refused', async () => {
  const channel = await ready(db, '1', 2);
  await db.digests.owe(channel.owed);
  expect(await toldOf(channel)).toEqual({ 1: 1, 2: 1 });
  await db.deliveries.sent((await claimOne(0)).id, { message: 'm1' }, MORNING);
  await db.deliveries.refused((await claimOne(0)).id, 'malformed', 'too long', MORNING);
  expect(await toldOf(channel)).toEqual({ 1: 1 });
});

test('a refused update leaves the story told as it was before', async () => {
  const channel = await ready(db, '1', 1);
  await db.digests.owe(channel.owed);
  await db.deliveries.sent((await claimOne(0)).id, { message: 'm1' }, MORNING);
  await db.digests.owe(slotDigest(channel.subscription, 1, 1, 4, SECOND_SLOT));
  expect(await toldOf(channel)).toEqual({ 1: 4 });
  await db.deliveries.refused((await claimOne(24 * 60)).id, 'gone', 'no such chat', SECOND_SLOT.at);
  expect(await toldOf(channel)).toEqual({ 1: 1 });
});

test('the next part is due when it may be claimed, not while it waits behind another', async () => {
  expect(await db.deliveries.nextDue()).toBeNull();
  const { subscription, owed } = await ready(db, '1', 2);
  await db.digests.owe(owed);
  await db.digests.owe(slotDigest(subscription, 1, 3, 1, { ...FIRST_SLOT, time: '08:30' }));
  expect(await db.deliveries.nextDue()).toEqual(MORNING);
  const part = await claimOne(0);
  expect(await db.deliveries.nextDue()).toEqual(minutesLater(2));
  await db.deliveries.sent(part.id, { message: 'm1' }, minutesLater(1));
  expect(await db.deliveries.nextDue()).toEqual(MORNING);
});

test('messages nobody can tell the fate of are counted by their community and day', async () => {
  const [mine, other] = [await ready(db, '1', 2), await ready(db, '2', 1, 11)];
  for (const { owed } of [mine, other]) await db.digests.owe(owed);
  const at = minutesLater(1);
  for (const part of await claim(0))
    await db.deliveries.sent(part.id, { message: 'm1', isPerhapsTwice: part.channel.address === '1' }, at);
  await db.deliveries.refused((await claimOne(1)).id, 'unsure', 'left', at);
  expect(await db.standing.doubts('telegram:1', MORNING)).toEqual({ perhapsTwice: 1, skipped: 1 });
  expect(await db.standing.doubts('telegram:2', MORNING)).toEqual({ perhapsTwice: 0, skipped: 0 });
  expect(await db.standing.doubts('telegram:1', minutesLater(2))).toEqual({ perhapsTwice: 0, skipped: 0 });
});

test('the thread of a digest is remembered for its further parts', async () => {
  await db.digests.owe((await ready(db, '1', 2)).owed);
  await db.deliveries.sent((await claimOne(0)).id, { message: 'm1', thread: 't1' }, MORNING);
  const second = await claimOne(1);
  expect(second).toMatchObject({ number: 2, thread: 't1' });
  await db.deliveries.sent(second.id, { message: 'm2' }, MORNING);
});
