import { beforeEach, expect, test } from 'vitest';
import { createTimekeeper } from '../src/app/timekeeper.ts';
import { type Database, openDatabase } from '../src/database/open.ts';
import type { Happening } from '../src/domain/happening.ts';
import type { StoryId } from '../src/domain/ids.ts';
import { FIRST_SLOT, MORNING, minutesLater, ORDER, place, ready, SECOND_SLOT } from './store-samples.ts';

let db: Database;
beforeEach(async () => {
  db = await openDatabase(':memory:');
});

const happenings: Happening[] = [];

/** A process with these rules, whose clock the test turns. */
function start(zoneData = '2031a', now = MORNING) {
  happenings.length = 0;
  const time = { now };
  const report = (happening: Happening): void => void happenings.push(happening);
  const timekeeper = createTimekeeper({ ...db, zoneData, report, clock: () => time.now });
  return async (at: Date): Promise<void> => {
    time.now = at;
    await timekeeper.keepTime();
  };
}

const order = (change: Partial<typeof ORDER> = {}, address = '1') =>
  db.subscriptions.add(place(address), { ...ORDER, ...change });

test('when a start finds other rules of zones, every active subscription has its slot reckoned anew, once', async () => {
  await start('2031a')(minutesLater(-600));
  const wrong = { ...FIRST_SLOT, at: minutesLater(60) };
  const { id } = await order({ nextSlot: wrong });
  const late = await order({ nextSlot: wrong }, '2');
  await start('2031a')(minutesLater(-30));
  expect(await db.subscriptions.find(id)).toMatchObject({ nextSlot: wrong });
  await start('2031b')(minutesLater(-30));
  expect(await db.subscriptions.find(id)).toMatchObject({ nextSlot: FIRST_SLOT });
  expect(await db.subscriptions.find(late.id)).toMatchObject({ nextSlot: FIRST_SLOT });
  expect(happenings).toContainEqual({ event: 'slots-reckoned', why: 'zones', moved: 2 });
  await start('2031b')(minutesLater(-20));
  expect(happenings).toEqual([]);
});

test('a slot that has passed by the new rules is owed at once, and one that was told is not told again', async () => {
  await start('2031a')(minutesLater(-600));
  const passed = await order({ nextSlot: { ...FIRST_SLOT, at: minutesLater(60) } });
  const { subscription, owed } = await ready(db, '2', 1);
  await db.digests.owe({ ...owed, nextSlot: { ...SECOND_SLOT, at: new Date(SECOND_SLOT.at.getTime() + 3_600_000) } });
  await start('2031b')(minutesLater(10));
  expect(await db.subscriptions.find(passed.id)).toMatchObject({ nextSlot: FIRST_SLOT });
  expect(await db.subscriptions.find(subscription.id)).toMatchObject({ nextSlot: SECOND_SLOT });
});

test('a clock that ran ahead and is set back leaves no gap: the slots that were not told come at their time', async () => {
  const keep = start();
  await keep(MORNING);
  const { subscription, owed } = await ready(db, '1', 1);
  await db.digests.owe({
    ...owed,
    nextSlot: { at: new Date('2032-05-01T08:00:00Z'), date: '2032-05-01', time: '08:00' },
  });
  await keep(new Date('2032-04-30T12:00:00Z'));
  await keep(minutesLater(60));
  expect(happenings.at(-1)).toEqual({ event: 'slots-reckoned', why: 'clock', moved: 1 });
  expect(await db.subscriptions.find(subscription.id)).toMatchObject({ nextSlot: SECOND_SLOT });
});

test('also where the clock was set back while nothing ran', async () => {
  const { subscription, owed } = await ready(db, '1', 1);
  const ahead = new Date('2032-04-30T12:00:00Z');
  await db.digests.owe({ ...owed, at: ahead, nextSlot: { at: ahead, date: '2032-04-30', time: '08:00' } });
  await start()(minutesLater(60));
  expect(await db.subscriptions.find(subscription.id)).toMatchObject({ nextSlot: SECOND_SLOT });
});

test('a pause ends by itself with the next slot after its end, also when that end came in a downtime', async () => {
  const { id } = await order({ nextSlot: SECOND_SLOT });
  await db.subscriptions.pause(id, null, minutesLater(120));
  const keep = start();
  await keep(minutesLater(119));
  expect(await db.subscriptions.find(id)).toMatchObject({ state: 'paused', pausedUntil: minutesLater(120) });
  await keep(new Date('2031-03-09T12:00:00Z'));
  expect(await db.subscriptions.find(id)).toMatchObject({ state: 'active', pausedUntil: null, nextSlot: SECOND_SLOT });
  expect(happenings).toContainEqual({ event: 'resumed', subscription: id });
});

test('a subscription that ended can be taken back for a minute, with all that it was', async () => {
  const { subscription, owed } = await ready(db, '1', 1);
  const other = await order({}, '1');
  await db.digests.owe(owed);
  const [part] = await db.deliveries.claim(MORNING, minutesLater(2), 10, ['telegram']);
  if (part !== undefined) await db.deliveries.sent(part.id, { message: 'm1' }, MORNING);
  const before = await db.subscriptions.ofCommunity('telegram:1');
  const keep = start();
  expect(await db.subscriptions.end(subscription.id, MORNING)).toBe(true);
  await keep(minutesLater(1));
  expect(await db.subscriptions.ofCommunity('telegram:1')).toEqual([other]);
  expect(await db.subscriptions.count()).toBe(1);
  expect(await db.subscriptions.due(minutesLater(9999), 10, ['telegram'])).toEqual([other]);
  expect(await db.subscriptions.takeBack('telegram:1', subscription.id, MORNING)).toEqual(before[0]);
  expect(await db.subscriptions.ofCommunity('telegram:1')).toEqual(before);
  expect(await db.digests.owe(owed)).toBeNull();
  expect(await db.digests.toldVersions(subscription.channel.id, [1 as StoryId])).toEqual(new Map([[1, 1]]));
  await db.subscriptions.end(subscription.id, MORNING);
  await keep(minutesLater(2));
  expect(await db.subscriptions.takeBack('telegram:1', null, MORNING)).toBeNull();
  expect(await db.digests.toldVersions(subscription.channel.id, [1 as StoryId])).toEqual(new Map([[1, 1]]));
});

test('of two who change a subscription as they saw it the second changes nothing', async () => {
  const { id, revision } = await order();
  expect(await db.subscriptions.change(id, revision, { size: 5 })).toBe(true);
  expect(await db.subscriptions.change(id, revision, { size: 7, quiet: 'line' })).toBe(false);
  expect(await db.subscriptions.find(id)).toMatchObject({ size: 5, quiet: 'skip', revision: revision + 1 });
});
