import { expect, test } from 'vitest';
import { killAt } from './support/kill.ts';

/** The window in which nobody can know; every other moment is tried by `npm run test:long`. */
const FIRST = 'when its first part is stored and not answered';
const LAST = 'when its last part is stored and not answered';
/** Two processes start one after the other, perhaps on a busy machine. */
const PATIENT = { timeout: 90_000 };

test(
  'in a forum a digest is one post though the bot was killed before it heard that the post is there, ten minutes ago',
  PATIENT,
  async () => {
    const { copies, doubts, violations } = await killAt(FIRST, 'discord-forum', 'skip', 'after ten minutes');
    expect(new Set([...copies.first, ...copies.second])).toEqual(new Set([1]));
    expect(doubts).toEqual({ perhapsTwice: 0, skipped: 0 });
    expect(violations).toEqual([]);
  },
);

test(
  'on Discord a digest arrives once though the bot was killed before it heard that the last part is there, ten minutes ago',
  PATIENT,
  async () => {
    const { copies, doubts } = await killAt(LAST, 'discord', 'skip', 'after ten minutes');
    expect(new Set([...copies.first, ...copies.second])).toEqual(new Set([1]));
    expect(doubts).toEqual({ perhapsTwice: 0, skipped: 0 });
  },
);

test('on Telegram only the part in doubt arrives a second time, and is counted', PATIENT, async () => {
  const { copies, doubts } = await killAt(FIRST, 'telegram', 'resend', 'at once');
  expect(new Set(copies.first)).toEqual(new Set([2]));
  expect(new Set(copies.second)).toEqual(new Set([1]));
  expect(doubts).toEqual({ perhapsTwice: 1, skipped: 0 });
});
