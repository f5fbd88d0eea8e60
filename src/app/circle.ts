import type { Community } from '../domain/channel.ts';
import type { SourceId } from '../domain/ids.ts';
import type { SourceOwner, SourceStore } from '../domain/source.ts';
import type { TopicStore } from '../domain/topic.ts';
import type { NamedQueries } from './topics.ts';

/** What a community has of its own: the sources it reads, with the starter set, and what it calls its queries. */
export interface Circle {
  readonly sources: ReadonlySet<SourceId>;
  readonly named: NamedQueries;
}

/** Reads each community once, however many of its subscriptions are due. */
export async function readCircles(
  stores: { readonly sources: SourceStore; readonly topics: TopicStore },
  communities: readonly Community[],
): Promise<ReadonlyMap<Community, Circle>> {
  const distinct = [...new Set(communities)];
  const [uses, topics] = await Promise.all([
    stores.sources.usedBy([...distinct, 'starter']),
    stores.topics.ofCommunities(distinct),
  ]);
  const used = Map.groupBy(uses, ({ owner }) => owner);
  const named = Map.groupBy(topics, ({ community }) => community);
  const idsOf = (owner: SourceOwner): readonly SourceId[] => used.get(owner)?.map(({ source }) => source.id) ?? [];
  const starter = new Set(idsOf('starter'));
  const circleOf = (community: Community): Circle => ({
    // One set for all who have no source of their own, so that what they read is looked through once.
    sources: used.has(community) ? new Set([...starter, ...idsOf(community)]) : starter,
    named: new Map(named.get(community)?.map(({ name, query }) => [name.toLowerCase(), query])),
  });
  return new Map(distinct.map((community) => [community, circleOf(community)]));
}
