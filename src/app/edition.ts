import { drawParts } from '../digest/parts.ts';
import type { Digest, Item, Part } from '../domain/digest.ts';
import type { StoryId } from '../domain/ids.ts';
import type { Renderer } from '../domain/messenger.ts';
import type { Story } from '../domain/story.ts';
import type { Summarizer } from './summarize.ts';

/** What the digests of one batch share: a story is summed up once, and digests that read the same are drawn once, however many channels get them. */
export interface Edition {
  /** The stories as they are told, in their order; the summarizer's patience counts for those not asked for before. */
  tell(stories: readonly Story[], patienceMs: number): Promise<readonly Item[]>;
  draw(digest: Digest, renderer: Renderer): readonly Part[];
}

export function createEdition(summarizer: Summarizer): Edition {
  const told = new Map<StoryId, Item>();
  const drawn = new Map<string, readonly Part[]>();
  return {
    async tell(stories, patienceMs) {
      const untold = stories.filter(({ id }) => !told.has(id));
      if (untold.length > 0) {
        for (const item of await summarizer.tell(untold, patienceMs)) told.set(item.story, item);
      }
      return stories.flatMap(({ id }) => told.get(id) ?? []);
    },
    draw(digest, renderer) {
      const key = `${renderer.platform} ${JSON.stringify(digest)}`;
      const parts = drawn.get(key) ?? drawParts(digest, renderer);
      drawn.set(key, parts);
      return parts;
    },
  };
}
