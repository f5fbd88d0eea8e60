import type { Community, Place } from './channel.ts';
import type { Part } from './digest.ts';
import type { Section } from './section.ts';
import type { Source } from './source.ts';
import type { Importance } from './weight.ts';

/** What a command may ask about the sources of a community. */
export interface SourceDesk {
  /** Adds a feed, a site's one feed, or a feed that was offered before by its `#key`. */
  addSource(asked: SourceAsked): Promise<Added>;
  /** Those the community reads: its own, and the starter set; a page of them, from 1. */
  sources(community: Community, page: number): Promise<SourcePage>;
  removeSource(community: Community, which: string): Promise<Removed>;
  /** Whether the community reads the starter set; with `isRead` that is first changed. */
  starter(community: Community, isRead: boolean | null): Promise<StarterUse>;
  /** Has a source of the list count `more`, `usual` or `less` in the community's digests. */
  weighSource(community: Community, which: string, importance: string): Promise<Weighed>;
  /** Reads a source of the list, or any address, and tells what it is; stores nothing. */
  checkSource(community: Community, which: string): Promise<Checked>;
  /** The newest item of a source of the list, or of any address, drawn for the platform; stores nothing. */
  previewSource(
    place: Place & { readonly community: Community },
    which: string,
    language: string,
  ): Promise<SourcePreviewed>;
  /** Adds the sources of a list in OPML; none of them is asked yet. */
  importSources(community: Community, opml: string, by: string): Promise<Imported>;
  /** What the community reads, as OPML. */
  exportSources(community: Community): Promise<{ readonly count: number; readonly opml: string }>;
}

/** What somebody wants to be read, as typed. */
export interface SourceAsked {
  readonly community: Community;
  readonly address: string;
  /** The section of all its stories; null leaves it to what each says. */
  readonly section: string | null;
  readonly by: string;
}

export type Added =
  | { readonly kind: 'added'; readonly source: SourceView; readonly entries: number; readonly newest: Date | null }
  | { readonly kind: 'known'; readonly source: SourceView }
  | SourceChoice
  | SourceFault
  | { readonly kind: 'wrong-section'; readonly given: string }
  /** The people who run the bot switched it off. */
  | { readonly kind: 'barred' }
  /** What was offered under this key is not kept any more. */
  | { readonly kind: 'old-choice' }
  | { readonly kind: 'too-many'; readonly most: number };

/** A site has several feeds. */
export interface SourceChoice {
  readonly kind: 'choice';
  readonly feeds: readonly OfferedFeed[];
  readonly at: Date;
}

export interface OfferedFeed {
  readonly title: string | null;
  readonly address: string;
  readonly entries: number;
  readonly newest: Date | null;
  /** Stands for its address for an hour. */
  readonly key: string;
}

/** Why it can't be a source, a sentence with the next step. */
export interface SourceFault {
  readonly kind: 'fault';
  readonly address: string;
  readonly sentence: string;
  /** The source that this is, when it is one of the list. */
  readonly source: Source | null;
  readonly at: Date;
}

export type Removed = { readonly kind: 'removed'; readonly source: SourceView } | NoSuchSource;

export type Weighed =
  | { readonly kind: 'weighed'; readonly source: SourceView; readonly importance: Importance }
  | { readonly kind: 'wrong-importance'; readonly given: string }
  | NoSuchSource;

/** Of so many in the list. */
export interface NoSuchSource {
  readonly kind: 'no-such-source';
  readonly count: number;
}

/** Whether a community reads the starter set, and how many sources it reads then. */
export interface StarterUse {
  readonly isRead: boolean;
  readonly isChanged: boolean;
  /** In all, and of its own. */
  readonly sources: number;
  readonly own: number;
}

export interface SourceView {
  readonly source: Source;
  /** Its place in the community's list, from 1. */
  readonly number: number;
  /** Of the starter set, which a community cannot remove. */
  readonly isStarter: boolean;
}

export interface SourcePage {
  readonly shown: readonly SourceView[];
  /** Of the whole list. */
  readonly own: number;
  readonly starters: number;
  readonly page: number;
  readonly pages: number;
  readonly at: Date;
}

export type Checked =
  | {
      readonly kind: 'checked';
      readonly address: string;
      readonly title: string | null;
      /** BCP 47, as the feed states it. */
      readonly language: string | null;
      readonly entries: number;
      readonly newest: Date | null;
      /** How many entries carry so little text that their page is read as well. */
      readonly thin: number;
      /** The source that this is, when it is one of the list. */
      readonly source: Source | null;
      readonly at: Date;
    }
  | SourceChoice
  | SourceFault
  | NoSuchSource;

export type SourcePreviewed =
  | { readonly kind: 'preview'; readonly parts: readonly Part[] }
  | { readonly kind: 'empty'; readonly title: string | null; readonly address: string }
  | SourceChoice
  | SourceFault
  | NoSuchSource;

export type Imported =
  | {
      readonly kind: 'imported';
      readonly added: number;
      /** Read here already. */
      readonly known: number;
      /** Addresses that are none of the web, as written. */
      readonly refused: readonly string[];
      /** Sources that found no room. */
      readonly left: number;
      readonly most: number;
      readonly sections: readonly Section[];
    }
  /** A sentence that names the line. */
  | { readonly kind: 'broken'; readonly sentence: string }
  | { readonly kind: 'empty' };
