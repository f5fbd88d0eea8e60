import { drawParts } from '../digest/parts.ts';
import type { Digest, Item, Part } from '../domain/digest.ts';
import type { Renderer } from '../domain/messenger.ts';
import type { Story } from '../domain/story.ts';
import type { Manner } from '../domain/summary.ts';
import { keyOf } from './reading.ts';
import type { Summarizer } from './summarize.ts';

/** What the digests of one batch share: a story is summed up once, and digests that read the same are drawn once, however many channels get them. */
export interface Edition {
  /** The stories as they are told, in their order; the summarizer's patience counts for those not asked for before. */
  tell(stories: readonly Story[], manner: Manner, patienceMs: number): Promise<readonly Item[]>;
  draw(digest: Digest, renderer: Renderer): readonly Part[];
}

export function createEdition(summarizer: Summarizer): Edition {
  const told = new Map<string, Item>();
  const drawn = new Map<string, readonly Part[]>();
  return {
    async tell(stories, manner, patienceMs) {
      const wanted = stories.map((story) => ({ story, manner }));
      const untold = wanted.filter((each) => !told.has(keyOf(each)));
      const items = untold.length === 0 ? [] : await summarizer.tell(untold, patienceMs);
      for (const [i, item] of items.entries()) if (untold[i] !== undefined) told.set(keyOf(untold[i]), item);
      return wanted.flatMap((each) => told.get(keyOf(each)) ?? []);
    },
    draw(digest, renderer) {
      const key = `${renderer.platform} ${JSON.stringify(digest)}`;
      const parts = drawn.get(key) ?? drawParts(digest, renderer);
      drawn.set(key, parts);
      return parts;
    },
  };
}
