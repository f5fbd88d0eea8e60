import { describe, expect, test } from 'vitest';
import { type RankInput, type RankTelling, rankStories } from '../src/story/rank.ts';
import { chances } from './support/invented-events.ts';

// What holds of every digest, tried on a thousand made-up days of news.

const NOW = new Date('2026-01-05T08:00:00Z');
const DAYS = 1000;
/** One publisher may lead so many stories before each further one counts less. */
const FREE_LEADS = 2;

type Story = RankInput<string>;

interface Day {
  readonly stories: readonly Story[];
  /** One of them. */
  readonly one: Story;
  readonly chance: (below: number) => number;
}

function madeUpDay(seed: number): Day {
  const chance = chances(seed);
  const stories = Array.from({ length: 2 + chance(30) }, (_, i) => madeUpStory(`${i}`, chance));
  return { stories, one: stories[chance(stories.length)] ?? madeUpStory('0', chance), chance };
}

function madeUpStory(story: string, chance: Day['chance']): Story {
  const tellings = Array.from({ length: 1 + chance(6) }, () => madeUpTelling(chance, chance(4) === 0));
  const first = { ...(tellings[0] ?? madeUpTelling(chance, false)), isReprint: false };
  return {
    story,
    tellings: [first, ...tellings.slice(1)],
    sectionFit: chance(11) / 10,
    novelty: (1 + chance(10)) / 10,
  };
}

function madeUpTelling(chance: Day['chance'], isReprint: boolean): RankTelling {
  const at = new Date(NOW.getTime() - chance(72 * 60) * 60_000);
  return { publisher: `outlet ${chance(9)}`, at, isReprint, weight: chance(5) / 2 };
}

function eachDay(look: (day: Day, seed: number) => void): void {
  for (let seed = 1; seed <= DAYS; seed++) look(madeUpDay(seed), seed);
}

function replaced(stories: readonly Story[], one: Story, other: Story): readonly Story[] {
  return stories.map((each) => (each === one ? other : each));
}

function order(stories: readonly Story[]): readonly string[] {
  return rankStories(stories, NOW).map(({ story }) => story);
}

/** How a story scores where no other stands before it. */
function scoreOf(story: Story): number {
  return rankStories([story], NOW)[0]?.score ?? Number.NaN;
}

function leadOf({ tellings }: Story): string {
  return tellings.find(({ isReprint }) => !isReprint)?.publisher ?? '';
}

describe('whatever the news of the day', () => {
  test('a reprint changes nothing: neither its story’s place nor any other’s', () => {
    eachDay(({ stories, one, chance }, seed) => {
      const reprints = Array.from({ length: 1 + chance(5) }, () => ({ ...madeUpTelling(chance, true), weight: 2 }));
      const reprinted = { ...one, tellings: [...one.tellings, ...reprints] };
      expect(rankStories(replaced(stories, one, reprinted), NOW), `day ${seed}`).toEqual(rankStories(stories, NOW));
    });
  });

  test('of two stories that are equal but for their hour the newer comes first', () => {
    eachDay(({ stories, one, chance }, seed) => {
      const later = (1 + chance(600)) * 60_000;
      const older = {
        ...one,
        tellings: one.tellings.map((each) => ({ ...each, at: new Date(each.at.getTime() - later) })),
      };
      const twin = { ...older, story: 'older' };
      const places = order([...stories, twin]);
      expect(places.indexOf(one.story), `day ${seed}`).toBeLessThan(places.indexOf('older'));
    });
  });

  test('no outlet’s third story stands before the first of another that is as good', () => {
    eachDay(({ stories }, seed) => {
      const ranked = rankStories(stories, NOW).map(
        ({ story }) => stories.find((each) => each.story === story) as Story,
      );
      for (const [place, flooding] of ranked.entries()) {
        const led = ranked.slice(0, place).filter((each) => leadOf(each) === leadOf(flooding)).length;
        if (led < FREE_LEADS) continue;
        const behind = ranked.slice(place + 1);
        const firsts = behind.filter((each) => !ranked.slice(0, place).some((one) => leadOf(one) === leadOf(each)));
        for (const first of firsts) expect(scoreOf(first), `day ${seed}`).toBeLessThan(scoreOf(flooding));
      }
    });
  });

  test('an outlet that writes more puts none of its stories higher by it', () => {
    eachDay(({ stories, one, chance }, seed) => {
      const more = Array.from({ length: 1 + chance(20) }, (_, i) => ({
        ...one,
        story: `more ${i}`,
        tellings: one.tellings.slice(0, 1),
      }));
      const others = stories.filter((each) => leadOf(each) !== leadOf(one));
      const own = new Set(stories.filter((each) => leadOf(each) === leadOf(one)).map(({ story }) => story));
      const before = order(stories).filter((story) => !own.has(story));
      const after = order([...stories, ...more]).filter((story) => others.some((each) => each.story === story));
      expect(after, `day ${seed}`).toEqual(before);
    });
  });

  test('one publisher more, or a weightier source, never puts a story lower', () => {
    eachDay(({ stories, one }, seed) => {
      const place = order(stories).indexOf(one.story);
      const last = one.tellings.at(-1) as RankTelling;
      const told = { ...one, tellings: [...one.tellings, { ...last, isReprint: false, publisher: 'one more' }] };
      const weighty = { ...one, tellings: one.tellings.map((each) => ({ ...each, weight: 2 })) };
      for (const better of [told, weighty])
        expect(order(replaced(stories, one, better)).indexOf(one.story), `day ${seed}`).toBeLessThanOrEqual(place);
    });
  });

  test('a score is made of parts between nothing and all', () => {
    eachDay(({ stories }, seed) => {
      const all = rankStories(stories, NOW).flatMap(({ score, parts }) => [score, ...Object.values(parts)]);
      expect(
        all.filter((part) => !(part >= 0 && part <= 1)),
        `day ${seed}`,
      ).toEqual([]);
    });
  });
});
