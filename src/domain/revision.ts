import type { Article, ArticleDraft } from './article.ts';
import type { ArticleId, SourceId } from './ids.ts';

/** What an entry is recognised by when its source tells it once more. */
export interface EntryPrint {
  readonly key: string;
  /** The canonical address; null when it has none, or one that tells it from no other. */
  readonly address: string | null;
  /** Hash of its headline and text as the feed gives them. */
  readonly words: string;
  /** Hash of its text alone; null when that is too short to tell it from others. */
  readonly text: string | null;
}

/** An article its source tells once more, and by what it was known. */
export interface KnownEntry {
  readonly article: ArticleId;
  readonly by: 'key' | 'address' | 'text';
  /** Hash of the words it was told with last; null when that was not noted. */
  readonly words: string | null;
  readonly revisedAt: Date | null;
}

/** An article whose words changed after it was gathered. */
export interface Revision {
  /** As it is now. */
  readonly article: Article;
  /** As its story knows it. */
  readonly before: { readonly headline: string; readonly text: string };
}

/** An article in new words; without a text where only its headline could be had. */
export type RevisedWords = Omit<ArticleDraft, 'text'> & { readonly text: string | null };

/** Keeps apart what is new and what is told once more: an edited entry is an update of its article, never a new one. */
export interface RevisionStore {
  /** Of these entries of a source, those that tell an article of its again, by entry key: the same key, else the same address, else the same text. */
  known(source: SourceId, prints: readonly EntryPrint[]): Promise<ReadonlyMap<string, KnownEntry>>;
  /** Notes what articles are recognised by. */
  note(source: SourceId, prints: readonly (EntryPrint & { readonly article: ArticleId })[]): Promise<void>;
  /** Notes that their source still lists these articles; one that is new, or was noted within a week, is passed over. */
  noteListed(articles: readonly ArticleId[], now: Date): Promise<void>;
  /**
   * Gives an article its source's new words; when it was published and first seen stays, and where `text` is null its text too. Its story looks at it
   * again if it has one. Answers whether a word of it is other than before.
   */
  revise(article: ArticleId, draft: RevisedWords, print: EntryPrint, at: Date): Promise<boolean>;
  /** Its source took an article back: it keeps its words, for what was told of it must be found. Its story looks at it again if it has one. */
  withdraw(article: ArticleId, words: string, print: EntryPrint, at: Date): Promise<boolean>;
  /** Those their stories have still to look at, the longest waiting first. */
  waiting(limit: number): Promise<readonly Revision[]>;
  /** Its story has looked at it: `newsAt` is when it said something new, null when it did not. */
  settle(article: ArticleId, newsAt: Date | null): Promise<void>;
  find(article: ArticleId): Promise<Article | null>;
  /** Articles of this canonical address, the latest first. */
  atAddress(address: string): Promise<readonly Article[]>;
}
