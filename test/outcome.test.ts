import { expect, test } from 'vitest';
import { decideNext } from '../src/delivery/outcome.ts';
import type { Delivery, SendOutcome } from '../src/domain/delivery.ts';
import type { DeliveryId } from '../src/domain/ids.ts';
import { newDelivery } from './discord-samples.ts';

const OWED = new Date('2026-11-22T08:00:00Z');
const AWAY: SendOutcome = { kind: 'later', afterMs: null, why: 'away', whole: false };
const GONE: SendOutcome = { kind: 'refused', reason: 'gone', detail: 'Unknown Channel' };
const LOST: SendOutcome = { kind: 'uncertain', cause: 'the connection broke' };

function part(some: Partial<Delivery> = {}): Delivery {
  return newDelivery('1', { owedAt: OWED, ...some });
}

function hoursLater(hours: number): Date {
  return new Date(OWED.getTime() + hours * 3_600_000);
}

test('a part that was sent keeps its message', () => {
  expect(decideNext({ kind: 'sent', message: 'm1' }, part(), OWED, 'resend')).toEqual({
    kind: 'keep',
    arrival: { message: 'm1' },
  });
});

test('a wait the platform asks for is kept to the millisecond, for the whole bot when it says so', () => {
  const asked = { ...AWAY, afterMs: 7_031, whole: true };
  expect(decideNext(asked, part({ attempts: 9 }), OWED, 'resend')).toEqual({
    kind: 'retry',
    at: new Date(OWED.getTime() + 7_031),
    why: 'away',
    holdWhole: true,
  });
});

test('without a word of the platform’s the waits double from 2 s to 15 minutes, and are spread by up to a quarter', () => {
  for (const [attempts, least] of [2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900].entries()) {
    const waits = Array.from({ length: 100 }, (_, id) => {
      const next = decideNext(AWAY, part({ attempts, id: id as DeliveryId }), OWED, 'resend');
      return next.kind === 'retry' ? (next.at.getTime() - OWED.getTime()) / 1000 : Number.NaN;
    });
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(least);
    expect(Math.max(...waits)).toBeLessThanOrEqual(least * 1.25);
    expect(new Set(waits).size).toBeGreaterThan(50);
  }
});

test('a part nobody answered for is tried for two days, then ends and pauses its subscription', () => {
  expect(decideNext(AWAY, part({ attempts: 40 }), hoursLater(48), 'resend')).toMatchObject({ kind: 'retry' });
  expect(decideNext(AWAY, part({ attempts: 40 }), hoursLater(48.01), 'resend')).toMatchObject({
    kind: 'give-up',
    reason: 'unanswered',
    pause: true,
  });
});

test.each(['gone', 'forbidden'] as const)('a channel that is %s is tried three times, then paused', (reason) => {
  const kinds = [0, 1, 2].map((attempts) => decideNext({ ...GONE, reason }, part({ attempts }), OWED, 'resend'));
  expect(kinds.map(({ kind }) => kind)).toEqual(['retry', 'retry', 'give-up']);
  expect(kinds[2]).toMatchObject({ reason, detail: 'Unknown Channel', pause: true });
});

test('a message that is at fault itself is not tried again, and pauses nothing', () => {
  expect(decideNext({ ...GONE, reason: 'malformed' }, part(), OWED, 'resend')).toMatchObject({
    kind: 'give-up',
    reason: 'malformed',
    pause: false,
  });
});

test('a part that may have arrived is looked at again, or left where a second copy is not wanted', () => {
  expect(decideNext(LOST, part(), OWED, 'resend')).toMatchObject({ kind: 'look-again', cause: 'the connection broke' });
  expect(decideNext(LOST, part(), OWED, 'skip')).toMatchObject({ kind: 'give-up', reason: 'unsure', pause: false });
});

test('a part nobody can tell the fate of is not looked at for longer than two days', () => {
  const last = decideNext(LOST, part({ attempts: 200 }), hoursLater(49), 'resend');
  expect(last).toMatchObject({ kind: 'give-up', reason: 'unsure' });
});

test('a channel that moved is followed', () => {
  const to = { platform: 'telegram', address: '-1007', community: 'telegram:-1007' } as const;
  expect(decideNext({ kind: 'moved', to }, part(), OWED, 'resend')).toEqual({ kind: 'follow', to });
});
