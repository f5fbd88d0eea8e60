import type { StoryId } from './ids.ts';

/** How much is told of a story: two or three sentences, or twice that. */
export type Style = 'short' | 'full';

/** How a channel has its stories told. */
export interface Manner {
  /** `headline` tells no summary at all. */
  readonly style: 'headline' | Style;
  /** BCP 47: a story in another language is told in this one where a model can; null leaves each in its own. */
  readonly language: string | null;
  /** Whether a model's text may be told; else summaries are excerpts. */
  readonly ai: boolean;
}

/** What a summary is of. Made once for it, however many channels are told. */
export interface SummarySubject {
  readonly story: StoryId;
  readonly version: number;
  /** BCP 47, of the summary; null when the story's language is not known. */
  readonly language: string | null;
  readonly style: Style;
  /** Hash of all that the model was shown and of its name: the same once more is not asked again. */
  readonly contentHash: string;
}

/** What a model's text came to: it may be told, or it was rejected, with a stable code and the words it hung on. */
export type Summary =
  /** `headline` is the story's in the summary's language, where that is not its own. */
  | { readonly kind: 'accepted'; readonly text: string; readonly headline?: string }
  | { readonly kind: 'rejected'; readonly reason: string; readonly detail: string };

export interface SummaryStore {
  /** Of these content hashes, those a model's text is kept for. */
  find(contentHashes: readonly string[]): Promise<ReadonlyMap<string, Summary>>;
  /** Keeps what a model's text came to; one that is there already stays. */
  keep(subject: SummarySubject, summary: Summary, at: Date): Promise<void>;
}

/** Counts the tokens of each UTC day, so that the day's cap holds over all calls at one time and over a crash. */
export interface BudgetStore {
  /** Sets tokens aside for a call, at once and for good, unless the day's cap has no room for them. Answers whether it had. */
  reserve(day: string, tokens: number, cap: number): Promise<boolean>;
  /** Replaces what was set aside by what the call used. What a crash keeps from being settled stays counted. */
  settle(day: string, reserved: number, used: number): Promise<void>;
  /** Used and set aside on a day. */
  used(day: string): Promise<number>;
  /** The same of several days; those on which nothing was used may be left out. */
  usedOn(days: readonly string[]): Promise<readonly TokensOfDay[]>;
  /** While a day is paused no call finds room on it. */
  setPaused(day: string, isPaused: boolean): Promise<void>;
}

export interface TokensOfDay {
  /** YYYY-MM-DD, UTC. */
  readonly day: string;
  readonly tokens: number;
  readonly isPaused: boolean;
}
