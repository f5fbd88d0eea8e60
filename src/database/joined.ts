import type { Kysely } from 'kysely';
import type { OwedDigest } from '../domain/digest.ts';
import type { StoryId } from '../domain/ids.ts';
import type { Tables } from './rows.ts';

/** Notes where a story that ends goes; what had joined it goes on with it, so that each ended story leads to one that is there. */
export async function noteJoin(tx: Kysely<Tables>, from: StoryId, into: StoryId): Promise<void> {
  await tx.updateTable('joined').set({ into_id: into }).where('into_id', '=', from).execute();
  await tx.insertInto('joined').values({ from_id: from, into_id: into }).execute();
}

/**
 * A digest that was made before one of its stories joined another tells that other: it is noted as told, up to what it says by now, so that it is
 * told once under whichever name. In the transaction that writes the digest, as the joining asks in its own whether either was told.
 */
export async function followJoins(tx: Kysely<Tables>, digest: OwedDigest): Promise<OwedDigest> {
  const ids = digest.items.map(({ story }) => story);
  if (ids.length === 0) return digest;
  const ended = await tx
    .selectFrom('joined')
    .innerJoin('stories as story', 'story.id', 'joined.into_id')
    .select(['joined.from_id', 'joined.into_id', 'story.version'])
    .where('joined.from_id', 'in', ids)
    .execute();
  if (ended.length === 0) return digest;
  const into = new Map(ended.map((row) => [row.from_id, row.into_id]));
  const versions = new Map(ended.map((row) => [row.into_id, row.version]));
  const follow = (id: StoryId): StoryId => into.get(id) ?? id;
  const items = digest.items.map((item) => {
    const story = follow(item.story);
    return { ...item, story, version: versions.get(story) ?? item.version };
  });
  return {
    ...digest,
    items: items.filter(({ story }, i) => items.findIndex((each) => each.story === story) === i),
    parts: digest.parts.map((part) => ({ ...part, stories: [...new Set(part.stories.map(follow))] })),
  };
}
