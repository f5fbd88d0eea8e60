import type { Holdings } from './forgetting.ts';
import type { SourceId } from './ids.ts';
import type { SourceInUse, SourceStore } from './source.ts';
import type { Figures } from './standing.ts';
import type { TokensOfDay } from './summary.ts';

/** What the people who run the bot may ask and do. */
export interface AdminDesk {
  totals(): Promise<Totals>;
  /** Every source in use, those in trouble first, then those most communities read; a page of them, from 1. */
  installSources(page: number): Promise<InstallSources>;
  /** With an act that is done first. Null when nobody uses a source of this number. */
  changeInstallSource(id: SourceId, act: SourceAct | null, by: string): Promise<SourceChanged | null>;
  /** What the model used; with `isPaused` it is first paused for today, or let on. */
  budget(isPaused: boolean | null): Promise<Budget>;
  /** Whom the bot answers no more; with `who` that one is first shut out, or let in. */
  blocks(who: string | null, isBlocked: boolean): Promise<Blocks>;
  /** How much is kept of a community or person; with `isSure` it is then forgotten. */
  forgetWho(who: string, isSure: boolean): Promise<Forgotten>;
}

export type Forgotten = { readonly kind: 'holdings'; readonly holdings: Holdings } | { readonly kind: 'wrong-who' };

/** The whole install in figures. */
export interface Totals extends Figures {
  readonly sources: Awaited<ReturnType<SourceStore['count']>>;
  readonly memoryBytes: number;
  readonly startedAt: Date;
  readonly at: Date;
}

/** Switch a source off for everybody, or on again; take it from everybody; put it into the starter set, or out of it. */
export const SOURCE_ACTS = ['off', 'on', 'remove', 'starter', 'not-starter'] as const;
export type SourceAct = (typeof SOURCE_ACTS)[number];

export interface SourceChanged {
  readonly source: SourceInUse;
  readonly at: Date;
}

export interface InstallSources {
  readonly shown: readonly SourceInUse[];
  readonly count: number;
  readonly page: number;
  readonly pages: number;
  readonly at: Date;
}

export interface Budget {
  /** Null when summaries are excerpts. */
  readonly model: string | null;
  readonly cap: number;
  readonly isPaused: boolean;
  /** The last week, today last. */
  readonly days: readonly TokensOfDay[];
}

export type Blocks =
  | { readonly kind: 'blocks'; readonly all: readonly string[]; readonly changed: string | null }
  /** It is no community or person: `discord:ID` or `telegram:ID`. */
  | { readonly kind: 'wrong-who'; readonly given: string }
  | { readonly kind: 'an-owner' };

/** Whom the bot answers no more: communities and people alike, by their ids. */
export interface BlockStore {
  isBlocked(whos: readonly string[]): Promise<boolean>;
  block(who: string, at: Date): Promise<void>;
  unblock(who: string): Promise<void>;
  all(): Promise<readonly string[]>;
}
