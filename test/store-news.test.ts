import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../src/database/open.ts';
import type { StoryId } from '../src/domain/ids.ts';
import { articleDraft, MORNING, minutesLater, NEW_STORY } from './store-samples.ts';

test('the news come the latest first, each once, however many stories were last seen in one moment', async () => {
  const db = await openDatabase(':memory:');
  onTestFinished(() => db.close());
  const draft = { address: 'https://a.example/feed', title: null, section: null };
  const { source } = await db.sources.use(draft, 'starter', null, MORNING);
  const drafts = Array.from({ length: 1_200 }, (_, i) => articleDraft(source.id, String(i)));
  const seenAt = new Map<StoryId, number>();
  for (const [i, { id }] of (await db.articles.add(drafts)).entries()) {
    const lastSeen = minutesLater(i % 3);
    const story = await db.stories.gather({ article: id, reprintOf: null, story: { ...NEW_STORY, lastSeen } });
    seenAt.set(story, lastSeen.getTime());
  }
  const expected = [...seenAt].sort(([a, at], [b, other]) => other - at || b - a).map(([id]) => id);
  const idsOf = async (limit: number, since = MORNING) =>
    (await db.stories.newsSince(since, limit)).map(({ id }) => id);
  expect(await idsOf(5_000)).toEqual(expected);
  expect(await idsOf(1_000)).toEqual(expected.slice(0, 1_000));
  expect(await idsOf(5_000, minutesLater(2))).toEqual(expected.slice(0, 400));
});

test('an older story that was put right since is among the news, behind what came in since', async () => {
  const db = await openDatabase(':memory:');
  onTestFinished(() => db.close());
  const draft = { address: 'https://a.example/feed', title: null, section: null };
  const { source } = await db.sources.use(draft, 'starter', null, MORNING);
  const articles = await db.articles.add(['old', 'older', 'new'].map((key) => articleDraft(source.id, key)));
  const seen = [{ lastSeen: minutesLater(-60) }, { lastSeen: minutesLater(-90), amendedAt: minutesLater(1) }, {}];
  const ids: StoryId[] = [];
  for (const [i, { id }] of articles.entries())
    ids.push(await db.stories.gather({ article: id, reprintOf: null, story: { ...NEW_STORY, ...seen[i] } }));
  expect((await db.stories.newsSince(MORNING, 10)).map(({ id }) => id)).toEqual([ids[2], ids[1]]);
});
