import { setImmediate as breathe } from 'node:timers/promises';
import type { Article, ArticleStore } from '../domain/article.ts';
import type { Report } from '../domain/happening.ts';
import type { StoryId } from '../domain/ids.ts';
import type { Joined, StoryStore } from '../domain/story.ts';
import type { StoryIndex } from '../story/gather.ts';
import { grown, tellingOf } from './grow.ts';

interface RegatherRoom {
  readonly articles: ArticleStore;
  readonly stories: StoryStore;
  readonly report: Report;
  readonly clock: () => Date;
}

/** The stories original articles were put into lately. */
export interface RecentStories {
  /** When the article was seen, in epoch milliseconds; those compared longest ago first. */
  readonly begun: Map<StoryId, number>;
  /** How many of them, the first, were not compared since an article came. */
  left: number;
}

/** For so long after it was first seen an article may join a better story. */
const LOOSE_MS = 3_600_000;
/** Stories compared in one run, about a millisecond each; the others follow in the next. */
const MOST_COMPARED = 200;

/** Notes that an article was put into a story: each that stands alone may belong there now. */
export function noteStory(
  recent: RecentStories,
  story: StoryId,
  { seenAt, reprintOf }: Pick<Article, 'seenAt' | 'reprintOf'>,
  now: number,
): void {
  if (reprintOf !== null) return;
  if (now - seenAt.getTime() <= LOOSE_MS) recent.begun.set(story, seenAt.getTime());
  recent.left = recent.begun.size;
}

/**
 * Compares the last hour's articles that stand alone with the other stories again, now that more is known of them. One that fits moves there
 * with its reprints, unless any channel was told or is owed either story; its own story ends.
 */
export async function regather(room: RegatherRoom, index: StoryIndex, recent: RecentStories): Promise<void> {
  forgetOld(recent, room.clock().getTime());
  const some = [...recent.begun].slice(0, Math.min(recent.left, MOST_COMPARED));
  for (const [story, seenAt] of some) {
    const isLoose = await compareAgain(room, index, story);
    recent.begun.delete(story);
    if (isLoose) recent.begun.set(story, seenAt);
    recent.left--;
    await breathe();
  }
}

function forgetOld(recent: RecentStories, now: number): void {
  for (const [story, seenAt] of recent.begun) {
    if (now - seenAt > LOOSE_MS) recent.begun.delete(story);
  }
  recent.left = Math.min(recent.left, recent.begun.size);
}

/** Answers whether the story is to be compared again when more has come. */
async function compareAgain(room: RegatherRoom, index: StoryIndex, from: StoryId): Promise<boolean> {
  const place = index.elsewhere(from);
  if (place === null) return false;
  if (place.story === null) return true;
  const change = await joinOf(room, from, place.story as StoryId);
  if (change === null || !(await room.stories.join(change))) return false;
  index.join(from, change.story.id);
  room.report({ event: 'joined', from, story: change.story.id });
  return false;
}

/** The story as the other's one article and its reprints make it; it keeps its headline until its next article. Null where they are not what the index remembers. */
async function joinOf(
  { stories, articles, clock }: RegatherRoom,
  from: StoryId,
  into: StoryId,
): Promise<Joined | null> {
  const [left, story] = await stories.find([from, into]);
  const all = await articles.ofStories([from, into]);
  const [article, another] = all.filter(({ storyId, reprintOf }) => storyId === from && reprintOf === null);
  if (left === undefined || story === undefined || article === undefined || another !== undefined) return null;
  const inOrder = all.toSorted((one, other) => one.id - other.id);
  const joined = {
    ...story,
    publishers: [...new Set([...inOrder.map(({ publisher }) => publisher), ...story.publishers])],
    sections: [...new Set([...story.sections, ...left.sections])],
    image: story.image ?? left.image,
    firstSeen: new Date(Math.min(left.firstSeen.getTime(), story.firstSeen.getTime())),
    lastSeen: new Date(Math.max(left.lastSeen.getTime(), story.lastSeen.getTime())),
    isNews: story.isNews || left.isNews,
  };
  const known = all.filter(({ storyId }) => storyId === into).map(tellingOf);
  return { from, ...grown(joined, known, tellingOf(article), clock()) };
}
