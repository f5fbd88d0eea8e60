import type { Feed } from '../domain/entry.ts';
import type { FeedFaultKind } from './feed-fault.ts';
import type { PageReading } from './page-refusal.ts';

/** A document as it was fetched. */
export interface Fetched {
  readonly bytes: Uint8Array;
  /** The Content-Type of the answer, null when it gave none. */
  readonly type: string | null;
  /** The address it came from, after redirects. */
  readonly base: string;
}

/** What a document may say, by the kind of reading that was asked for. A new kind is a line here and a reader in the process. */
export interface Readings {
  readonly feed: Feed;
  readonly page: PageReading;
}

export type ReadingKind = keyof Readings;

/** What a parsing process is asked: one document at a time. */
export interface Task extends Fetched {
  readonly kind: ReadingKind;
  /** The instant it is read at: no page is from after it. */
  readonly now: Date;
}

/** `slow` and `large` were ended for their time or memory, `broken` is a mistake of ours, `closed` came after the end. */
export type FaultKind = FeedFaultKind | 'slow' | 'broken' | 'closed';

/** A document that could not be read; the reason is a sentence for people. */
export interface Fault {
  readonly kind: 'fault';
  readonly fault: FaultKind;
  readonly reason: string;
}

/** What a parsing process says: that it began (its time counts from here), and then how it went. */
export type Message =
  | { readonly kind: 'begun' }
  | { readonly kind: 'read'; readonly reading: Readings[ReadingKind] }
  | Fault;
