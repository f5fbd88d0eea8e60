import { mkdtempSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Database, openDatabase } from '../src/database/open.ts';
import type { SourceId } from '../src/domain/ids.ts';
import { articleDraft, MORNING } from './store-samples.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'broadsheet-checkpoint-'));
  path = join(folder, 'news.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

const LONG = 'A ferry ran aground. '.repeat(20_000);
/** What the log holds is moved at 4 MB, and writers wait at 16: much is written on the way there. */
const MOST_LOG = 50_000_000;

test('the log of a busy database stays short, and the file holds what was written', async () => {
  const db = await openDatabase(`file:${path}`);
  await addLong(db, 200);
  expect(sizeOf('-wal')).toBeLessThan(MOST_LOG);
  await addLong(db, 60);
  expect(sizeOf('')).toBeGreaterThan(100 * LONG.length);
  await db.close();
  expect(articlesInFile()).toBe(260);
});

test('a log that another program holds fast grows, and is moved once that program lets go', async () => {
  const db = await openDatabase(`file:${path}`);
  const tool = new DatabaseSync(path, { readOnly: true });
  tool.exec('BEGIN; SELECT count(*) FROM articles');
  await addLong(db, 40);
  expect(sizeOf('')).toBeLessThan(10 * LONG.length);
  tool.close();
  await addLong(db, 60);
  expect(sizeOf('')).toBeGreaterThan(40 * LONG.length);
  await db.close();
  expect(articlesInFile()).toBe(100);
});

test('a database that is opened by a link to it is as safe and as short', async () => {
  await (await openDatabase(`file:${path}`)).close();
  const link = join(folder, 'link.db');
  symlinkSync(path, link);
  const db = await openDatabase(`file:${link}`);
  await addLong(db, 60);
  expect(sizeOf('')).toBeGreaterThan(20 * LONG.length);
  await db.close();
  expect(articlesInFile()).toBe(60);
});

let last = 0;

/** Each in a write of its own. */
async function addLong(db: Database, count: number): Promise<void> {
  const ours = { address: 'https://a.example/feed', title: 'A', section: null };
  const { source } = await db.sources.use(ours, 'starter', null, MORNING);
  for (let i = 0; i < count; i += 1) await addOne(db, source.id);
}

async function addOne(db: Database, source: SourceId): Promise<void> {
  last += 1;
  await db.articles.add([{ ...articleDraft(source, `entry-${last}`), text: LONG }]);
}

function sizeOf(suffix: '' | '-wal'): number {
  return statSync(path + suffix).size;
}

function articlesInFile(): number {
  const file = new DatabaseSync(path, { readOnly: true });
  const { count } = file.prepare('select count(*) as count from articles').get() as { readonly count: number };
  file.close();
  return count;
}
