import type { Section } from './section.ts';
import type { Spot } from './turn.ts';
import type { WrongTopic } from './wrong-topic.ts';

/** What ordering a first digest step by step may ask of the bot. */
export interface SetupDesk {
  /** The sections with the stories each had here in the last day, the fullest first; where nothing was read yet the sources are read first, up to some seconds. */
  outline(place: Spot): Promise<Outline>;
  /** What would be ordered by what was chosen so far, with what else there is to choose from; stores nothing. */
  draft(asked: DraftAsked): Promise<Draft | WrongTopic | WrongZone | WrongTime>;
  /** The place that somebody means: `here`, `me` for their own direct messages, or a channel of the same server by its id. Null when there is none. */
  placeFor(place: Spot, where: string, person: string): Promise<Spot | null>;
}

export interface Outline {
  readonly sections: readonly { readonly section: Section; readonly stories: number }[];
  /** Stories of the last day in all. */
  readonly stories: number;
  /** The sources were read just now, for nothing had been read before. */
  readonly isFirst: boolean;
}

/** As typed or chosen; null is left to the bot. */
export interface DraftAsked {
  readonly place: Spot;
  /** Languages with regions, as in de-AT, the likeliest first. */
  readonly locales: readonly string[];
  readonly topics: string;
  readonly time: string | null;
  readonly zone: string | null;
}

export interface Draft {
  readonly kind: 'draft';
  readonly topics: readonly string[];
  readonly time: string;
  readonly zone: string;
  /** The first digest at its time. */
  readonly next: Date;
  readonly times: readonly string[];
  /** Zones that may be meant, with what their clocks show. */
  readonly zones: readonly { readonly zone: string; readonly clock: string }[];
}

interface WrongZone {
  readonly kind: 'wrong-zone';
  readonly given: string;
  readonly nearest: readonly string[];
}

interface WrongTime {
  readonly kind: 'wrong-time';
  readonly given: string;
}
