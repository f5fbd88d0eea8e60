import type { Channel, Place } from './channel.ts';
import type { DigestId, StoryId, SubscriptionId } from './ids.ts';
import { referenceTo } from './reference.ts';
import type { Section } from './section.ts';
import type { Amendment } from './story.ts';
import type { Posting, Slot, SlotName } from './subscription.ts';

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
  /** When its slot was, where it comes so late that people are told; left out otherwise. */
  readonly dueAt?: Date;
  /** What its channel wants to see beside the text; nothing where it is left out. */
  readonly shows?: Pick<Posting, 'images' | 'previews'>;
}

/** What stands around a digest's stories. */
export type Frame = Pick<Digest, 'zone' | 'language' | 'topics' | 'coverage'>;

/** One story as it is told. Every text in it is data: a platform's render escapes it. */
export interface Item {
  readonly story: StoryId;
  readonly version: number;
  /** The sentences that say what is new, when the channel was told the story before; left out at its first telling. */
  readonly update?: readonly string[];
  /** What was told before is taken back or put right by the update; left out where it only goes on. */
  readonly amends?: Amendment;
  readonly headline: string;
  readonly link: string | null;
  /** Empty when there was no text to sum up; null when the channel wants none. */
  readonly summary: string | null;
  /** How the summary came about: sentences of the articles, written by a model, or written by it in another language than theirs; null when there is none. */
  readonly by: 'extractive' | 'model' | 'translated' | null;
  /** Told in its own language though the channel asked for another. */
  readonly isForeign?: boolean;
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

/** What people may say of a digest by the buttons under it. */
type DigestVerb = 'more' | 'origins' | 'why' | 'mute';

/** A button under a digest. Whose digest it is, is known once that is owed: the part says which buttons it bears, the messenger which digest they speak of. */
export interface DigestButton {
  readonly verb: DigestVerb;
  readonly label: string;
}

/** What pressing it says, as it is written in Telegram without the slash: the digest goes by its reference. */
export function lineOf({ verb }: DigestButton, digest: DigestId): string {
  return `${verb} ${referenceTo(digest)}`;
}

/** The same stories told in the same words: kept once, however many channels of a platform have a digest of it. */
export interface Edition {
  readonly items: readonly {
    readonly story: StoryId;
    readonly version: number;
    readonly reasons?: Reasons;
    /** As it is told, kept for who asks about it later. */
    readonly item?: Item;
  }[];
  readonly frame?: Frame;
  /** What was left out of it, and why. */
  readonly passed?: Passed;
  readonly parts: readonly Part[];
}

/** A digest on its way: what one transaction writes. */
export interface OwedDigest {
  readonly subscription: SubscriptionId | null;
  readonly channel: Channel;
  readonly kind: 'slot' | 'now';
  /** Null for one asked for now. */
  readonly slot: Slot | null;
  readonly nextSlot: Slot | null;
  readonly edition: Edition;
  readonly at: Date;
}

/** Why a story stands in a digest, noted when it was put there. */
export interface Reasons {
  /** The topics and words by which it matched; none where everything is wanted. */
  readonly words: readonly string[];
  /** What its rank is made of, each 0 to 1. */
  readonly rank: Readonly<Record<RankPart, number>>;
  readonly by: Item['by'];
}

/** What a story's rank is made of: who tell it, how lately, what their sources weigh, how well it fits, how new it is here, and whether one outlet leads too many. */
export type RankPart = 'publishers' | 'recency' | 'sourceWeight' | 'section' | 'novelty' | 'variety';

/** Stories that were looked at for a digest and left out. */
export interface Passed {
  /** There were so many better ones: in the order of their rank. */
  readonly cut: readonly StoryId[];
  /** Told before, and nothing new in them. */
  readonly known: readonly StoryId[];
  /** Withdrawn by all who told them; digests of the first versions looked at none. */
  readonly withdrawn?: readonly StoryId[];
  readonly muted: readonly { readonly story: StoryId; readonly by: string }[];
}

/** What a digest made of a story. */
export interface Verdict {
  readonly at: Date;
  readonly finding: Finding;
}

export type Finding =
  | { readonly kind: 'told'; readonly number: number | null }
  /** `place` counts from 1, after those that were told. */
  | { readonly kind: 'cut'; readonly place: number }
  | { readonly kind: 'known' }
  | { readonly kind: 'withdrawn' }
  | { readonly kind: 'muted'; readonly by: string };

/** What a channel remembers. */
export interface ChannelPast {
  /** When its latest digest was owed; null before its first. */
  readonly latest: Date | null;
  readonly told: ReadonlyMap<StoryId, TellingBefore>;
}

/** How a channel was told a story: when last, up to which version, and how often. */
export interface TellingBefore {
  readonly version: number;
  readonly at: Date;
  readonly times: number;
}

export interface DigestStore {
  /**
   * Writes the digest, its deliveries, what it tells (reserved) and the subscription's next slot in one transaction. Answers null, and writes
   * only the next slot, when the slot's digest is there already: a slot is told once. Of a subscription that is gone, is paused or was given a later
   * slot meanwhile nothing is written, which is answered with null too. A story that joined another meanwhile is told as that other.
   */
  owe(digest: OwedDigest): Promise<DigestId | null>;
  /**
   * Owes many, each whole or not at all, and all for a fraction of what it costs to owe one by one; answers in their order. No channel may stand among
   * them twice. One that cannot be written costs no other: it is thrown once the others are there.
   */
  oweAll(digests: readonly OwedDigest[]): Promise<readonly (DigestId | null)[]>;
  /** Of these stories, those the channel was told or is owed, with the version. */
  toldVersions(channel: Channel['id'], stories: readonly StoryId[]): Promise<ReadonlyMap<StoryId, number>>;
  /** What these channels were told of these stories and perhaps of others; those that were told the same share one record of it. */
  pastsOf(
    channels: readonly Channel['id'][],
    stories: readonly StoryId[],
  ): Promise<ReadonlyMap<Channel['id'], ChannelPast>>;
  /** What the digests of this place since an instant made of a story, the latest first; none for those that did not look at it. */
  verdicts(place: Place, story: StoryId, since: Date): Promise<readonly Verdict[]>;
  /** When the latest digest of this place was owed; null before its first. */
  latestHere(place: Place): Promise<Date | null>;
  /** The slots of these subscriptions that were told, from a local date (YYYY-MM-DD) on. */
  toldSlots(
    subscriptions: readonly SubscriptionId[],
    since: string,
  ): Promise<ReadonlyMap<SubscriptionId, readonly SlotName[]>>;
  /** The instant of the digest that was written last; null before the first. */
  lastWritten(): Promise<Date | null>;
}
