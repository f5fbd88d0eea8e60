import type { Community } from './channel.ts';
import type { SourceId } from './ids.ts';
import type { Section } from './section.ts';

/** A place news comes from. */
export interface Source extends SourceState {
  readonly id: SourceId;
  /** The address as it was added; polls go to `moved` targets only once they are stored here. */
  readonly address: string;
}

/** All of a source that polling changes; its address too, after a move that held. */
export interface SourceState {
  readonly address: string;
  readonly title: string | null;
  /** The site's home page. */
  readonly home: string | null;
  /** BCP 47, as the feed states it. */
  readonly language: string | null;
  /** From the folder it was listed in. */
  readonly section: Section | null;
  readonly validators: Validators;
  /** Of the last body that was read, in hex: the same bytes again cause no work. */
  readonly bodyHash: string | null;
  readonly health: Health;
  readonly move: Move | null;
  /** How often it brings something new, in minutes, smoothed; null until it is known. */
  readonly cadenceMinutes: number | null;
  /** When it last brought something new. */
  readonly lastNewAt: Date | null;
  readonly nextPollAt: Date;
  readonly state: 'active' | 'disabled' | 'gone';
}

/** Kept byte for byte as the server gave them. */
export interface Validators {
  readonly etag: string | null;
  readonly lastModified: string | null;
}

export interface Health {
  /** Failed polls in a row. */
  readonly failures: number;
  readonly failingSince: Date | null;
  /** A sentence, without a secret. */
  readonly lastError: string | null;
  readonly lastOk: Date | null;
  readonly lastPolled: Date | null;
}

/** A permanent redirect that was seen but is not stored yet. */
export interface Move {
  readonly to: string;
  /** Polls in a row that agreed. */
  readonly times: number;
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
}

export interface SourceStore {
  /**
   * Lets the owner use the source of this address, which is stored when it is new (due at once) and shared when it is known.
   * `by` is who added it: `discord:ID`, `telegram:ID` or null for the install.
   */
  use(draft: SourceDraft, owner: SourceOwner, by: string | null, now: Date): Promise<{ readonly source: Source; readonly isNew: boolean }>;
  /** Ends the owner's use; a source nobody uses any more is not polled. Answers whether it was used. */
  drop(source: SourceId, owner: SourceOwner): Promise<boolean>;
  /** What these owners use, in the order it was added. */
  usedBy(owners: readonly SourceOwner[]): Promise<readonly SourceUse[]>;
  findByAddress(address: string): Promise<Source | null>;
  /** Active sources in use whose next poll has come, the longest overdue first. */
  due(now: Date, limit: number): Promise<readonly Source[]>;
  /** When the next source is due; null when there is none. */
  nextDue(): Promise<Date | null>;
  save(id: SourceId, state: SourceState): Promise<void>;
  count(): Promise<{ readonly all: number; readonly failing: number }>;
}
