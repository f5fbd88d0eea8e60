import type { Community, Place, Platform } from './channel.ts';

/** Who changed what is asked while people still remember that it was another way. */
export const CHANGES_KEPT_DAYS = 90;
/** Who put the bot out by mistake, or a server that was away for a while, finds everything as it was. */
export const DEPARTED_KEPT_DAYS = 30;

/** How much is kept of a community. */
export interface Holdings {
  readonly subscriptions: number;
  readonly digests: number;
  readonly sources: number;
  readonly topics: number;
  readonly mutes: number;
}

/** A community that put the bot out. */
export interface Departure {
  readonly community: Community;
  /** Where it was posted. */
  readonly places: readonly Place[];
}

export interface ForgettingStore {
  holdings(community: Community): Promise<Holdings>;
  /**
   * Forgets all that is kept of a community, and of the person where it is one person's own conversation: what they added or ordered elsewhere stays
   * with those it is for, without their name. Answers what there was.
   */
  forget(community: Community): Promise<Holdings>;
  /** Keeps when the bot was put out; the first time counts. */
  departed(community: Community, at: Date): Promise<void>;
  /** The bot is there again. */
  returned(community: Community): Promise<void>;
  /** The communities of a platform that something is kept of, private conversations aside, and whether they put the bot out. */
  known(platform: Platform): Promise<readonly { readonly community: Community; readonly isDeparted: boolean }[]>;
  /** Those that put the bot out before an instant. */
  departedBefore(instant: Date): Promise<readonly Departure[]>;
  /** Forgets the sources nobody uses any more and no article is kept of. */
  dropUnusedSources(): Promise<void>;
}
