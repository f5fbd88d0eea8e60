import { describe, expect, test } from 'vitest';
import { type KilledOn, killAt, MOMENTS, type Moment, type OnUncertain } from '../support/kill.ts';

/** Moments at which the bot that comes after cannot know whether a part arrived: which part, and whether it did. */
const IN_DOUBT: Partial<Readonly<Record<Moment, { readonly part: 'first' | 'second'; readonly arrived: boolean }>>> = {
  'when its first part is claimed': { part: 'first', arrived: false },
  'while its first part is under way': { part: 'first', arrived: false },
  'when its first part is stored and not answered': { part: 'first', arrived: true },
  'when its first part is answered and not recorded': { part: 'first', arrived: true },
  'while its last part is under way': { part: 'second', arrived: false },
  'when its last part is stored and not answered': { part: 'second', arrived: true },
};

/** Discord lets the bot look; on Telegram a second copy, or none, is what was chosen, and is counted. */
function expected(moment: Moment, platform: KilledOn, onUncertain: OnUncertain) {
  const doubt = platform === 'telegram' ? IN_DOUBT[moment] : undefined;
  const whole = { first: 1, second: 1, states: { sent: 2 }, doubts: { perhapsTwice: 0, skipped: 0 } };
  if (doubt === undefined) return whole;
  if (onUncertain === 'resend')
    return { ...whole, [doubt.part]: doubt.arrived ? 2 : 1, doubts: { perhapsTwice: 1, skipped: 0 } };
  const left = { states: { sent: 1, refused: 1 }, doubts: { perhapsTwice: 0, skipped: 1 } };
  return { ...whole, ...left, [doubt.part]: doubt.arrived ? 1 : 0 };
}

describe.each(['discord', 'discord-forum', 'telegram'] as const)('on %s', (platform) => {
  describe.each(['resend', 'skip'] as const)('where what is uncertain is to be settled by %s', (onUncertain) => {
    describe.each(['at once', 'after ten minutes'] as const)('and the bot comes back %s', (comesBack) => {
      test.each(Object.keys(MOMENTS) as Moment[])(
        'a bot killed %s loses and doubles nothing but what it may',
        async (moment) => {
          const { copies, states, doubts, violations, exit } = await killAt(moment, platform, onUncertain, comesBack);
          const wanted = expected(moment, platform, onUncertain);
          expect(Object.fromEntries(states)).toEqual(wanted.states);
          expect(doubts).toEqual(wanted.doubts);
          expect(copies).toEqual({
            first: copies.first.map(() => wanted.first),
            second: copies.second.map(() => wanted.second),
          });
          expect(copies.first.length + copies.second.length).toBe(14);
          expect(violations).toEqual([]);
          expect(exit).toBe(0);
        },
      );
    });
  });
});
