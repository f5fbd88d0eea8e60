import type { Community } from './channel.ts';
import type { DeliveryState } from './delivery.ts';

/** Messages that are still to be sent to a community. */
export interface Waiting {
  readonly count: number;
  /** When the next of them is tried, and what the last try met; null where none was tried yet. */
  readonly until: Date | null;
  readonly why: string | null;
}

/** Messages nobody can tell the fate of. */
export interface Doubts {
  /** An answer was lost, and they were sent again. */
  readonly perhapsTwice: number;
  /** An answer was lost, and they were left. */
  readonly skipped: number;
}

/** The whole install in figures. */
export interface Figures {
  /** Those a digest is ordered in. */
  readonly communities: number;
  readonly subscriptions: number;
  readonly deliveries: ReadonlyMap<DeliveryState, number>;
  /** Seen since the instant asked for. */
  readonly articles: number;
  readonly stories: number;
  readonly databaseBytes: number;
}

export interface StandingStore {
  waiting(community: Community): Promise<Waiting>;
  /** Of a community's messages since an instant. */
  doubts(community: Community, since: Date): Promise<Doubts>;
  totals(since: Date): Promise<Figures>;
}
