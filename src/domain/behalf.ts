import type { Spot } from './turn.ts';

/** The channels that somebody spoke for from their private conversation, and the one they speak for now. */
export interface BehalfStore {
  /** Those somebody spoke for, the latest first. */
  known(person: string): Promise<readonly Spot[]>;
  /** From now on, until an instant, what they say goes for this one. */
  begin(person: string, spot: Spot, until: Date): Promise<void>;
  /** What they say goes for their own conversation again; answers for which channel it went. */
  end(person: string, now: Date): Promise<Spot | null>;
  current(person: string, now: Date): Promise<Spot | null>;
  /** They do not run it any more. */
  forget(person: string, address: string): Promise<void>;
}

/** Where somebody who runs a channel can speak for it from elsewhere: what their platform knows of channels and of who runs them. */
export interface Directory {
  /** The channel of a name, a number or an address as people write them; null when there is none, or the bot may not see it. */
  find(typed: string): Promise<Spot | null>;
  /** Whether somebody runs a channel; with `isFresh` it is asked anew, else an answer of the last minute will do. */
  isManager(spot: Spot, person: string, isFresh: boolean): Promise<boolean>;
}

/** What came of asking to speak for a channel. */
export type Managing =
  | { readonly kind: 'managing'; readonly spot: Spot; readonly until: Date }
  /** With `ended`, the channel it went for until now. */
  | { readonly kind: 'own'; readonly ended: Spot | null; readonly known: readonly Spot[] }
  | { readonly kind: 'unknown'; readonly given: string; readonly known: readonly Spot[] }
  | { readonly kind: 'not-administrator'; readonly name: string }
  | { readonly kind: 'may-not-post'; readonly name: string; readonly missing: readonly string[] }
  /** It was said among others, or the platform has no such thing. */
  | { readonly kind: 'not-private' };
