import type { Coverage, Part } from './digest.ts';

/** What the web page tells: one digest of everything, as each platform would be sent it now. */
export interface FrontPage {
  readonly discord: readonly Part[];
  readonly telegram: readonly Part[];
  /** How many stories it tells; none while there is nothing to tell. */
  readonly stories: number;
  readonly coverage: Coverage;
  /** The instant it speaks of, and the zone its times are written in. */
  readonly at: Date;
  readonly zone: string;
}

/** What stands around the digest: what is on, and where the news comes from. */
export interface FrontPageStanding {
  readonly isDiscordOn: boolean;
  readonly isTelegramOn: boolean;
  /** The model's name; null when summaries are excerpts. */
  readonly model: string | null;
  /** Whether the news is the sample newsroom's, and invented. */
  readonly isSample: boolean;
}
