import type { ArticleStore, Teller } from '../domain/article.ts';
import type { Coverage } from '../domain/digest.ts';
import type { StoryId } from '../domain/ids.ts';
import type { Story, StoryNews, StoryStore } from '../domain/story.ts';
import type { Reading } from './circle.ts';
import { createMatcher, type Matcher } from './match.ts';
import { createMemo, type Memo } from './memo.ts';
import type { Summarizer } from './summarize.ts';
import { createWording, type Wording } from './wording.ts';

/** What the news of one instant is read from. */
export interface StockStores {
  readonly stories: StoryStore;
  readonly articles: ArticleStore;
  readonly summarizer: Summarizer;
  /** Remembers what queries found; without one each reading of the news looks at all stories anew. */
  readonly matcher?: Matcher;
}

/** The news of the last week as it stands at one instant, and what was made of it so far: shared by all digests that are made at that instant. */
export interface Stock {
  readonly now: Date;
  /** The latest first. */
  readonly stories: readonly Story[];
  readonly tellers: ReadonlyMap<StoryId, readonly Teller[]>;
  readonly matcher: Matcher;
  readonly wording: Wording;
  /** What is the same for many digests, by what it follows from. */
  readonly once: Memo;
  /** Tells one object from all others. */
  numberOf(object: object): number;
  growthOf(told: ReadonlyMap<StoryId, unknown>): Promise<ReadonlyMap<StoryId, readonly StoryNews[]>>;
  /** How much was read of these sources since an instant, to the minute. */
  coverageOf(reading: Reading, since: Date): Promise<Coverage>;
}

const WEEK_MS = 7 * 24 * 3_600_000;
const MINUTE_MS = 60_000;
/** Stories a digest may be made of at most; the latest are kept. */
const MOST_STORIES = 5_000;
/** Things made for many digests that are kept at once; a drawn digest is some 10 KB. */
const MOST_KEPT = 3_000;

export async function readStock(stores: StockStores, now: Date): Promise<Stock> {
  const stories = await stores.stories.newsSince(new Date(now.getTime() - WEEK_MS), MOST_STORIES);
  const tellers = await stores.articles.tellersOf(stories.map(({ id }) => id));
  const once = createMemo(MOST_KEPT);
  const numberOf = createNumbering();
  const listed = new Set(stories.map(({ id }) => id));
  return {
    ...{ now, stories, tellers, once, numberOf },
    matcher: stores.matcher ?? createMatcher(),
    wording: createWording(stores.summarizer),
    async growthOf(told) {
      if (told.size === 0) return new Map();
      const ids = [...told.keys()].filter((id) => listed.has(id));
      return await once(`growth ${numberOf(told)}`, () => stores.stories.growthOf(ids));
    },
    async coverageOf({ key, sources, silent }, since) {
      const minute = new Date(Math.floor(since.getTime() / MINUTE_MS) * MINUTE_MS);
      const count = () => stores.articles.gatheredFrom([...sources], minute);
      return { ...(await once(`coverage ${minute.getTime()} ${key}`, count)), silent };
    },
  };
}

function createNumbering(): (object: object) => number {
  const numbers = new WeakMap<object, number>();
  let last = 0;
  return (object) => {
    const number = numbers.get(object) ?? ++last;
    numbers.set(object, number);
    return number;
  };
}
