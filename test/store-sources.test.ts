import { beforeEach, expect, test } from 'vitest';
import { type Database, openDatabase } from '../src/database/open.ts';
import type { Source } from '../src/domain/source.ts';
import { MORNING, minutesLater } from './store-samples.ts';

let db: Database;
beforeEach(async () => {
  db = await openDatabase(':memory:');
});

const use = async (address: string, owner: 'starter' | 'discord:1' | 'telegram:2' = 'starter'): Promise<Source> =>
  (await db.sources.use({ address, title: 'Harbour Post', section: 'World' }, owner, 'discord:9', MORNING)).source;

test('a new source is due at once; a known one is shared', async () => {
  const first = await db.sources.use(
    { address: 'https://a.example/feed', title: 'A', section: null },
    'starter',
    null,
    MORNING,
  );
  const again = await db.sources.use(
    { address: 'https://a.example/feed', title: 'B', section: null },
    'discord:1',
    null,
    minutesLater(5),
  );
  expect([first.isNew, again.isNew]).toEqual([true, false]);
  expect(again.source).toEqual(first.source);
  expect(await db.sources.due(MORNING, 10)).toEqual([first.source]);
  expect(await db.sources.findByAddress('https://a.example/feed')).toEqual(first.source);
  expect(await db.sources.findByAddress('https://b.example/feed')).toBeNull();
});

test('a source nobody uses any more is not polled', async () => {
  const source = await use('https://a.example/feed', 'discord:1');
  await use('https://a.example/feed', 'telegram:2');
  expect(await db.sources.drop(source.id, 'discord:1')).toBe(true);
  expect(await db.sources.due(MORNING, 10)).toHaveLength(1);
  expect(await db.sources.drop(source.id, 'telegram:2')).toBe(true);
  expect(await db.sources.drop(source.id, 'telegram:2')).toBe(false);
  expect(await db.sources.due(MORNING, 10)).toEqual([]);
  expect(await db.sources.count()).toEqual({ all: 0, failing: 0, answered: 0 });
});

test('owners see what they use in the order it was added', async () => {
  const [late, early] = [await use('https://z.example/feed', 'discord:1'), await use('https://a.example/feed')];
  await use('https://m.example/feed', 'telegram:2');
  expect(await db.sources.usedBy(['starter', 'discord:1'])).toEqual([
    { source: late, owner: 'discord:1', by: 'discord:9' },
    { source: early, owner: 'starter', by: 'discord:9' },
  ]);
});

test('all that a poll learns is kept', async () => {
  const source = await use('https://a.example/feed');
  const learnt: Source = {
    ...source,
    address: 'https://a.example/new-feed',
    title: 'Harbour Post, renamed',
    home: 'https://a.example/',
    language: 'de',
    validators: { etag: 'W/"x"', lastModified: 'Mon, 03 Mar 2031 07:00:00 GMT' },
    bodyHash: 'abc',
    hints: { ttlMinutes: 30, updateMinutes: null, skipHours: [1, 2], skipDays: [7] },
    health: {
      failures: 2,
      failingSince: MORNING,
      lastError: 'It answered 500.',
      lastOk: minutesLater(-60),
      notified: minutesLater(1),
    },
    moved: { to: 'https://b.example/feed', times: 2 },
    cadence: { minutes: 12.5, lastNewAt: minutesLater(-90) },
    nextPollAt: minutesLater(15),
    retryAfter: minutesLater(10),
  };
  await db.sources.save(learnt);
  expect(await db.sources.due(minutesLater(14), 10)).toEqual([]);
  expect(await db.sources.due(minutesLater(15), 10)).toEqual([learnt]);
  expect(await db.sources.count()).toEqual({ all: 1, failing: 1, answered: 1 });
});

test('the longest overdue source comes first, and one given up is not asked until it is added again', async () => {
  const [first, second, third] = [
    await use('https://a.example/'),
    await use('https://b.example/'),
    await use('https://c.example/'),
  ];
  await db.sources.save({ ...first, nextPollAt: minutesLater(-1) });
  await db.sources.save({ ...second, nextPollAt: minutesLater(-3) });
  await db.sources.save({ ...third, nextPollAt: minutesLater(-9), state: 'disabled' });
  expect((await db.sources.due(MORNING, 10)).map(({ id }) => id)).toEqual([second.id, first.id]);
  expect((await db.sources.due(MORNING, 1)).map(({ id }) => id)).toEqual([second.id]);
  expect(await use('https://c.example/')).toMatchObject({ id: third.id, state: 'active', nextPollAt: MORNING });
});

test('a source that moves to the address of another gives its readers to that one', async () => {
  const [old, there] = [
    await use('https://old.example/feed', 'discord:1'),
    await use('https://new.example/feed', 'telegram:2'),
  ];
  await use('https://old.example/feed', 'telegram:2');
  await db.sources.save({ ...old, address: 'https://new.example/feed' });
  expect((await db.sources.usedBy(['discord:1', 'telegram:2'])).map(({ source, owner }) => [source.id, owner])).toEqual(
    [
      [there.id, 'discord:1'],
      [there.id, 'telegram:2'],
    ],
  );
  expect(await db.sources.findByAddress('https://old.example/feed')).toMatchObject({ id: old.id, state: 'gone' });
});

test('what is due can be read a page at a time, the longest overdue first', async () => {
  for (const name of ['a', 'b', 'c', 'd', 'e']) await use(`https://${name}.example/feed`);
  const latest = await use('https://e.example/feed');
  await db.sources.save({ ...latest, nextPollAt: minutesLater(-5) });
  const read: string[] = [];
  let last: Source | undefined;
  for (;;) {
    const some = await db.sources.due(MORNING, 2, last);
    if (some.length === 0) break;
    read.push(...some.map(({ address }) => address.slice(8, 9)));
    last = some.at(-1);
  }
  expect(read).toEqual(['e', 'a', 'b', 'c', 'd']);
});

test('hosts that asked for quiet are known until it is over', async () => {
  const source = await use('https://a.example/feed');
  await use('https://b.example/feed');
  const resting = { ...source, retryAfter: minutesLater(30) };
  await db.sources.save(resting);
  expect(await db.sources.resting(minutesLater(10))).toEqual([resting]);
  expect(await db.sources.resting(minutesLater(30))).toEqual([]);
});

test('who added a source is known, each person once, and nobody for one of the install', async () => {
  const draft = { address: 'https://a.example/feed', title: null, section: null };
  const { source } = await db.sources.use(draft, 'starter', null, MORNING);
  expect(await db.sources.addedBy(source.id)).toEqual([]);
  await db.sources.use(draft, 'discord:1', 'discord:9', MORNING);
  await db.sources.use(draft, 'discord:2', 'discord:9', MORNING);
  await db.sources.use(draft, 'telegram:3', 'telegram:8', MORNING);
  expect(await db.sources.addedBy(source.id)).toEqual(['discord:9', 'telegram:8']);
});

test('a source that is taken up again starts as if it had never failed', async () => {
  const source = await use('https://a.example/feed', 'discord:1');
  const health = { failures: 9, failingSince: MORNING, lastError: 'It answered 404.', lastOk: null, notified: MORNING };
  await db.sources.save({ ...source, state: 'disabled', health });
  const revived = await use('https://a.example/feed', 'discord:1');
  expect(revived).toMatchObject({ state: 'active', health: { failures: 0, failingSince: null, lastError: null } });
});
