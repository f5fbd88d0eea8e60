import { afterEach, beforeEach, expect, test } from 'vitest';
import { createGatherer, type Gatherer } from '../src/app/gather.ts';
import { type Database, openDatabase } from '../src/database/open.ts';
import type { Article } from '../src/domain/article.ts';
import type { Happening } from '../src/domain/happening.ts';
import type { StoryId } from '../src/domain/ids.ts';
import { createStoryIndex } from '../src/story/gather.ts';
import { articleDraft, MORNING, minutesLater, ready } from './store-samples.ts';

interface Words {
  readonly headline: string;
  readonly text: string;
}

/** Thin: a name nobody else has yet. */
const THIN: Words = { headline: 'Crane topples on Halmora ferry', text: '' };
const RESCUE: Words = {
  headline: 'Forty passengers rescued in Port Elin harbour',
  text: 'Pilot boats brought forty passengers ashore in Port Elin harbour after an accident at the pier on Monday, mayor Ludo Prent said. Nobody was killed, and the harbour stays closed until Thursday.',
};
/** Shows that both tell the same event. */
const FULL: Words = {
  headline: 'Port Elin harbour closed after crane topples on ferry',
  text: 'A crane toppled on the ferry Halmora at the pier of Port Elin on Monday. Pilot boats brought forty passengers ashore, and the harbour stays closed until Thursday, mayor Ludo Prent said.',
};
const BEES: Words = {
  headline: 'Bees return to the botanical garden',
  text: 'After a lean winter gardeners count nine hives.',
};

let db: Database;
let gatherer: Gatherer;
let now: Date;
let happened: Happening[];
beforeEach(async () => {
  db = await openDatabase(':memory:');
  now = MORNING;
  happened = [];
  gatherer = start();
});
afterEach(() => db.close());

/** A gatherer as after a start of the program: it knows what the database knows. */
function start(): Gatherer {
  return createGatherer({ ...db, report: (each) => void happened.push(each), clock: () => now });
}

/** Articles as so many outlets tell them at this instant, and what gathering makes of them. */
async function gather(...told: readonly Words[]): Promise<readonly Article[]> {
  const added: Article[] = [];
  for (const words of told) added.push(...(await store(words)));
  await gatherer.gatherNew();
  return added;
}

async function store(words: Words): Promise<readonly Article[]> {
  const outlet = await db.articles.count();
  const { source } = await db.sources.use(
    { address: `https://outlet${outlet}.example/feed`, title: null, section: null },
    'starter',
    null,
    now,
  );
  const change = { ...words, publisher: `Outlet ${outlet}`, address: null, publishedAt: now, seenAt: now };
  return await db.articles.add([articleDraft(source.id, `entry ${outlet}`, change)]);
}

/** The stories of all articles, in the order of the articles. */
async function stories(): Promise<readonly (StoryId | null)[]> {
  return (await db.articles.gatheredSince(new Date(0), null, 1000)).map(({ storyId }) => storyId);
}

test('an article that stood alone joins a better story when a fuller one shows that it belongs there', async () => {
  await gather(THIN, BEES, RESCUE);
  expect(await stories()).toEqual([1, 2, 3]);
  const before = await db.stories.find([2 as StoryId]);
  now = minutesLater(20);
  await gather(FULL);
  expect(await stories()).toEqual([3, 2, 3, 3]);
  expect(await db.stories.find([1 as StoryId])).toEqual([]);
  expect(await db.stories.find([2 as StoryId])).toEqual(before);
  const [story] = await db.stories.find([3 as StoryId]);
  expect(story).toMatchObject({ firstSeen: MORNING, lastSeen: now, isNews: true });
  expect(story?.publishers).toEqual(['Outlet 0', 'Outlet 2', 'Outlet 3']);
  expect(happened).toContainEqual({ event: 'joined', from: 1, story: 3 });
});

test('its reprints go with it, and what reprints it later goes there too', async () => {
  await gather(THIN, THIN, RESCUE);
  expect(await stories()).toEqual([1, 1, 2]);
  now = minutesLater(20);
  await gather(FULL);
  await gather(THIN);
  expect(await stories()).toEqual([2, 2, 2, 2, 2]);
});

test.each([
  ['its own story', 1],
  ['the better story', 2],
])('it stays where it is when a channel is owed %s', async (_, owed) => {
  await gather(THIN, RESCUE);
  await db.digests.owe((await ready(db, '1', 1, owed)).owed);
  now = minutesLater(20);
  await gather(FULL);
  expect(await stories()).toEqual([1, 2, 2]);
  await gather(BEES);
  expect(await stories()).toEqual([1, 2, 2, 3]);
});

test.each([
  ['only it', 1],
  ['both', 2],
])(
  'a digest of %s that was made before it joined, and is owed after, tells the story it joined once',
  async (_, parts) => {
    await gather(THIN, RESCUE);
    const { owed, subscription } = await ready(db, '1', parts, 1);
    now = minutesLater(20);
    await gather(FULL);
    expect(await stories()).toEqual([2, 2, 2]);
    await db.digests.owe(owed);
    const [joined] = await db.stories.find([2 as StoryId]);
    expect(await db.digests.toldVersions(subscription.channel.id, [1, 2] as StoryId[])).toEqual(
      new Map([[2, joined?.version]]),
    );
    const sent = await db.deliveries.claim(now, minutesLater(21), 9, ['telegram']);
    expect(sent.map(({ part }) => part.stories)).toEqual([[2]]);
  },
);

test('it stays when its story was told', async () => {
  await gather(THIN, RESCUE);
  await db.digests.owe((await ready(db, '1', 1, 1)).owed);
  const [part] = await db.deliveries.claim(now, minutesLater(1), 1, ['telegram']);
  if (part === undefined) throw new Error('There is no part to send.');
  await db.deliveries.sent(part.id, { message: '77' }, now);
  now = minutesLater(20);
  await gather(FULL);
  expect(await stories()).toEqual([1, 2, 2]);
});

test('an article seen more than an hour ago stays where it is', async () => {
  await gather(THIN, RESCUE);
  now = minutesLater(61);
  await gather(FULL);
  expect(await stories()).toEqual([1, 2, 2]);
});

test('after a restart stories are as they were, and what came meanwhile still ties an article to its better story', async () => {
  await gather(THIN, RESCUE, BEES);
  gatherer = start();
  now = minutesLater(20);
  await gather(FULL);
  const after = await stories();
  expect(after).toEqual([2, 2, 3, 2]);
  const told = await db.stories.find([2, 3] as StoryId[]);
  for (let run = 0; run < 2; run++) {
    gatherer = start();
    await gatherer.gatherNew();
    expect(await stories()).toEqual(after);
    expect(await db.stories.find([2, 3] as StoryId[])).toEqual(told);
  }
});

test('the id of a story that ended is given to no other', async () => {
  await gather(RESCUE, THIN);
  await gather(FULL);
  expect(await stories()).toEqual([1, 1, 1]);
  await gather(BEES);
  expect(await stories()).toEqual([1, 1, 1, 3]);
});

test('one run compares two hundred stories, and the next goes on with the others', async () => {
  const strangers = Array.from({ length: 401 }, (_, id) => ({ headline: `Zq${id}x yv${id}x`, text: '' }));
  await gather(THIN, RESCUE, ...strangers);
  await gather(FULL);
  expect((await stories())[0]).toBe(1);
  await gatherer.gatherNew();
  expect((await stories())[0]).toBe(2);
});

test('a story that joined another weighs in it as if its article had been filed there', () => {
  const [joined, filed] = [createStoryIndex(), createStoryIndex()];
  const tell = (id: number, words: Words) => ({
    ...{ ...words, id, address: null, source: id, language: 'en', at: minutesLater(id) },
  });
  for (const [index, own] of [
    [joined, 1],
    [filed, 2],
  ] as const) {
    index.file(tell(1, THIN), null, own);
    index.file(tell(2, THIN), 1, own);
    index.file(tell(3, RESCUE), null, 2);
    index.file(tell(4, FULL), null, 2);
  }
  expect(joined.elsewhere(2)).toBeNull();
  joined.join(1, 2);
  expect(joined.size).toBe(filed.size);
  expect(joined.headlineOf(2)).toBe(filed.headlineOf(2));
  const probe = tell(9, { headline: 'Halmora ferry hit by toppled crane in Port Elin', text: '' });
  const [found, expected] = [joined.find(probe, null), filed.find(probe, null)];
  expect(found.story).toBe(2);
  expect(found.story).toBe(expected.story);
  expect(found.likeness).toBeCloseTo(expected.likeness, 6);
  expect(joined.find(tell(10, BEES), 2).story).toBe(2);
});
