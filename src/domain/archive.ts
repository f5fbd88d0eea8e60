import type { Community, Place } from './channel.ts';
import type { Frame, Item, Reasons } from './digest.ts';
import type { DigestId, StoryId } from './ids.ts';

/** A digest that was owed, as it was then. */
export interface PastDigest {
  readonly id: DigestId;
  readonly at: Date;
  readonly channel: { readonly id: number; readonly name: string | null };
  /** Null in those of the first versions. */
  readonly frame: Frame | null;
  /** In the order of their numbers; what a channel refused is not among them. */
  readonly stories: readonly PastStory[];
  /** Those that found no room, the best first; one that has joined another since is the other. */
  readonly cut: readonly StoryId[];
}

/** A story as a digest told it. */
export interface PastStory {
  readonly story: StoryId;
  readonly version: number;
  /** Null in those of the first versions. */
  readonly number: number | null;
  readonly reasons: Reasons | null;
  /** Null in those of the first versions. */
  readonly item: Item | null;
}

/** A digest in the list of those there were. */
export interface ListedDigest {
  readonly id: DigestId;
  readonly at: Date;
  readonly zone: string;
  /** What people call its channel, as last heard. */
  readonly channel: string | null;
  readonly stories: number;
  /** The headline of its first story; null in those of the first versions. */
  readonly first: string | null;
}

/** Where a story was told. */
export interface ToldIn {
  readonly digest: DigestId;
  readonly at: Date;
  readonly zone: string;
  readonly number: number | null;
}

/** What was told, for as long as it is kept. */
export interface ArchiveStore {
  /** A digest of one of the community's channels; null when there is none of this id, or not any more. */
  find(community: Community, id: DigestId): Promise<PastDigest | null>;
  /** Digests of the community's channels that told a story, the latest first: so many, after that many; and how many there are in all. */
  list(
    community: Community,
    limit: number,
    offset: number,
  ): Promise<{ readonly digests: readonly ListedDigest[]; readonly all: number }>;
  /** Of these stories, the latest digest of the community that told each. */
  toldIn(community: Community, stories: readonly StoryId[]): Promise<ReadonlyMap<StoryId, ToldIn>>;
  /** The latest digest of this place that told a story; null before its first. */
  latest(place: Place): Promise<DigestId | null>;
  /** The digest that a message of ours in this place belongs to, by the platform's id of the message. */
  ofMessage(place: Place, message: string): Promise<DigestId | null>;
}
