import type { ArticleId, SourceId, StoryId } from './ids.ts';
import type { Section } from './section.ts';

/** What we keep of one piece of news, read from a feed's entry and, where the feed is thin, from its page. */
export interface Article extends ArticleDraft {
  readonly id: ArticleId;
  /** The article whose text this one repeats; null when it is an original, or not yet gathered. */
  readonly reprintOf: ArticleId | null;
  /** Null until it is gathered. */
  readonly storyId: StoryId | null;
  /** What its source said when it took it back, empty where it said nothing; left out while the article stands. */
  readonly withdrawn?: string;
}

/** An article that has not been stored yet. */
export interface ArticleDraft {
  readonly sourceId: SourceId;
  /** What tells this entry from its source's others: the feed's identifier, else its address, else its headline. */
  readonly entryKey: string;
  /** The canonical address, by which copies are found; never fetched. Null when the entry has no page. */
  readonly address: string | null;
  /** The address as the feed gave it, which people are sent to. */
  readonly link: string | null;
  readonly headline: string;
  readonly byline: readonly string[];
  /** The news agency the text is credited to. */
  readonly credit: string | null;
  readonly publisher: string;
  /** When it was published; when it was first seen, where the source gives no date or one in the future. */
  readonly publishedAt: Date;
  readonly seenAt: Date;
  readonly language: string | null;
  /** Plain text, paragraphs separated by line breaks. */
  readonly text: string;
  readonly sections: readonly Section[];
  readonly tags: readonly string[];
  readonly image: string | null;
  /** False for one that was too old when first seen: it is kept for its story and for search, and told to nobody. */
  readonly isNews: boolean;
}

/** An article that was over this old when first seen is no news any more. */
const STALE_AFTER_MS = 36 * 3_600_000;

/**
 * When an article counts as published and whether it is news, by the date its source gives and the instant we first saw it.
 * A date that is missing or lies in the future is replaced by the instant it was seen.
 */
export function dateArticle(
  published: Date | null,
  seenAt: Date,
): { readonly publishedAt: Date; readonly isNews: boolean } {
  const publishedAt = published === null || published > seenAt ? seenAt : published;
  return { publishedAt, isNews: seenAt.getTime() - publishedAt.getTime() <= STALE_AFTER_MS };
}

/** One telling of a story, as far as it matters for how high the story stands. */
export interface Teller {
  readonly source: SourceId;
  readonly publisher: string;
  /** When it was published; when it last said something new, where it was rewritten. */
  readonly at: Date;
  readonly isReprint: boolean;
}

export interface ArticleStore {
  /** Stores articles; one whose source and entry key are known is passed over. Answers those that were new, with their ids. */
  add(drafts: readonly ArticleDraft[]): Promise<readonly Article[]>;
  /** Articles no story holds yet, oldest first. */
  ungathered(limit: number): Promise<readonly Article[]>;
  /** Gathered articles seen since the given instant, in the order they were gathered, a page at a time: those with an id above `after`. */
  gatheredSince(since: Date, after: ArticleId | null, limit: number): Promise<readonly Article[]>;
  /** The articles of these stories, earliest first. */
  ofStories(stories: readonly StoryId[]): Promise<readonly Article[]>;
  /** Who told these stories and when, earliest first, without reading the texts. */
  tellersOf(stories: readonly StoryId[]): Promise<ReadonlyMap<StoryId, readonly Teller[]>>;
  /** How many articles were seen since the given instant, and from how many sources. */
  coverageSince(since: Date): Promise<{ readonly articles: number; readonly sources: number }>;
  /** Of the articles these sources told since the given instant and stories hold: how many, from how many of the sources, in how many stories. */
  gatheredFrom(
    sources: readonly SourceId[],
    since: Date,
  ): Promise<{ readonly articles: number; readonly sources: number; readonly stories: number }>;
  count(): Promise<number>;
}
