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

/** Somebody says a command somewhere; `behalf` is the address of the channel that a button carries along, null where it carries none. */
export interface Asking {
  readonly place: Spot;
  readonly asker: Asker;
  readonly behalf: string | null;
  /** BCP 47, what they are answered in. */
  readonly language: string;
}

/** What comes of it: where the command counts, who says it there, and the desk that notes as theirs what it changes. */
export interface Turn<Desk> {
  readonly place: Spot;
  readonly asker: Asker;
  readonly desk: Desk;
  /** What who manages there is still to be told, before the answer. */
  readonly notices: readonly Rich[];
  /** The channel that is spoken for from another place; null where a command counts where it is said. */
  readonly behalf: Spot | null;
}
