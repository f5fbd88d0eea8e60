import type { Channel } from './channel.ts';
import type { DigestId, StoryId, SubscriptionId } from './ids.ts';
import type { Section } from './section.ts';
import type { Slot } from './subscription.ts';

/** A digest at its slot, or one asked for now; both write what was told. A preview writes nothing. */
export type DigestKind = 'slot' | 'now' | 'preview';

/** An ordered list of stories for one channel, before it is drawn for a platform. */
export interface Digest {
  readonly kind: DigestKind;
  readonly items: readonly Item[];
  /** The instant it speaks of, and the zone its date is written in. */
  readonly at: Date;
  readonly zone: string;
  /** BCP 47, of the bot's own words. */
  readonly language: string;
  /** What it is about, as the channel asked; empty is everything. */
  readonly topics: readonly string[];
  readonly coverage: Coverage;
}

/** One story as it is told. Every text in it is data: a platform's render escapes it. */
export interface Item {
  readonly story: StoryId;
  readonly version: number;
  readonly headline: string;
  readonly link: string | null;
  readonly summary: string;
  /** How the summary came about; null when there was no text to sum up. */
  readonly by: 'extractive' | 'model' | null;
  readonly publishers: readonly string[];
  readonly sections: readonly Section[];
  readonly image: string | null;
  readonly language: string | null;
}

/** How much was read for it. */
export interface Coverage {
  readonly articles: number;
  readonly sources: number;
  readonly stories: number;
  /** Sources that did not answer when last asked. */
  readonly silent: number;
}

/** One message of a digest, drawn for its platform. */
export interface Part {
  /** What the platform's messenger sends, as JSON. */
  readonly body: string;
  readonly stories: readonly StoryId[];
}

/** A digest on its way: what one transaction writes. */
export interface OwedDigest {
  readonly subscription: SubscriptionId | null;
  readonly channel: Channel;
  readonly kind: 'slot' | 'now';
  /** Null for one asked for now. */
  readonly slot: Slot | null;
  readonly nextSlot: Slot | null;
  readonly items: readonly { readonly story: StoryId; readonly version: number }[];
  readonly parts: readonly Part[];
  readonly at: Date;
}

export interface DigestStore {
  /**
   * Writes the digest, its deliveries, what it tells (reserved) and the subscription's next slot in one transaction. Answers null, and writes
   * only the next slot, when the slot's digest is there already: a slot is told once.
   */
  owe(digest: OwedDigest): Promise<DigestId | null>;
  /** Of these stories, those the channel was told or is owed, with the version. */
  toldVersions(channel: Channel['id'], stories: readonly StoryId[]): Promise<ReadonlyMap<StoryId, number>>;
  /** When the channel's latest digest was owed; null before its first. */
  latest(channel: Channel['id']): Promise<Date | null>;
}
