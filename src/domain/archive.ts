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
  /** Those that found no room, the best first. */
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

/** What was told, for as long as it is kept. */
export interface ArchiveStore {
  /** A digest of one of the community's channels; null when there is none of this id, or not any more. */
  find(community: Community, id: DigestId): Promise<PastDigest | null>;
  /** The latest digest of this place that told a story; null before its first. */
  latest(place: Place): Promise<DigestId | null>;
  /** The digest that a message of ours in this place belongs to, by the platform's id of the message. */
  ofMessage(place: Place, message: string): Promise<DigestId | null>;
}

/** What a digest is called in a command line, and a story of it by its number: `@1a 3`. No story's number, word or address looks like it. */
const REFERENCE = /^@(?<digest>[0-9a-z]{1,10})(?:\s+#?(?<number>\d{1,3}))?$/u;
const RADIX = 36;

export function referenceTo(digest: DigestId): string {
  return `@${digest.toString(RADIX)}`;
}

/** Null when it is none. */
export function readReference(text: string): { readonly digest: DigestId; readonly number: number | null } | null {
  const { digest, number } = REFERENCE.exec(text.trim())?.groups ?? {};
  if (digest === undefined) return null;
  return { digest: Number.parseInt(digest, RADIX) as DigestId, number: number === undefined ? null : Number(number) };
}
