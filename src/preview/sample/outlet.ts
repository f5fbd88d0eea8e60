import type { Section } from '../../domain/section.ts';

/**
 * One article as its outlet tells it. In its words `{day}` is the weekday it was published on, `{day-1}` the one before, `{date}` the month and day.
 * Two with one id are an article and its update, told by two feeds; the page has the later one.
 */
export interface SampleArticle {
  readonly id: string;
  /** The keys of the outlet's feeds it stands in. */
  readonly feeds: readonly string[];
  /** Before the newsroom's now. */
  readonly hoursAgo: number;
  readonly headline: string;
  readonly categories: readonly string[];
  readonly author?: string | undefined;
  /** What a thin feed tells of it; the first paragraph where nothing is said. */
  readonly summary?: string | undefined;
  /** Its own paragraphs; those after the agency's where it prints one's text. */
  readonly text: readonly string[];
  /** The key of the agency's text it prints. */
  readonly wire?: string | undefined;
  /** Whether its page puts boxes between the paragraphs. */
  readonly isCrowded?: boolean | undefined;
}

/** A feed of an outlet. */
export interface SampleFeed {
  readonly key: string;
  readonly path: string;
  readonly title: string;
  readonly format: 'rss' | 'rdf' | 'atom' | 'json';
  /** The folder it lies in; null for a feed of everything. */
  readonly section: Section | null;
  /** BCP 47. */
  readonly language: string;
  /** What its server answers instead of it. */
  readonly fault?: 'error' | 'malformed';
}

export interface Outlet {
  readonly name: string;
  /** Whether its feeds tell a sentence or two and leave the rest to the pages. */
  readonly isThin: boolean;
  readonly feeds: readonly SampleFeed[];
  readonly articles: readonly SampleArticle[];
}
