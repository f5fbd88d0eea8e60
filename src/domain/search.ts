import type { Article } from './article.ts';
import type { ArticleId, SourceId } from './ids.ts';

/** What articles are searched for, in folded words; a query says the same to people. */
export type Sought =
  | { readonly kind: 'all' | 'any'; readonly parts: readonly Sought[] }
  | { readonly kind: 'without'; readonly part: Sought; readonly unwanted: Sought }
  | { readonly kind: 'words'; readonly where: 'anywhere' | 'title' | 'source'; readonly words: readonly SoughtWord[] };

/** Words of a phrase stand side by side; only the last may be a beginning. */
interface SoughtWord {
  readonly text: string;
  readonly beginning: boolean;
}

/** An article's words, folded, in their order. */
export interface IndexedWords {
  readonly article: ArticleId;
  readonly title: readonly string[];
  readonly body: readonly string[];
  readonly source: readonly string[];
}

export interface SearchStore {
  /** Articles whose words are not in the index yet, or are others now; the longest waiting first. */
  unindexed(limit: number): Promise<readonly Article[]>;
  /** Puts articles' words in the place of what was known of them. */
  index(words: readonly IndexedWords[]): Promise<void>;
  /**
   * Looks through the latest of what holds what is sought (null is everything), before `before`; a part at a time. Answers the gathered articles of these
   * sources among them, the latest first, and before which to go on; null when all was looked through.
   */
  find(
    sought: Sought | null,
    sources: readonly SourceId[],
    before: ArticleId | null,
  ): Promise<{ readonly articles: readonly Article[]; readonly next: ArticleId | null }>;
}
