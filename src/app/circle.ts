import type { Community } from '../domain/channel.ts';
import type { SourceId } from '../domain/ids.ts';
import type { Mute, MuteStore } from '../domain/mute.ts';
import type { Source, SourceOwner, SourceStore } from '../domain/source.ts';
import type { TopicStore } from '../domain/topic.ts';
import { type SourceWeight, WEIGHTS, type WeightStore } from '../domain/weight.ts';
import type { NamedQueries } from './topics.ts';

/** What a community has of its own: the sources it reads, with the starter set, what it makes of them, what it calls its queries, and what it does not want to hear of. */
export interface Circle {
  readonly reading: Reading;
  readonly named: NamedQueries;
  readonly mutes: readonly Mute[];
  readonly weights: SourceWeights;
}

/** What sources count in rank. */
export interface SourceWeights {
  /** The same for all who weigh alike: nearly everybody makes the usual of all. */
  readonly key: string;
  /** Where it is not the usual. */
  readonly of: ReadonlyMap<SourceId, number>;
}

export const ALL_USUAL: SourceWeights = { key: '', of: new Map() };

/** The sources that are read for a community, and how many of them did not answer when last asked. */
export interface Reading {
  /** The same for all who read the same. */
  readonly key: string;
  readonly sources: ReadonlySet<SourceId>;
  readonly silent: number;
}

/** Reads each community once, however many of its subscriptions are due. */
export async function readCircles(
  stores: {
    readonly sources: SourceStore;
    readonly topics: TopicStore;
    readonly mutes: MuteStore;
    readonly weights: WeightStore;
  },
  communities: readonly Community[],
  now: Date,
): Promise<ReadonlyMap<Community, Circle>> {
  const distinct = [...new Set(communities)];
  const [uses, starterless, topics, mutes, weights] = await Promise.all([
    stores.sources.usedBy([...distinct, 'starter']),
    stores.sources.starterless(distinct),
    stores.topics.ofCommunities(distinct),
    stores.mutes.ofCommunities(distinct, now),
    stores.weights.ofCommunities(distinct),
  ]);
  const used = Map.groupBy(uses, ({ owner }) => owner);
  const named = Map.groupBy(topics, ({ community }) => community);
  const weighed = Map.groupBy(weights, ({ community }) => community);
  const muted = Map.groupBy(mutes, ({ community }) => community);
  const sourcesOf = (owner: SourceOwner): readonly Source[] => used.get(owner)?.map(({ source }) => source) ?? [];
  const starter = readingOf(sourcesOf('starter'));
  const readBy = (community: Community): Reading => {
    if (starterless.has(community)) return readingOf(sourcesOf(community));
    // One reading for all who have no source of their own, so that what they read is looked through once.
    return used.has(community) ? readingOf([...sourcesOf('starter'), ...sourcesOf(community)]) : starter;
  };
  const circleOf = (community: Community): Circle => ({
    reading: readBy(community),
    named: new Map(named.get(community)?.map(({ name, query }) => [name.toLowerCase(), query])),
    mutes: muted.get(community) ?? [],
    weights: weightsOf(weighed.get(community) ?? []),
  });
  return new Map(distinct.map((community) => [community, circleOf(community)]));
}

function weightsOf(weights: readonly SourceWeight[]): SourceWeights {
  if (weights.length === 0) return ALL_USUAL;
  const some = weights.map(({ source, importance }) => [source, WEIGHTS[importance]] as const);
  return { key: JSON.stringify(some), of: new Map(some) };
}

function readingOf(sources: readonly Source[]): Reading {
  const distinct = [...new Map(sources.map((source) => [source.id, source])).values()];
  const silent = distinct.filter(({ health }) => health.lastError !== null).length;
  const ids = distinct.map(({ id }) => id).sort((a, b) => a - b);
  return { key: `${ids.join(' ')} (${silent})`, sources: new Set(ids), silent };
}
