import type { Community, Place } from './channel.ts';
import type { Rich } from './rich.ts';

/** Where something is said, and what people call that place. */
export type Spot = Place & { readonly community: Community; readonly name: string | null };

export interface Asker {
  /** `discord:ID` or `telegram:ID`. */
  readonly id: string;
  readonly name: string;
  readonly isManager: boolean;
  /** Runs the bot. */
  readonly isOwner: boolean;
}

/** Somebody says a command somewhere. */
export interface Asking {
  readonly place: Spot;
  readonly asker: Asker;
  /** The address of the channel that a button carries along; null where it carries none. */
  readonly behalf: string | null;
  /** BCP 47, what they are answered in. */
  readonly language: string;
  /** Said by a button or as the answer to a question, or always for where it is said: without a channel it goes for the place where it stands. */
  readonly isPress: boolean;
  /** Whether it may change something: rights are asked for anew. */
  readonly isChange: boolean;
}

/** What comes of it: where the command counts, who says it there, and the desk that notes as theirs what it changes. */
export interface Turn<Desk> {
  readonly kind: 'welcome';
  readonly place: Spot;
  readonly asker: Asker;
  readonly desk: Desk;
  /** What who manages there is still to be told, before the answer. */
  readonly notices: readonly Rich[];
  /** The channel that is spoken for from another place; null where a command counts where it is said. */
  readonly behalf: Spot | null;
}

/** Why somebody gets no answer: the channel they speak for is not theirs to speak for, or the people who run the bot shut them or the place out. */
export type TurnedAway =
  | { readonly kind: 'turned-away'; readonly why: 'not-theirs'; readonly name: string }
  | { readonly kind: 'turned-away'; readonly why: 'blocked' };
