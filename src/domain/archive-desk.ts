import type { ListedDigest, ToldIn } from './archive.ts';
import type { Community, Place } from './channel.ts';
import type { Part } from './digest.ts';
import type { DigestId } from './ids.ts';
import type { WrongTopic } from './wrong-topic.ts';

type Here = Place & { readonly community: Community };

/** What a command may ask about digests that were told here, as long as they are kept. */
export interface ArchiveDesk {
  /** A digest with its stories; the place's latest where none is named. */
  pastDigest(place: Here, digest: DigestId | null): Promise<PastView | NoSuchDigest>;
  /** The digests of the community that told something, the latest first; a page of them, from 1. */
  history(place: Here, page: number): Promise<HistoryPage>;
  /** Stories of what is read here that a query asks for, the latest first; a page of them, from 1. */
  search(place: Here, typed: string, page: number): Promise<FoundPage | WrongTopic>;
  /** A digest drawn for the place's platform once more. */
  reopen(place: Here, digest: DigestId): Promise<Reopened | NoSuchDigest>;
  /** The stories a digest had no room for, a page of them, from 1. */
  more(place: Here, digest: DigestId, page: number): Promise<MorePage | NoSuchDigest>;
  /** Who told a story of a digest by then. */
  origins(place: Here, digest: DigestId, number: number): Promise<Origins | NoSuchStory | NoSuchDigest>;
}

/** It was told to others, or so long ago that it is not kept any more. */
export interface NoSuchDigest {
  readonly kind: 'no-such-digest';
}

/** A story of a digest has no such number; it told so many. */
export interface NoSuchStory {
  readonly kind: 'no-such-story';
  readonly count: number;
}

export interface PastView {
  readonly kind: 'past';
  readonly digest: DigestId;
  readonly at: Date;
  readonly zone: string;
  readonly stories: readonly { readonly number: number; readonly headline: string }[];
}

export interface HistoryPage {
  readonly digests: readonly ListedDigest[];
  readonly page: number;
  readonly pages: number;
}

export interface FoundPage {
  readonly kind: 'found';
  /** What was asked for. */
  readonly typed: string;
  readonly stories: readonly Found[];
  readonly page: number;
  readonly hasMore: boolean;
}

/** A story by its latest article that was found. */
export interface Found {
  readonly headline: string;
  readonly link: string | null;
  readonly at: Date;
  readonly publishers: readonly string[];
  /** The digest here that told it last; null when none did. */
  readonly told: ToldIn | null;
}

export interface Reopened {
  readonly kind: 'reopened';
  readonly digest: DigestId;
  readonly at: Date;
  readonly zone: string;
  readonly parts: readonly Part[];
}

export interface MorePage {
  readonly kind: 'more';
  readonly digest: DigestId;
  readonly at: Date;
  readonly zone: string;
  /** They are counted on from those that were told. */
  readonly stories: readonly MoreStory[];
  readonly page: number;
  readonly pages: number;
}

export interface MoreStory {
  readonly number: number;
  readonly headline: string;
  readonly link: string | null;
  readonly summary: string;
  readonly publishers: readonly string[];
}

export interface Origins {
  readonly kind: 'origins';
  readonly digest: DigestId;
  readonly number: number;
  readonly headline: string;
  readonly zone: string;
  /** The earliest first. */
  readonly articles: readonly Origin[];
  /** Articles that joined the story after the digest. */
  readonly later: number;
}

/** An article as one publisher has it. */
export interface Origin {
  readonly publisher: string;
  readonly headline: string;
  readonly link: string | null;
  readonly at: Date;
  /** The publisher whose text it repeats; null for one of its own. */
  readonly reprintOf: string | null;
}
