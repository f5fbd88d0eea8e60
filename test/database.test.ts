import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase } from '../src/database/open.ts';
import { DatabaseInUse, DatabaseRefused } from '../src/database/refusal.ts';
import type { Article } from '../src/domain/article.ts';
import type { StoryId } from '../src/domain/ids.ts';
import { articleDraft, MORNING, minutesLater, NEW_STORY, ready, SECOND_SLOT } from './store-samples.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'broadsheet-database-'));
  path = join(folder, 'not', 'there', 'yet', 'news.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a restart finds everything as it was', async () => {
  const before = await openDatabase(`file:${path}`);
  const { source } = await before.sources.use(
    { address: 'https://a.example/feed', title: 'A', section: 'World' },
    'starter',
    null,
    MORNING,
  );
  const [article] = (await before.articles.add([articleDraft(source.id, 'one')])) as [Article];
  const story = await before.stories.gather({ article: article.id, reprintOf: null, story: NEW_STORY });
  const { subscription, owed } = await ready(before, '1', 2, story);
  await before.digests.owe(owed);
  const [part] = await before.deliveries.claim(MORNING, minutesLater(2), 1, ['telegram']);
  if (part !== undefined) await before.deliveries.sent(part.id, { message: 'm1' }, MORNING);
  await before.close();

  const after = await openDatabase(`file:${path}`);
  expect(await after.sources.findByAddress(source.address)).toEqual(source);
  expect(await after.articles.ofStories([story])).toEqual([{ ...article, storyId: story }]);
  expect(await after.stories.find([story])).toEqual([{ ...NEW_STORY, id: story }]);
  expect(await after.subscriptions.find(subscription.id)).toEqual({ ...subscription, nextSlot: SECOND_SLOT });
  expect(await after.digests.toldVersions(subscription.channel.id, [story, story + 1] as StoryId[])).toEqual(
    new Map([
      [story, 1],
      [story + 1, 1],
    ]),
  );
  expect(await after.deliveries.claim(MORNING, minutesLater(2), 1, ['telegram'])).toMatchObject([{ number: 2, of: 2 }]);
  await after.close();
});

test('a second process on the same file is refused in a sentence; once the first was killed it is let in', async () => {
  const first = await anotherProcess();
  const second = openDatabase(`file:${path}`);
  await expect(second).rejects.toThrow(DatabaseInUse);
  await expect(second).rejects.toThrow(/^The database .*news\.db is in use by another Broadsheet: .*\.$/u);
  first.kill('SIGKILL');
  await once(first, 'exit');
  const db = await openDatabase(`file:${path}`);
  expect(await db.sources.findByAddress('https://a.example/feed')).not.toBeNull();
  await db.close();
});

/** Opens the file, writes a source into it, says so and stays. */
async function anotherProcess(): Promise<ChildProcess> {
  const program = `
    import { openDatabase } from ${JSON.stringify(import.meta.resolve('../src/database/open.ts'))};
    const db = await openDatabase(${JSON.stringify(`file:${path}`)});
    await db.sources.use({ address: 'https://a.example/feed', title: null, section: null }, 'starter', null, new Date());
    console.log('open');
    setInterval(() => undefined, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return child;
}

test('a file is one file under all its names', async () => {
  const db = await openDatabase(`file:${path}`);
  const alias = join(folder, 'alias.db');
  symlinkSync(path, alias);
  await expect(openDatabase(`file:${alias}`)).rejects.toThrow(DatabaseInUse);
  await expect(openDatabase(`file://${path}`)).rejects.toThrow(DatabaseInUse);
  await db.close();
  await (await openDatabase(`file:${alias}`)).close();
});

test("people's own tools may read the file while the bot runs", async () => {
  const db = await openDatabase(`file:${path}`);
  const tool = new DatabaseSync(path, { readOnly: true });
  expect(tool.prepare('select count(*) as sources from sources').get()).toEqual({ sources: 0 });
  tool.close();
  await db.close();
});

test('a file that a newer program wrote is refused, and left as it is', async () => {
  await (await openDatabase(`file:${path}`)).close();
  const newer = new DatabaseSync(path);
  newer.exec('insert into schema_version (number) values (1000)');
  newer.close();
  await expect(openDatabase(`file:${path}`)).rejects.toThrow('written by a newer Broadsheet');
  await expect(openDatabase(`file:${path}`)).rejects.toThrow(DatabaseRefused);
});

test('a file that is no database is refused, and left as it is', async () => {
  const letter = join(folder, 'letter.txt');
  writeFileSync(letter, 'Dear reader, this is no database.\n'.repeat(100));
  await expect(openDatabase(`file:${letter}`)).rejects.toThrow('cannot be opened (file is not a database)');
});

test.each([
  ['postgres://bot:hunter2@db.example/news', 'PostgreSQL is not supported yet'],
  ['data/news.db', 'DATABASE_URL must be file:PATH'],
  ['file:', 'DATABASE_URL must be file:PATH'],
])('the address %s is refused in a sentence without what it holds', async (url, sentence) => {
  await expect(openDatabase(url)).rejects.toThrow(sentence);
  await expect(openDatabase(url)).rejects.not.toThrow('hunter2');
});

test.each([':memory:', 'file::memory:'])('%s keeps nothing on disk, and each is its own', async (url) => {
  const [one, other] = [await openDatabase(url), await openDatabase(url)];
  await one.sources.use({ address: 'https://a.example/feed', title: null, section: null }, 'starter', null, MORNING);
  expect((await other.sources.count()).all).toBe(0);
  await Promise.all([one.close(), other.close()]);
  expect(existsSync(':memory:')).toBe(false);
});
