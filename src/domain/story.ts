import type { ArticleId, StoryId } from './ids.ts';
import type { Section } from './section.ts';

/** The articles of one event: the unit that is told. */
export interface Story {
  readonly id: StoryId;
  /** The headline of its most representative article. */
  readonly headline: string;
  /** Where people are sent for more. */
  readonly link: string | null;
  readonly language: string | null;
  /** Each publisher once, the first to tell it first. */
  readonly publishers: readonly string[];
  readonly sections: readonly Section[];
  readonly image: string | null;
  readonly firstSeen: Date;
  readonly lastSeen: Date;
  /** Grows when an article says something new; a reprint does not make it grow. */
  readonly version: number;
  /** False when all its articles were too old when first seen. */
  readonly isNews: boolean;
  /** When an article of it was last corrected or withdrawn; left out where none was. */
  readonly amendedAt?: Date;
  /** All its articles were withdrawn: it is told only to those who were told it before. */
  readonly isWithdrawn?: boolean;
}

/** What takes back, or puts right, what a story told. */
export interface Amendment {
  readonly kind: 'correction' | 'withdrawal';
  /** The publisher that says so. */
  readonly by: string;
}

/** What gathering one article changed. */
export interface Gathered {
  readonly article: ArticleId;
  readonly reprintOf: ArticleId | null;
  /** The story it joins or starts: `id` is null for one that starts here. */
  readonly story: Omit<Story, 'id'> & { readonly id: StoryId | null };
  /** What made the story grow to its version; left out when it did not grow. */
  readonly news?: StoryNews;
  /** The articles that are withdrawn by it, and what was said of them. */
  readonly withdrawal?: { readonly articles: readonly ArticleId[]; readonly words: string };
}

/** What becomes of a story that the articles of another join. */
export interface Joined extends Pick<Gathered, 'news'> {
  /** The story they leave, which ends. */
  readonly from: StoryId;
  /** The story they join, as it is from now on. */
  readonly story: Story;
}

/** What a story said new when it grew. */
export interface StoryNews {
  /** The version it grew to. */
  readonly version: number;
  readonly at: Date;
  /** Numbers and names nobody had told before, as written. */
  readonly facts: readonly string[];
  /** The sentences that hold them. */
  readonly sentences: readonly string[];
  /** Left out where the story only went on. */
  readonly amends?: Amendment;
}

export interface StoryStore {
  /** Files one article in its story, in one transaction; answers the story's id. */
  gather(change: Gathered): Promise<StoryId>;
  /** Moves all articles of one story into another and ends it, in one transaction. Answers false, and changes nothing, when any channel was told or is owed one of the two. */
  join(change: Joined): Promise<boolean>;
  find(ids: readonly StoryId[]): Promise<readonly Story[]>;
  /** Stories that are news, last seen or amended since the given instant, latest first. */
  newsSince(since: Date, limit: number): Promise<readonly Story[]>;
  /** How these stories grew, the earliest first; one that never grew is left out. */
  growthOf(stories: readonly StoryId[]): Promise<ReadonlyMap<StoryId, readonly StoryNews[]>>;
}
