import { expect, test } from 'vitest';
import { Postings } from '../src/story/postings.ts';

/** Far more than the first buckets hold, so that most of them are split several times. */
const ADDED = 60_000;
const KEYS = 20_000;
const HELD_BY_EACH = 10;

/** The same numbers at each run. */
function keyOf(posting: number): number {
  return Math.imul(posting % KEYS, 0x85ebca6b) >>> 0;
}

function ownersOf(postings: Postings, key: number): readonly number[] {
  const owners: number[] = [];
  postings.visit(key, (owner) => owners.push(owner));
  return owners;
}

test('who holds a key is known, the newest first, while buckets are split and the oldest are forgotten', () => {
  const postings = new Postings();
  const byKey = new Map<number, number[]>();
  for (let posting = 0; posting < ADDED; posting++) {
    const [key, owner] = [keyOf(posting), Math.floor(posting / HELD_BY_EACH)];
    postings.add(key, owner);
    byKey.set(key, [owner, ...(byKey.get(key) ?? [])]);
    if (posting === ADDED / 2) postings.forgetBefore(owner / 2);
  }
  const oldest = ADDED / 2 / HELD_BY_EACH;
  postings.forgetBefore(oldest);
  const kept = [...byKey].map(([key, owners]) => [key, owners.filter((owner) => owner >= oldest)] as const);
  expect(kept.map(([key]) => [key, ownersOf(postings, key)])).toEqual(kept);
  expect(kept.some(([, owners]) => owners.length > 1)).toBe(true);
});
