import { beforeEach, expect, test } from 'vitest';
import { type Database, openDatabase } from '../src/database/open.ts';
import type { Article } from '../src/domain/article.ts';
import type { SourceId, StoryId } from '../src/domain/ids.ts';
import { articleDraft, MORNING, minutesLater, NEW_STORY } from './store-samples.ts';

let db: Database;
let source: SourceId;
beforeEach(async () => {
  db = await openDatabase(':memory:');
  source = await newSource('https://harbour.example/feed');
});

async function newSource(address: string): Promise<SourceId> {
  return (await db.sources.use({ address, title: null, section: null }, 'starter', null, MORNING)).source.id;
}

const add = (...keys: readonly string[]): Promise<readonly Article[]> =>
  db.articles.add(keys.map((key) => articleDraft(source, key)));
const gather = (article: Article, id: StoryId | null = null): Promise<StoryId> =>
  db.stories.gather({ article: article.id, reprintOf: null, story: { ...NEW_STORY, id } });

test('an entry is stored once, however often and by however many polls it is brought', async () => {
  const added = await add('one', 'two', 'one');
  expect(added.map(({ entryKey }) => entryKey)).toEqual(['one', 'two']);
  expect(added[0]).toEqual({ ...articleDraft(source, 'one'), id: 1, reprintOf: null, storyId: null });
  expect((await add('two', 'three')).map(({ entryKey }) => entryKey)).toEqual(['three']);
  expect(await db.articles.count()).toBe(3);
});

test('two sources may use the same entry key', async () => {
  const other = await newSource('https://quay.example/feed');
  await add('one');
  expect(await db.articles.add([articleDraft(other, 'one')])).toHaveLength(1);
});

test('a thousand entries are stored in one go and read back as they were', async () => {
  const keys = Array.from({ length: 1000 }, (_, index) => `entry ${index}`);
  const added = await add(...keys);
  expect(added.map(({ entryKey }) => entryKey)).toEqual(keys);
  expect(await add(...keys)).toEqual([]);
  expect(await db.articles.ungathered(2000)).toEqual(added);
});

test('nothing of a batch is stored when one of it cannot be', async () => {
  const batch = [
    ...Array.from({ length: 300 }, (_, index) => articleDraft(source, `${index}`)),
    articleDraft(99 as SourceId, 'x'),
  ];
  await expect(db.articles.add(batch)).rejects.toThrow('FOREIGN KEY');
  expect(await db.articles.count()).toBe(0);
});

test('an article waits until a story holds it', async () => {
  const [one, two, three] = (await add('one', 'two', 'three')) as [Article, Article, Article];
  const story = await gather(one);
  await db.stories.gather({ article: two.id, reprintOf: one.id, story: { ...NEW_STORY, id: story, version: 2 } });
  expect((await db.articles.ungathered(10)).map(({ id }) => id)).toEqual([three.id]);
  expect(await db.articles.ofStories([story])).toEqual([
    { ...one, storyId: story },
    { ...two, storyId: story, reprintOf: one.id },
  ]);
  expect(await db.stories.find([story])).toEqual([{ ...NEW_STORY, id: story, version: 2 }]);
});

test('gathered articles are read again a page at a time', async () => {
  const old = (await db.articles.add([articleDraft(source, 'old', { seenAt: minutesLater(-90) })])) as [Article];
  const fresh = await add('1', '2', '3', '4');
  for (const article of [...old, ...fresh.slice(0, 3)]) await gather(article);
  const first = await db.articles.gatheredSince(minutesLater(-60), null, 2);
  expect(first.map(({ entryKey }) => entryKey)).toEqual(['1', '2']);
  const second = await db.articles.gatheredSince(minutesLater(-60), first[1]?.id ?? null, 2);
  expect(second.map(({ entryKey }) => entryKey)).toEqual(['3']);
});

test("a story's articles come earliest first", async () => {
  const [one, two] = (await db.articles.add([
    articleDraft(source, 'late'),
    articleDraft(source, 'early', { publishedAt: minutesLater(-5) }),
  ])) as [Article, Article];
  const story = await gather(one);
  await gather(two, story);
  expect((await db.articles.ofStories([story])).map(({ entryKey }) => entryKey)).toEqual(['early', 'late']);
});

test('what was read lately is counted by article and by source', async () => {
  const other = await newSource('https://quay.example/feed');
  await add('1', '2');
  await db.articles.add([articleDraft(other, '1'), articleDraft(other, 'old', { seenAt: minutesLater(-90) })]);
  expect(await db.articles.coverageSince(minutesLater(-60))).toEqual({ articles: 3, sources: 2 });
});

test('news is read latest first, and what is stale is left out', async () => {
  const articles = await add('1', '2', '3', '4');
  const change = [{}, { lastSeen: minutesLater(5) }, { isNews: false }, { lastSeen: minutesLater(-90) }];
  const ids = await Promise.all(
    articles.map((article, index) =>
      db.stories.gather({ article: article.id, reprintOf: null, story: { ...NEW_STORY, ...change[index] } }),
    ),
  );
  expect((await db.stories.newsSince(minutesLater(-60), 10)).map(({ id }) => id)).toEqual([ids[1], ids[0]]);
  expect(await db.stories.newsSince(minutesLater(-60), 1)).toHaveLength(1);
  expect((await db.stories.find([...ids].reverse())).map(({ id }) => id)).toEqual([...ids].reverse());
});

test('an article that cannot be filed leaves no story behind', async () => {
  const [article] = (await add('one')) as [Article];
  await expect(gather(article, 77 as StoryId)).rejects.toThrow('There is no story 77');
  expect(await db.articles.ungathered(1)).toHaveLength(1);
});
