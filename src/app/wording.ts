import type { Item } from '../domain/digest.ts';
import type { Story } from '../domain/story.ts';
import type { Manner } from '../domain/summary.ts';
import { keyOf } from './reading.ts';
import type { Summarizer } from './summarize.ts';

/** The words in which the digests of one instant tell their stories: each is summed up once for each manner, however many channels are told it. */
export interface Wording {
  /** The stories as they are told, in their order; the summarizer's patience counts for those not asked for before. */
  tell(stories: readonly Story[], manner: Manner, patienceMs: number): Promise<readonly Item[]>;
}

export function createWording(summarizer: Summarizer): Wording {
  const told = new Map<string, Item>();
  return {
    async tell(stories, manner, patienceMs) {
      const wanted = stories.map((story) => ({ story, manner }));
      const untold = wanted.filter((each) => !told.has(keyOf(each)));
      const items = untold.length === 0 ? [] : await summarizer.tell(untold, patienceMs);
      for (const [i, item] of items.entries()) if (untold[i] !== undefined) told.set(keyOf(untold[i]), item);
      return wanted.flatMap((each) => told.get(keyOf(each)) ?? []);
    },
  };
}
