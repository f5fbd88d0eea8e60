import type { Community } from './channel.ts';
import type { PaceHints } from './entry.ts';
import type { SourceId } from './ids.ts';
import type { Section } from './section.ts';

/** A place news comes from: a feed, with what we know of how it behaves. */
export interface Source extends SourceCourse {
  readonly id: SourceId;
  readonly title: string | null;
  /** The site's home page. */
  readonly home: string | null;
  /** The section its folder in the list names; null when it has none. */
  readonly section: Section | null;
  /** BCP 47, as the feed states it; a prior, not a fact. */
  readonly language: string | null;
}

/** What a source is called; what has no title, by its address. */
export function titleOf({ title, address }: Pick<Source, 'title' | 'address'>): string {
  return title ?? address;
}

/** The part of a source that every poll may change: where it is asked, with what, how it fared and when it is next due. */
export interface SourceCourse {
  /** The address that is asked. */
  readonly address: string;
  readonly validators: Validators;
  /** Hash of the last body that was read, so that the same bytes again cause no work; null before the first. */
  readonly bodyHash: string | null;
  /** What the feed last said about its own pace. */
  readonly hints: PaceHints;
  readonly health: SourceHealth;
  /** A permanent redirect that is not believed yet; null when the last good poll met none. */
  readonly moved: SourceMove | null;
  readonly cadence: Cadence;
  /** When it is due; means nothing unless the state is active. */
  readonly nextPollAt: Date;
  /**
   * Active sources are asked. A disabled one failed for a week, a gone one answered 410: neither is asked until revived by hand. A barred one was switched
   * off by the people who run the bot, and they alone switch it on.
   */
  readonly state: 'active' | 'disabled' | 'gone' | 'barred';
  /** Until when its host asked for quiet (Retry-After): holds for every source of that host, over a restart too. */
  readonly retryAfter: Date | null;
}

/** What the server gave to ask "anything new?" with, byte for byte. */
export interface Validators {
  readonly etag: string | null;
  readonly lastModified: string | null;
}

export interface SourceHealth {
  /** Polls that failed since the last good one. */
  readonly failures: number;
  readonly failingSince: Date | null;
  /** What went wrong last, as a sentence for people; null after a good poll. */
  readonly lastError: string | null;
  /** The last poll that was answered well, new or unchanged. */
  readonly lastOk: Date | null;
  /** When who added it was told that it fails; null while they need not know. */
  readonly notified: Date | null;
}

export interface SourceMove {
  readonly to: string;
  /** How many polls in a row were sent there. */
  readonly times: number;
}

/** How often a source publishes, as observed by our own polls and never by the dates it writes. */
export interface Cadence {
  /** Moving average of the minutes between two entries; null until two polls brought something. */
  readonly minutes: number | null;
  /** When a poll last brought a new entry. */
  readonly lastNewAt: Date | null;
}

/** What who added a source is told in private, once each. */
export type SourceNotice =
  | { readonly kind: 'failing'; readonly since: Date; readonly error: string }
  | { readonly kind: 'disabled'; readonly since: Date; readonly error: string }
  | { readonly kind: 'gone' }
  | { readonly kind: 'moved'; readonly from: string; readonly to: string };

/** What somebody was to be told of a source, as it was then. */
export interface UntoldNotice extends Pick<Source, 'address' | 'title'> {
  readonly notice: SourceNotice;
}

/** Keeps what people were not reached by in private until they say a command. */
export interface UntoldStore {
  keep(person: string, notice: UntoldNotice, at: Date): Promise<void>;
  /** Gives it out once, the oldest first. */
  take(person: string): Promise<readonly UntoldNotice[]>;
  forgetBefore(instant: Date): Promise<void>;
}

/** A source on its way in. */
export interface SourceDraft {
  readonly address: string;
  readonly title: string | null;
  readonly section: Section | null;
}

/** Whose a source is: a community's, or of the set the install starts with. */
export type SourceOwner = Community | 'starter';

export interface SourceUse {
  readonly source: Source;
  readonly owner: SourceOwner;
  /** Who added it; null for one of the list the install starts with. */
  readonly by: string | null;
}

/** A source with how many use it. */
export interface SourceInUse {
  readonly source: Source;
  /** Communities that added it. */
  readonly communities: number;
  readonly isStarter: boolean;
}

export interface SourceTaken {
  readonly source: Source;
  readonly isNew: boolean;
}

export interface SourceStore {
  /**
   * Lets the owner use the source of this address, which is stored when it is new (due at once) and shared when it is known: then it
   * takes the draft's section only where it has none.
   * `by` is who added it: `discord:ID`, `telegram:ID` or null for the install. With `most`: null, and nothing is stored, where the owner uses so many
   * others already.
   */
  use(draft: SourceDraft, owner: SourceOwner, by: string | null, now: Date): Promise<SourceTaken>;
  use(draft: SourceDraft, owner: SourceOwner, by: string | null, now: Date, most: number): Promise<SourceTaken | null>;
  /** Ends the owner's use; a source nobody uses any more is not polled. Answers whether it was used. */
  drop(source: SourceId, owner: SourceOwner): Promise<boolean>;
  /** What these owners use, in the order it was added. */
  usedBy(owners: readonly SourceOwner[]): Promise<readonly SourceUse[]>;
  /** Every source that somebody uses. */
  inUse(): Promise<readonly SourceInUse[]>;
  /** Switches a source off for everybody, or on again: then it is due at once. */
  setBarred(source: SourceId, isBarred: boolean, now: Date): Promise<void>;
  /** Ends everybody's use of a source. */
  dropEverywhere(source: SourceId): Promise<void>;
  /** Of these communities, those that do not read the starter set. */
  starterless(communities: readonly Community[]): Promise<ReadonlySet<Community>>;
  readStarter(community: Community, isRead: boolean): Promise<void>;
  findByAddress(address: string): Promise<Source | null>;
  find(source: SourceId): Promise<Source | null>;
  /** Active sources in use whose next poll has come, the longest overdue first; with `after`, those behind that one. */
  due(now: Date, limit: number, after?: Source): Promise<readonly Source[]>;
  /** Sources in use whose host asked for quiet beyond this instant. */
  resting(now: Date): Promise<readonly Source[]>;
  /** The people who added it, `discord:ID` or `telegram:ID`, each once; none for one the install started with. */
  addedBy(source: SourceId): Promise<readonly string[]>;
  /** Stores all a poll may have changed. */
  save(source: Source): Promise<void>;
  /** Of those in use: all, those that failed when last asked, and those that have answered at least once. */
  count(): Promise<{ readonly all: number; readonly failing: number; readonly answered: number }>;
}
