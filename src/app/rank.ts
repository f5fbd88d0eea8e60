import type { Teller } from '../domain/article.ts';
import type { StoryId } from '../domain/ids.ts';
import type { Story } from '../domain/story.ts';
import { rankStories } from '../story/rank.ts';

/** Every source weighs the same, and what matched fits. */
const USUAL_WEIGHT = 1;
const FITS = 1;
const ALL_NEW = 1;

/** The stories of one query, the best first. */
export function rankNews(
  stories: readonly Story[],
  tellers: ReadonlyMap<StoryId, readonly Teller[]>,
  now: Date,
): readonly Story[] {
  const byId = new Map(stories.map((story) => [story.id, story]));
  const inputs = stories.map(({ id, publishers, lastSeen }) => {
    const known = tellers.get(id) ?? publishers.map((publisher) => ({ publisher, at: lastSeen, isReprint: false }));
    return {
      story: id,
      tellings: known.map((teller) => ({ ...teller, weight: USUAL_WEIGHT })),
      sectionFit: FITS,
      novelty: ALL_NEW,
    };
  });
  return rankStories(inputs, now).flatMap(({ story }) => byId.get(story) ?? []);
}
