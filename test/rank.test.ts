import { expect, test } from 'vitest';
import { type RankInput, type RankTelling, rankStories } from '../src/story/rank.ts';

const NOW = new Date('2026-01-05T08:00:00Z');
const HOUR_MS = 3_600_000;

function telling(publisher: string, hoursAgo = 2, rest: Partial<RankTelling> = {}): RankTelling {
  return { publisher, at: new Date(NOW.getTime() - hoursAgo * HOUR_MS), isReprint: false, weight: 1, ...rest };
}

function story(
  name: string,
  tellings: readonly RankTelling[],
  rest: Partial<RankInput<string>> = {},
): RankInput<string> {
  return { story: name, tellings, sectionFit: 1, novelty: 1, ...rest };
}

const order = (...stories: readonly RankInput<string>[]): readonly string[] =>
  rankStories(stories, NOW).map((each) => each.story);
const scoreOf = (one: RankInput<string>): number => rankStories([one], NOW)[0]?.score ?? Number.NaN;

test('what more publishers tell comes first', () => {
  expect(order(story('one', [telling('a')]), story('three', [telling('b'), telling('c'), telling('d')]))).toEqual([
    'three',
    'one',
  ]);
});

test('one publisher telling a story five times counts once', () => {
  const once = scoreOf(story('once', [telling('a')]));
  expect(
    scoreOf(
      story(
        'often',
        [1, 2, 3, 4, 5].map(() => telling('a')),
      ),
    ),
  ).toBe(once);
});

test('a reprint never raises a story: not by its publisher, its weight or its hour', () => {
  const alone = scoreOf(story('alone', [telling('a', 10)]));
  const reprints = ['b', 'c', 'd'].map((publisher, i) => telling(publisher, i, { isReprint: true, weight: 2 }));
  expect(scoreOf(story('reprinted', [telling('a', 10), ...reprints]))).toBe(alone);
});

test('of two otherwise equal stories the newer comes first, at any age', () => {
  for (const hours of [0, 1, 30, 24 * 30]) {
    const [older, newer] = [story('older', [telling('a', hours + 0.5)]), story('newer', [telling('b', hours)])];
    expect(order(older, newer)).toEqual(['newer', 'older']);
  }
});

test('a story counts half after each half-life', () => {
  const fresh = scoreOf(story('fresh', [telling('a', 0)]));
  const [aged] = rankStories([story('aged', [telling('a', 6)])], NOW, { halfLifeHours: 6 });
  expect(aged?.score).toBeCloseTo(fresh / 2);
});

test('a date in the future is worth no more than now', () => {
  expect(scoreOf(story('tomorrow', [telling('a', -24)]))).toBe(scoreOf(story('now', [telling('a', 0)])));
});

test.each([
  ['a weightier source', { tellings: [telling('a', 2, { weight: 2 })] }],
  ['a section that fits better', { tellings: [telling('a')], sectionFit: 1 }],
  ['more that is new to the channel', { tellings: [telling('a')], novelty: 1 }],
])('%s raises a story', (_, better) => {
  const plain = { sectionFit: 0.5, novelty: 0.5 };
  const one = story('plain', [telling('b')], plain);
  const other = story('better', better.tellings, { ...plain, ...better });
  expect(order(one, other)).toEqual(['better', 'plain']);
});

test('what the channel was told in full scores nothing', () => {
  expect(scoreOf(story('told', [telling('a')], { novelty: 0 }))).toBe(0);
});

test('one outlet cannot flood the top, however much it writes', () => {
  const flood = Array.from({ length: 30 }, (_, i) => story(`flood ${i}`, [telling('loud', 1)]));
  const others = ['b', 'c', 'd', 'e', 'f', 'g'].map((publisher) =>
    story(`other ${publisher}`, [telling(publisher, 4)]),
  );
  const top = order(...flood, ...others).slice(0, 9);
  expect(top.filter((name) => name.startsWith('flood')).length).toBeLessThanOrEqual(3);
  expect(top.filter((name) => name.startsWith('other'))).toHaveLength(6);
});

test('where one outlet is all there is, all its stories are ranked', () => {
  const all = Array.from({ length: 10 }, (_, i) => story(`${i}`, [telling('only', i)]));
  expect(order(...all)).toEqual(all.map((each) => each.story));
});

test('the score is made of its parts', () => {
  const one = story('one', [telling('a', 12), telling('b', 12)], { sectionFit: 0.4, novelty: 0.5 });
  const publishers = Math.log(3) / Math.log(13);
  expect(rankStories([one], NOW)).toEqual([
    {
      story: 'one',
      score: expect.closeTo((0.5 * publishers + 0.25 * 0.5 + 0.25 * 0.4) * 0.5 * 0.5),
      parts: {
        publishers: expect.closeTo(publishers),
        recency: 0.5,
        sourceWeight: 0.5,
        section: 0.4,
        novelty: 0.5,
        variety: 1,
      },
    },
  ]);
});

test('a story with nothing but reprints ranks, below those with an original', () => {
  expect(order(story('echo', [telling('a', 0, { isReprint: true })]), story('own', [telling('b', 20)]))).toEqual([
    'own',
    'echo',
  ]);
});
