import type { Channel, Home, Platform } from './channel.ts';
import type { Part } from './digest.ts';
import type { DeliveryId, DigestId, SubscriptionId } from './ids.ts';
import type { Posting, Schedule } from './subscription.ts';

export type DeliveryState = 'owed' | 'sending' | 'sent' | 'later' | 'refused' | 'uncertain';

/** One part owed to a channel. */
export interface Delivery {
  readonly id: DeliveryId;
  readonly digest: DigestId;
  readonly subscription: SubscriptionId | null;
  readonly channel: Channel;
  readonly part: Part;
  /** As the subscription wants it now; the usual where it is no more. */
  readonly posting: Posting;
  /** The thread that the digest's earlier parts opened or began, in the platform's terms: this one goes there. Null where it goes to the channel. */
  readonly thread: string | null;
  /** From 1; of so many. */
  readonly number: number;
  readonly of: number;
  /** How often it was tried before this try. */
  readonly attempts: number;
  /** True when an earlier try may have reached the channel: its answer was lost, or the process ended on the way. */
  readonly uncertain: boolean;
  readonly owedAt: Date;
  /** Its subscription's, in whose quiet hours it waits; null for a digest that somebody asked for now, and once the subscription has ended. */
  readonly schedule: Schedule | null;
}

/** How a part arrived. */
export interface Arrival {
  /** The platform's id of the message. */
  readonly message: string;
  /** Where the digest goes on, when that is not the channel itself; left out for what was there before. */
  readonly thread?: string;
  /** An earlier try may have arrived too, and nobody can look. */
  readonly isPerhapsTwice?: boolean;
}

/** What became of one try to send. */
export type SendOutcome =
  | (Arrival & { readonly kind: 'sent' })
  /** Not now: the platform named a time, or is away. `whole` holds back every channel of the platform's token, not just this one. */
  | { readonly kind: 'later'; readonly afterMs: number | null; readonly why: string; readonly whole: boolean }
  /** Never: this message, or with `gone` this channel, is not to be had. */
  | { readonly kind: 'refused'; readonly reason: Refusal; readonly detail: string }
  /** It may have arrived. */
  | { readonly kind: 'uncertain'; readonly cause: string }
  /** The channel has a new address; send there. */
  | { readonly kind: 'moved'; readonly to: Home };

/**
 * Why a part ended unsent: the channel is gone, the bot was put out of its community, it may not write there, the thread there is locked, the thread of
 * this digest alone was removed, the message itself is at fault, nobody answered for days, or it may have arrived and is not to be sent twice.
 */
export type Refusal = 'gone' | 'left' | 'forbidden' | 'locked' | 'removed' | 'malformed' | 'unanswered' | 'unsure';

export interface DeliveryStore {
  /**
   * Takes parts for these platforms that are due (owed, later or uncertain), oldest digest first, under a lease; a part waits until those before it in its digest are
   * done. A part whose lease ran out while sending comes back with `uncertain` set.
   */
  claim(now: Date, leaseUntil: Date, limit: number, platforms: readonly Platform[]): Promise<readonly Delivery[]>;
  /** Keeps the platform's message id, the digest's thread and what the part told. */
  sent(id: DeliveryId, arrival: Arrival, at: Date): Promise<void>;
  later(id: DeliveryId, at: Date, why: string): Promise<void>;
  /** Ends the part and releases what it would have told; with `unsure` that counts as told, for it may have arrived. */
  refused(id: DeliveryId, reason: Refusal, detail: string, at: Date): Promise<void>;
  uncertain(id: DeliveryId, cause: string, at: Date): Promise<void>;
  /** Gives claimed parts back untouched, so that another run can take them at once, or from an instant on. */
  release(ids: readonly DeliveryId[], from: Date | null): Promise<void>;
  /** Ends every lease at once: at the start of a process that alone has the database, they were a dead one's. */
  endLeases(now: Date): Promise<void>;
  /** When the earliest part that waits is due; null when none waits. */
  nextDue(): Promise<Date | null>;
  countByState(): Promise<ReadonlyMap<DeliveryState, number>>;
}
