import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../src/database/open.ts';
import type { StoryId } from '../src/domain/ids.ts';
import type { SummarySubject } from '../src/domain/summary.ts';
import { MORNING } from './store-samples.ts';

const DAY = '2031-03-03';

function subject(contentHash: string): SummarySubject {
  return { story: 7 as StoryId, version: 2, language: 'en', style: 'short', contentHash };
}

test('what a model wrote is kept by its content, rejected texts too, and the first stays', async () => {
  const { summaries } = await openDatabase(':memory:');
  await summaries.keep(subject('a'), { kind: 'accepted', text: 'The ferry sails.' }, MORNING);
  await summaries.keep(subject('b'), { kind: 'rejected', reason: 'number', detail: '900' }, MORNING);
  await summaries.keep(subject('a'), { kind: 'rejected', reason: 'name', detail: 'Quux' }, MORNING);
  expect(await summaries.find(['a', 'b', 'c'])).toEqual(
    new Map([
      ['a', { kind: 'accepted', text: 'The ferry sails.' }],
      ['b', { kind: 'rejected', reason: 'number', detail: '900' }],
    ]),
  );
  expect(await summaries.find([])).toEqual(new Map());
});

test('tokens are set aside up to the cap and no further, day by day', async () => {
  const { budget } = await openDatabase(':memory:');
  expect(await budget.used(DAY)).toBe(0);
  expect(await budget.reserve(DAY, 600, 1000)).toBe(true);
  expect(await budget.reserve(DAY, 401, 1000)).toBe(false);
  expect(await budget.reserve('2031-03-04', 401, 1000)).toBe(true);
  await budget.settle(DAY, 600, 150);
  expect(await budget.used(DAY)).toBe(150);
  expect(await budget.reserve(DAY, 850, 1000)).toBe(true);
  expect(await budget.reserve(DAY, 1, 1000)).toBe(false);
});

test('of many that ask at one time only as many get tokens as there is room for', async () => {
  const { budget } = await openDatabase(':memory:');
  const granted = await Promise.all(Array.from({ length: 50 }, () => budget.reserve(DAY, 100, 1250)));
  expect(granted.filter(Boolean)).toHaveLength(12);
  expect(await budget.used(DAY)).toBe(1200);
});

test('what was set aside stays counted when the process ends before it is settled', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'broadsheet-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const url = `file:${join(folder, 'news.db')}`;
  const before = await openDatabase(url);
  await before.budget.reserve(DAY, 700, 1000);
  await before.close();
  const after = await openDatabase(url);
  expect(await after.budget.reserve(DAY, 400, 1000)).toBe(false);
  expect(await after.budget.used(DAY)).toBe(700);
  await after.close();
});
