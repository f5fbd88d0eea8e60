import { expect, test } from 'vitest';
import { killAt } from './support/kill.ts';

/** The window in which nobody can know; every other moment is tried by `npm run test:long`. */
const MOMENT = 'when its first part is stored and not answered';

test('on Discord a digest arrives once though the bot was killed before it heard that the first part is there', async () => {
  const { copies } = await killAt(MOMENT, 'discord', 'skip');
  expect(new Set([...copies.first, ...copies.second])).toEqual(new Set([1]));
});

test('on Telegram only the part in doubt arrives a second time', async () => {
  const { copies } = await killAt(MOMENT, 'telegram', 'resend');
  expect(new Set(copies.first)).toEqual(new Set([2]));
  expect(new Set(copies.second)).toEqual(new Set([1]));
});
