import { describe, expect, test } from 'vitest';
import { type KilledOn, killAt, MOMENTS, type Moment, type OnUncertain } from '../support/kill.ts';

/** Moments at which the bot that comes after cannot know whether the first part arrived, and whether it did. */
const IN_DOUBT: Partial<Readonly<Record<Moment, 'arrived' | 'lost'>>> = {
  'when its first part is claimed': 'lost',
  'while its first part is under way': 'lost',
  'when its first part is stored and not answered': 'arrived',
  'when its first part is answered and not recorded': 'arrived',
};

/** Discord lets the bot look; on Telegram a second copy, or none, is what was chosen. */
function copiesOfFirst(moment: Moment, platform: KilledOn, onUncertain: OnUncertain): number {
  const doubt = IN_DOUBT[moment];
  if (platform === 'discord' || doubt === undefined) return 1;
  if (onUncertain === 'resend') return doubt === 'arrived' ? 2 : 1;
  return doubt === 'arrived' ? 1 : 0;
}

describe.each(['discord', 'telegram'] as const)('on %s', (platform) => {
  describe.each(['resend', 'skip'] as const)('where what is uncertain is to be settled by %s', (onUncertain) => {
    test.each(Object.keys(MOMENTS) as Moment[])(
      'a bot killed %s loses and doubles nothing but what it may',
      async (moment) => {
        const { copies, states, exit } = await killAt(moment, platform, onUncertain);
        expect(copies.first.length + copies.second.length).toBe(14);
        expect(copies.second.length).toBeGreaterThan(0);
        expect(new Set(copies.first)).toEqual(new Set([copiesOfFirst(moment, platform, onUncertain)]));
        expect(new Set(copies.second)).toEqual(new Set([1]));
        const isLeft = platform === 'telegram' && onUncertain === 'skip' && moment in IN_DOUBT;
        expect(states).toEqual(
          new Map(
            isLeft
              ? [
                  ['refused', 1],
                  ['sent', 1],
                ]
              : [['sent', 2]],
          ),
        );
        expect(exit).toBe(0);
      },
    );
  });
});
