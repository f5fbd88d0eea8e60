import { readFileSync } from 'node:fs';
import { CompiledQuery, Kysely, type LogEvent } from 'kysely';
import { beforeEach, expect, test } from 'vitest';
import { migrate } from '../src/database/migrations.ts';
import { type Database, openDatabase } from '../src/database/open.ts';
import type { Tables } from '../src/database/rows.ts';
import { newTable, sqliteDialect } from '../src/database/sqlite.ts';
import { Subscriptions } from '../src/database/subscriptions.ts';
import type { StoryId, SubscriptionId } from '../src/domain/ids.ts';
import { FIRST_SLOT, MORNING, minutesLater, ORDER, place, ready, SECOND_SLOT } from './store-samples.ts';

let db: Database;
beforeEach(async () => {
  db = await openDatabase(':memory:');
});

test('a subscription is read back as it was ordered', async () => {
  const made = await db.subscriptions.add(place('1'), ORDER);
  expect(made).toEqual({ ...ORDER, id: 1, revision: 0, channel: { id: 1, ...place('1') } });
  expect(await db.subscriptions.find(made.id)).toEqual(made);
  expect(await db.subscriptions.find(99 as SubscriptionId)).toBeNull();
  expect(await db.subscriptions.ofCommunity('telegram:1')).toEqual([made]);
  expect(await db.subscriptions.count()).toBe(1);
});

test('two subscriptions of one place share its channel, under the name last heard', async () => {
  await db.subscriptions.add(place('1'), ORDER);
  await db.subscriptions.add({ ...place('1'), name: 'Renamed' }, ORDER);
  await db.subscriptions.add({ ...place('1'), name: null }, ORDER);
  const channels = (await db.subscriptions.ofCommunity('telegram:1')).map(({ channel }) => channel);
  expect(channels).toEqual(Array.from({ length: 3 }, () => ({ ...place('1'), id: 1, name: 'Renamed' })));
});

test('a paused subscription is not due until it is taken up again', async () => {
  const { id } = await db.subscriptions.add(place('1'), ORDER);
  await db.subscriptions.pause(id, 'The bot may not write there.');
  expect(await db.subscriptions.due(minutesLater(60), 10, ['telegram'])).toEqual([]);
  expect(await db.subscriptions.find(id)).toMatchObject({ state: 'paused', pausedWhy: 'The bot may not write there.' });
  await db.subscriptions.resume(id, SECOND_SLOT);
  expect(await db.subscriptions.due(minutesLater(60), 10, ['telegram'])).toEqual([]);
  expect(await db.subscriptions.due(SECOND_SLOT.at, 10, ['discord', 'telegram'])).toMatchObject([
    { id, state: 'active', pausedWhy: null, nextSlot: SECOND_SLOT },
  ]);
});

test('subscriptions of platforms that are away wait', async () => {
  await db.subscriptions.add(place('1'), ORDER);
  expect(await db.subscriptions.due(MORNING, 10, ['discord'])).toEqual([]);
  expect(await db.subscriptions.due(MORNING, 10, [])).toEqual([]);
  expect(await db.subscriptions.due(MORNING, 10, ['telegram'])).toHaveLength(1);
});

test('a subscription that ends takes back what is not sent yet; what was told stays told', async () => {
  const { subscription, owed } = await ready(db, '1', 3);
  await db.digests.owe(owed);
  const [first] = await db.deliveries.claim(MORNING, minutesLater(2), 10, ['telegram']);
  if (first !== undefined) await db.deliveries.sent(first.id, { message: 'm1' }, MORNING);
  expect(await db.subscriptions.end(subscription.id, MORNING)).toBe(true);
  expect(await db.subscriptions.end(subscription.id, MORNING)).toBe(false);
  expect(await db.deliveries.claim(minutesLater(9), minutesLater(11), 10, ['telegram'])).toEqual([]);
  expect(await db.deliveries.countByState()).toEqual(
    new Map([
      ['sent', 1],
      ['refused', 2],
    ]),
  );
  expect(await db.digests.toldVersions(subscription.channel.id, [1, 2, 3] as StoryId[])).toEqual(new Map([[1, 1]]));
});

test('a part that is on its way when its subscription ends is not sent again, and counts as told', async () => {
  const { subscription, owed } = await ready(db, '1', 1);
  await db.digests.owe(owed);
  const [part] = await db.deliveries.claim(MORNING, minutesLater(2), 10, ['telegram']);
  await db.subscriptions.end(subscription.id, MORNING);
  if (part !== undefined) await db.deliveries.later(part.id, minutesLater(1), 'slow down');
  expect(await db.deliveries.claim(minutesLater(9), minutesLater(11), 10, ['telegram'])).toEqual([]);
  expect(await db.digests.toldVersions(subscription.channel.id, [1 as StoryId])).toEqual(new Map([[1, 1]]));
});

test('a digest composed for a subscription that has ended is not owed', async () => {
  const { subscription, owed } = await ready(db, '1', 1);
  await db.subscriptions.end(subscription.id, MORNING);
  expect(await db.digests.owe(owed)).toBeNull();
  expect(await db.deliveries.nextDue()).toBeNull();
});

test('a group that moves takes its subscriptions, its sources and its parts along', async () => {
  const { subscription, owed } = await ready(db, '1', 1);
  await db.sources.use({ address: 'https://a.example/feed', title: null, section: null }, 'telegram:1', null, MORNING);
  await db.digests.owe(owed);
  await db.subscriptions.move(place('1'), place('-100'));
  expect(await db.subscriptions.ofCommunity('telegram:1')).toEqual([]);
  expect(await db.subscriptions.ofCommunity('telegram:-100')).toMatchObject([
    { id: subscription.id, channel: { address: '-100', name: 'Channel 1' } },
  ]);
  expect(await db.sources.usedBy(['telegram:1'])).toEqual([]);
  expect(await db.sources.usedBy(['telegram:-100'])).toHaveLength(1);
  expect(await db.deliveries.claim(MORNING, minutesLater(2), 1, ['telegram'])).toMatchObject([
    { channel: { address: '-100' } },
  ]);
});

test('a group that moves to a place known already becomes one channel with it, which remembers what both were told', async () => {
  const [old, there] = [await ready(db, '1', 1, 11), await ready(db, '-100', 1, 22)];
  for (const { owed } of [old, there]) await db.digests.owe({ ...owed, nextSlot: FIRST_SLOT });
  await db.subscriptions.move(place('1'), place('-100'));
  const channel = there.subscription.channel;
  expect((await db.subscriptions.ofCommunity('telegram:-100')).map((each) => each.channel)).toEqual([channel, channel]);
  expect(await db.digests.toldVersions(channel.id, [11, 22] as StoryId[])).toEqual(
    new Map([
      [11, 1],
      [22, 1],
    ]),
  );
  expect(await db.deliveries.claim(MORNING, minutesLater(2), 1, ['telegram'])).toMatchObject([
    { part: { stories: [11] }, channel },
  ]);
});

test('all that is kept by a community’s name moves with it, and what is there already stays', async () => {
  await db.subscriptions.add(place('1'), ORDER);
  const [from, to] = ['telegram:1', 'telegram:-100'] as const;
  for (const community of [from, to])
    await db.topics.save({ community, name: 'Coast', query: `coast ${community}` }, 9);
  await db.topics.save({ community: from, name: 'Mills', query: 'mill' }, 9);
  const mute = { kind: 'word', value: 'storm', label: 'storm', until: minutesLater(60) } as const;
  await db.mutes.add({ ...mute, community: from }, MORNING, 9);
  await db.subscriptions.move(place('1'), place('-100'));
  expect((await db.topics.ofCommunities([to])).map(({ query }) => query)).toEqual(['coast telegram:-100', 'mill']);
  expect(await db.topics.ofCommunities([from])).toEqual([]);
  expect(await db.mutes.ofCommunities([to], MORNING)).toMatchObject([{ value: 'storm' }]);
});

test('every table that names a community is known to the move of one', async () => {
  const raw = new Kysely<Tables>({ dialect: sqliteDialect(':memory:') });
  await migrate(raw, newTable);
  const tables = await raw.introspection.getTables();
  const naming = tables.filter(({ columns }) => columns.some(({ name }) => name === 'community' || name === 'owner'));
  const source = readFileSync('src/database/channels.ts', 'utf8');
  expect(naming.map(({ name }) => name).filter((name) => !source.includes(`'${name}'`))).toEqual([]);
});

test('a move from a place nobody knows changes nothing', async () => {
  const made = await db.subscriptions.add(place('1'), ORDER);
  await db.subscriptions.move(place('2'), place('1'));
  expect(await db.subscriptions.find(made.id)).toEqual(made);
});

test('of ten thousand subscriptions the due ones are found by an index, the longest overdue first', async () => {
  const asked: LogEvent[] = [];
  const raw = new Kysely<Tables>({ dialect: sqliteDialect(':memory:'), log: (event) => void asked.push(event) });
  await migrate(raw, newTable);
  const subscriptions = new Subscriptions(raw);
  const { id, channel } = await subscriptions.add(place('1'), { ...ORDER, nextSlot: SECOND_SLOT });
  const { id: _, ...row } = await raw
    .selectFrom('subscriptions')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  for (let hundred = 0; hundred < 100; hundred += 1) {
    const next_slot_at = minutesLater(hundred === 7 ? -20 : hundred === 42 ? -10 : hundred + 1).getTime();
    const quiet = Array.from({ length: 99 }, () => row);
    await raw
      .insertInto('subscriptions')
      .values([...quiet, { ...row, next_slot_at }])
      .execute();
  }
  asked.length = 0;
  const due = await subscriptions.due(MORNING, 100, ['telegram']);
  expect(due.map(({ nextSlot }) => nextSlot.at)).toEqual([minutesLater(-20), minutesLater(-10)]);
  expect(due.map((each) => each.channel)).toEqual([channel, channel]);
  const query = asked[0]?.query;
  const { rows } = await raw.executeQuery<{ detail: string }>(
    CompiledQuery.raw(`explain query plan ${query?.sql}`, [...(query?.parameters ?? [])]),
  );
  expect(rows.map(({ detail }) => detail)).toEqual([
    'SEARCH subscription USING INDEX subscriptions_due (state=? AND next_slot_at<?)',
    'SEARCH channel USING INTEGER PRIMARY KEY (rowid=?)',
  ]);
});
