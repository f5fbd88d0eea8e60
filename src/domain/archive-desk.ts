import type { Community, Place } from './channel.ts';
import type { DigestId } from './ids.ts';

type Here = Place & { readonly community: Community };

/** What a command may ask about digests that were told here, as long as they are kept. */
export interface ArchiveDesk {
  /** A digest with its stories; the place's latest where none is named. */
  pastDigest(place: Here, digest: DigestId | null): Promise<PastView | NoSuchDigest>;
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
