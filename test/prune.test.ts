import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { indexArticles } from '../src/app/index-articles.ts';
import { createPruner } from '../src/app/prune.ts';
import { type Database, openDatabase } from '../src/database/open.ts';
import type { ArticleId, DigestId, SourceId, StoryId } from '../src/domain/ids.ts';
import { articleDraft, MORNING, minutesLater, NEW_STORY, ORDER, place } from './store-samples.ts';
import { testFolder } from './support/bot.ts';

const DAY_MINUTES = 24 * 60;
const KEEP_DAYS = 90;

async function open(): Promise<Database> {
  const db = await openDatabase(':memory:');
  onTestFinished(() => db.close());
  return db;
}

function daysLater(days: number): Date {
  return minutesLater(days * DAY_MINUTES);
}

/** Forgets all that is old on a day, as the bot does in as many runs as it takes. */
async function pruneOn(db: Database, day: number): Promise<void> {
  const pruner = createPruner(db.retention, KEEP_DAYS, () => daysLater(day));
  for (let run = 0; run < 3; run++) await pruner.prune();
}

/** A source that still brings news on a day. */
async function openSource(db: Database, name: string, lastNewDay: number): Promise<SourceId> {
  const draft = { address: `https://${name}.example/feed`, title: null, section: null };
  const { source } = await db.sources.use(draft, 'starter', null, MORNING);
  await db.sources.save({ ...source, cadence: { ...source.cadence, lastNewAt: daysLater(lastNewDay) } });
  return source.id;
}

/** An article in a story of its own. */
async function write(db: Database, source: SourceId, key: string): Promise<{ article: ArticleId; story: StoryId }> {
  const [added] = await db.articles.add([articleDraft(source, key)]);
  const article = added?.id as ArticleId;
  await db.revisions.note(source, [{ key, address: null, words: key, text: null, article }]);
  return { article, story: await db.stories.gather({ article, reprintOf: null, story: NEW_STORY }) };
}

/** A digest of one story, owed on a day. */
async function tell(db: Database, address: string, story: StoryId, day: number): Promise<DigestId> {
  const { id, channel } = await db.subscriptions.add(place(address), ORDER);
  const edition = { items: [{ story, version: 1 }], parts: [{ body: `{"day":${day}}`, stories: [story] }] };
  const owed = {
    subscription: id,
    channel,
    kind: 'now',
    slot: null,
    nextSlot: null,
    edition,
    at: daysLater(day),
  } as const;
  const digest = await db.digests.owe(owed);
  if (digest === null) throw new Error('The digest was not owed.');
  return digest;
}

async function send(db: Database, day: number): Promise<void> {
  const [part] = await db.deliveries.claim(daysLater(day), daysLater(day + 1), 1, ['telegram']);
  if (part !== undefined) await db.deliveries.sent(part.id, { message: '7' }, daysLater(day));
}

test('a digest is kept as long as KEEP_DAYS says, and its stories and articles so long that it can be asked about', async () => {
  const db = await open();
  const source = await openSource(db, 'harbour', 200);
  const { story } = await write(db, source, 'a');
  const digest = await tell(db, '1', story, 5);
  await send(db, 5);
  await pruneOn(db, 94);
  expect(await db.archive.find('telegram:1', digest)).toMatchObject({ stories: [{ story }] });
  expect(await db.archive.ofMessage(place('1'), '7')).toBe(digest);
  expect(await db.articles.ofStories([story])).toHaveLength(1);
  await pruneOn(db, 96);
  expect(await db.archive.find('telegram:1', digest)).toBeNull();
  expect(await db.archive.ofMessage(place('1'), '7')).toBeNull();
  await pruneOn(db, 99);
  expect(await db.stories.find([story])).toEqual([]);
  expect(await db.articles.count()).toBe(0);
});

test('what a channel was told of a story that goes on is not forgotten with its digest', async () => {
  const db = await open();
  const source = await openSource(db, 'harbour', 200);
  const { article, story } = await write(db, source, 'a');
  const ended = await write(db, source, 'b');
  const digest = await tell(db, '1', story, 0);
  await tell(db, '2', ended.story, 0);
  await db.stories.gather({ article, reprintOf: null, story: { ...NEW_STORY, id: story, lastSeen: daysLater(90) } });
  await pruneOn(db, 100);
  const { channel } = (await db.subscriptions.ofCommunity('telegram:1'))[0] ?? {};
  expect(await db.digests.toldVersions(channel?.id ?? (0 as never), [story])).toEqual(new Map([[story, 1]]));
  expect(await db.archive.find('telegram:1', digest)).toMatchObject({ stories: [{ story }] });
  await pruneOn(db, 121);
  expect(await db.archive.find('telegram:1', digest)).toBeNull();
});

test('where a story went that ended is forgotten with the story it joined', async () => {
  const path = join(testFolder(), 'news.db');
  const db = await openDatabase(`file:${path}`);
  onTestFinished(() => db.close());
  const source = await openSource(db, 'harbour', 200);
  const [ended, joined] = [await write(db, source, 'a'), await write(db, source, 'b')];
  await db.stories.join({ from: ended.story, story: { ...NEW_STORY, id: joined.story } });
  const kept = (): unknown => {
    const file = new DatabaseSync(path, { readOnly: true });
    const rows = file.prepare('select * from joined').all();
    file.close();
    return rows.map((row) => ({ ...row }));
  };
  await pruneOn(db, 90);
  expect(kept()).toEqual([{ from_id: ended.story, into_id: joined.story }]);
  await pruneOn(db, 110);
  expect(kept()).toEqual([]);
});

test('an article that its source may still list stays, so that it is not taken for a new one', async () => {
  const db = await open();
  const lively = await openSource(db, 'lively', 100);
  const quiet = await openSource(db, 'quiet', 1);
  const left = await openSource(db, 'left', 1);
  await db.sources.drop(left, 'starter');
  const [listed, gone, kept, dropped] = [
    await write(db, lively, 'listed'),
    await write(db, lively, 'gone'),
    await write(db, quiet, 'kept'),
    await write(db, left, 'dropped'),
  ];
  await db.revisions.noteListed([listed.article], daysLater(95));
  await indexArticles(db.search);
  await pruneOn(db, 110);
  expect((await db.stories.find([listed.story, gone.story, kept.story, dropped.story])).map(({ id }) => id)).toEqual([
    listed.story,
    kept.story,
  ]);
  const sources = [lively, quiet, left];
  const words = { kind: 'words', where: 'anywhere', words: [{ text: 'ferry', beginning: false }] } as const;
  expect((await db.search.find(words, sources, null)).articles.map(({ id }) => id)).toEqual([
    kept.article,
    listed.article,
  ]);
  expect([
    ...(await db.revisions.known(lively, [{ key: 'listed', address: null, words: 'x', text: null }])).keys(),
  ]).toEqual(['listed']);
});

test('a message that was sent is forgotten after a week, one that is still to be sent is not', async () => {
  const db = await open();
  const source = await openSource(db, 'harbour', 200);
  const { story } = await write(db, source, 'a');
  const sent = await tell(db, '1', story, 0);
  await send(db, 0);
  await tell(db, '2', story, 1);
  await pruneOn(db, 20);
  const [part] = await db.deliveries.claim(daysLater(20), daysLater(21), 2, ['telegram']);
  expect(part?.part.body).toBe('{"day":1}');
  expect(await db.archive.find('telegram:1', sent)).toMatchObject({ stories: [{ story }] });
});

test('more stories of one instant than a batch holds are all looked at', async () => {
  const db = await open();
  const [quiet, lively] = [await openSource(db, 'quiet', 1), await openSource(db, 'lively', 100)];
  for (let i = 0; i < 40; i++) await write(db, quiet, `q${i}`);
  for (let i = 0; i < 40; i++) await write(db, lively, `l${i}`);
  await pruneOn(db, 110);
  expect(await db.articles.count()).toBe(40);
});
