import type { Digest, Item } from '../src/domain/digest.ts';
import type { StoryId } from '../src/domain/ids.ts';

export function newItem(some: Partial<Item> = {}): Item {
  return {
    story: 1 as StoryId,
    version: 1,
    headline: 'Ferry line between the islands opens again',
    link: 'https://harbour.example/ferry',
    summary: 'The ferry runs again from Monday. Two of its three boats were repaired over the winter.',
    by: 'extractive',
    publishers: ['Harbour Post', 'Island Radio'],
    sections: [],
    image: null,
    language: 'en',
    ...some,
  };
}

/** As many plain stories as asked for, each with its own link. */
export function newItems(count: number, some: Partial<Item> = {}): readonly Item[] {
  return Array.from({ length: count }, (_, i) =>
    newItem({ story: (i + 1) as StoryId, link: `https://harbour.example/${i + 1}`, ...some }),
  );
}

export function newDigest(items: readonly Item[], some: Partial<Digest> = {}): Digest {
  return {
    kind: 'slot',
    items,
    at: new Date('2026-11-22T07:00:00Z'),
    zone: 'Europe/Berlin',
    language: 'en',
    topics: [],
    coverage: { articles: 120, sources: 30, stories: items.length, silent: 0 },
    ...some,
  };
}
