import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { type Database, openDatabase } from '../src/database/open.ts';
import type { Item } from '../src/domain/digest.ts';
import type { StoryId } from '../src/domain/ids.ts';
import { articleDraft, FIRST_SLOT, MORNING, NEW_STORY, ORDER, place, SECOND_SLOT } from './store-samples.ts';
import { testFolder } from './support/bot.ts';

async function open(): Promise<Database> {
  const db = await openDatabase(':memory:');
  onTestFinished(() => db.close());
  return db;
}

const FRAME = {
  zone: 'Europe/Berlin',
  language: 'en',
  topics: ['ferry'],
  coverage: { articles: 9, sources: 2, stories: 5, silent: 0 },
};

function itemOf(story: number, change: Partial<Item> = {}): Item {
  return {
    ...{ story: story as StoryId, version: 1, headline: `Ferry ${story} sails`, link: null },
    ...{ summary: 'It sails at dawn.', by: 'extractive', publishers: ['Harbour Post'], sections: [] },
    ...{ image: null, language: 'en' },
    ...change,
  };
}

/** Owes a channel a digest of these items. */
async function tell(db: Database, address: string, items: readonly Item[], cut: readonly number[] = []) {
  const { channel, id } = await db.subscriptions.add(place(address), ORDER);
  const passed = { cut: cut as StoryId[], known: [], muted: [] };
  const told = items.map((item) => ({ story: item.story, version: item.version, item }));
  const parts = items.map(({ story }) => ({ body: '{}', stories: [story] }));
  const slots = { slot: FIRST_SLOT, nextSlot: SECOND_SLOT };
  const edition = { items: told, passed, parts, frame: FRAME };
  const digest = await db.digests.owe({ subscription: id, channel, kind: 'slot', ...slots, edition, at: MORNING });
  if (digest === null) throw new Error('The digest was not owed.');
  return digest;
}

test('a digest is found again as it was told, in its order, with what found no room', async () => {
  const db = await open();
  const items = [itemOf(7, { update: ['It sank.'] }), itemOf(3)];
  const id = await tell(db, '1', items, [9, 8]);
  const past = await db.archive.find('telegram:1', id);
  expect(past).toMatchObject({ id, at: MORNING, frame: FRAME, cut: [9, 8], channel: { name: 'Channel 1' } });
  expect(past?.stories.map(({ number, item }) => [number, item])).toEqual([
    [1, items[0]],
    [2, items[1]],
  ]);
});

test('another community does not find it', async () => {
  const db = await open();
  const id = await tell(db, '1', [itemOf(1)]);
  expect(await db.archive.find('telegram:2', id)).toBeNull();
});

test('one wording is kept once however many channels are told it, also by another batch', async () => {
  const path = join(testFolder(), 'news.db');
  const db = await openDatabase(`file:${path}`);
  const shared = itemOf(1);
  const first = await tell(db, '1', [shared]);
  const second = await tell(db, '2', [shared, itemOf(2)]);
  const third = await tell(db, '3', [{ ...shared }]);
  const [one, two, three] = await Promise.all([
    db.archive.find('telegram:1', first),
    db.archive.find('telegram:2', second),
    db.archive.find('telegram:3', third),
  ]);
  expect([one, two, three].map((past) => past?.stories[0]?.item)).toEqual([shared, shared, shared]);
  await db.close();
  const file = new DatabaseSync(path);
  expect(file.prepare('SELECT count(*) AS count FROM tellings').get()).toEqual({ count: 2 });
  file.close();
});

test('a digest is found by the message that bears it', async () => {
  const db = await open();
  const id = await tell(db, '1', [itemOf(1)]);
  const [part] = await db.deliveries.claim(MORNING, new Date(MORNING.getTime() + 60_000), 1, ['telegram']);
  if (part === undefined) throw new Error('No part was claimed.');
  await db.deliveries.sent(part.id, { message: '4711' }, MORNING);
  expect(await db.archive.ofMessage(place('1'), '4711')).toBe(id);
  expect(await db.archive.ofMessage(place('1'), '4712')).toBeNull();
  expect(await db.archive.ofMessage(place('2'), '4711')).toBeNull();
  expect(await db.archive.latest(place('1'))).toBe(id);
  expect(await db.archive.latest(place('2'))).toBeNull();
});

test('a story that found no room is the one it has joined since', async () => {
  const db = await open();
  const draft = { address: 'https://harbour.example/feed', title: null, section: null };
  const { source } = await db.sources.use(draft, 'starter', null, MORNING);
  const stories: StoryId[] = [];
  for (const article of await db.articles.add(['a', 'b', 'c'].map((key) => articleDraft(source.id, key))))
    stories.push(await db.stories.gather({ article: article.id, reprintOf: null, story: NEW_STORY }));
  const [told = 0, from = 0, into = 0] = stories as readonly number[];
  const id = await tell(db, '1', [itemOf(told)], [from, into]);
  await db.stories.join({ from: from as StoryId, story: { ...NEW_STORY, id: into as StoryId } });
  expect((await db.archive.find('telegram:1', id))?.cut).toEqual([into, into]);
});
