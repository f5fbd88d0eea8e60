import type { Kysely } from 'kysely';
import type { Edition } from '../domain/digest.ts';
import type { StoryId } from '../domain/ids.ts';
import { inChunks } from './chunks.ts';
import type { Tables } from './rows.ts';

/** Notes where a story that ends goes; what had joined it goes on with it, so that each ended story leads to one that is there. */
export async function noteJoin(tx: Kysely<Tables>, from: StoryId, into: StoryId): Promise<void> {
  await tx.updateTable('joined').set({ into_id: into }).where('into_id', '=', from).execute();
  await tx.insertInto('joined').values({ from_id: from, into_id: into }).execute();
}

/**
 * Editions by themselves, each as it is to be told. One that was made before a story of it joined another tells that other: up to what it says by
 * now, so that it is told once under whichever name. In the transaction that writes the digests, as the joining asks in its own whether either was told.
 */
export async function followJoins(
  tx: Kysely<Tables>,
  editions: readonly Edition[],
): Promise<ReadonlyMap<Edition, Edition>> {
  const ids = new Set(editions.flatMap(({ items }) => items.map(({ story }) => story)));
  const ended = await inChunks([...ids], (some) =>
    tx
      .selectFrom('joined')
      .innerJoin('stories as story', 'story.id', 'joined.into_id')
      .select(['joined.from_id as from', 'joined.into_id as into', 'story.version'])
      .where('joined.from_id', 'in', some)
      .execute(),
  );
  return new Map(editions.map((edition) => [edition, ended.length === 0 ? edition : follow(edition, ended)]));
}

interface Ended {
  readonly from: StoryId;
  readonly into: StoryId;
  /** Of the story that goes on. */
  readonly version: number;
}

function follow(edition: Edition, ended: readonly Ended[]): Edition {
  const into = new Map(ended.map((each) => [each.from, each.into]));
  if (!edition.items.some(({ story }) => into.has(story))) return edition;
  const versions = new Map(ended.map((each) => [each.into, each.version]));
  const now = (story: StoryId): StoryId => into.get(story) ?? story;
  const items = edition.items.map((item) => {
    const story = now(item.story);
    return { ...item, story, version: versions.get(story) ?? item.version };
  });
  return {
    ...edition,
    items: items.filter(({ story }, i) => items.findIndex((each) => each.story === story) === i),
    parts: edition.parts.map((part) => ({ ...part, stories: [...new Set(part.stories.map(now))] })),
  };
}
