import type { StoryId } from '../domain/ids.ts';
import type { Story } from '../domain/story.ts';

/** What a channel is to be told: the best of what matched that it was not told yet, at most `size` stories, in their order. */
export function composeDigest(
  ranked: readonly Story[],
  told: ReadonlyMap<StoryId, number>,
  size: number,
): readonly Story[] {
  return ranked.filter((story) => !told.has(story.id)).slice(0, size);
}
