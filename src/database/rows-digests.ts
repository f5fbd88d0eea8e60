import type { Generated } from 'kysely';
import type { Platform } from '../domain/channel.ts';
import type { DeliveryState } from '../domain/delivery.ts';
import type { Frame, Passed, Reasons } from '../domain/digest.ts';
import type { ChannelId, DeliveryId, DigestId, EditionId, StoryId, SubscriptionId } from '../domain/ids.ts';
import type { Json } from './json.ts';

export interface DigestRow {
  id: Generated<DigestId>;
  /** Null once the subscription was removed. */
  subscription_id: SubscriptionId | null;
  channel_id: ChannelId;
  kind: 'slot' | 'now';
  slot_date: string | null;
  slot_time: string | null;
  at: number;
  edition_id: EditionId;
  /** Where its parts go, when that is not the channel itself. */
  thread: string | null;
}

export interface DeliveryRow {
  id: Generated<DeliveryId>;
  digest_id: DigestId;
  channel_id: ChannelId;
  /** The channel's, which keeps it wherever it moves. */
  platform: Platform;
  number: number;
  total: number;
  state: DeliveryState;
  owed_at: number;
  /** When it may be claimed: while it is being sent, the end of the lease; null while a part before it is open, and when it is done. */
  due_at: number | null;
  /** Claims so far. */
  attempts: number;
  uncertain: number;
  message: string | null;
  why: string | null;
  /** It may have arrived twice, or was left because it may have arrived. */
  doubt: 'twice' | 'skipped' | null;
  done_at: number | null;
}

export interface ToldRow {
  channel_id: ChannelId;
  story_id: StoryId;
  digest_id: DigestId;
  version: number;
  state: 'reserved' | 'kept';
  /** Its place in the digest, from 1; null in those of the first versions. */
  number: number | null;
  /** How it was told; null in those of the first versions. */
  telling_id: number | null;
}

/** What the digests of many channels have in common. */
export interface EditionRow {
  id: Generated<EditionId>;
  /** Of all it says: the same said again is the same edition. Null once its parts were forgotten. */
  hash: string | null;
  /** When it was first owed. */
  at: number;
  /** What was left out of it; null when nothing was, and once it was forgotten. */
  passed: Json<Passed> | null;
  /** Null in those of the first versions. */
  frame: Json<Frame> | null;
}

export interface EditionItemRow {
  edition_id: EditionId;
  /** Its place, from 1. */
  number: number;
  story_id: StoryId;
  version: number;
  reasons: Json<Reasons> | null;
  /** How it was told; null in those of the first versions. */
  telling_id: number | null;
}

/** One message of an edition. */
export interface EditionPartRow {
  edition_id: EditionId;
  number: number;
  total: number;
  body: string;
  stories: Json<readonly StoryId[]>;
}
