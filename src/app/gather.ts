import { setImmediate as breathe } from 'node:timers/promises';
import type { Article, ArticleStore } from '../domain/article.ts';
import type { Report } from '../domain/happening.ts';
import type { ArticleId, StoryId } from '../domain/ids.ts';
import type { Revision, RevisionStore } from '../domain/revision.ts';
import type { Story, StoryStore } from '../domain/story.ts';
import { createStoryIndex, type StoryIndex } from '../story/gather.ts';
import { createReprintIndex, type ReprintIndex } from '../story/reprints.ts';
import { type Amending, amended, amendingEdit, amendingNotice, withStanding } from './amend.ts';
import { grown, type Retold, tellingOf } from './grow.ts';
import { noteStory, type RecentStories, regather } from './regather.ts';

/** What gathering rests on. */
export interface GatherRoom {
  readonly articles: ArticleStore;
  readonly stories: StoryStore;
  readonly revisions: RevisionStore;
  readonly report: Report;
  readonly clock: () => Date;
}

export interface Gatherer {
  /** Files every article no story holds yet in its story, and looks at those again that stand alone since lately or were rewritten. The first call reads back what was gathered in the window. */
  gatherNew(): Promise<void>;
}

const DAY_MS = 24 * 3_600_000;
/** How long an article is looked for among reprints: an edition may reprint what another had weeks ago. */
const WINDOW_MS = 30 * DAY_MS;
/** A story is closed twelve days after it was last told (see story/gather.ts). */
const STORY_WINDOW_MS = 12 * DAY_MS;
const FORGET_EVERY_MS = 3_600_000;
const BATCH = 100;

interface Indexes {
  readonly reprints: ReprintIndex;
  readonly stories: StoryIndex;
  readonly recent: RecentStories;
  forgottenAt: number;
}

export function createGatherer(room: GatherRoom): Gatherer {
  let indexes: Promise<Indexes> | null = null;
  let running = Promise.resolve();
  const gather = async (): Promise<void> => {
    indexes ??= readBack(room);
    await gatherAll(room, await indexes);
  };
  return {
    async gatherNew() {
      running = running.then(gather);
      const mine = running;
      running = mine.catch(() => undefined);
      await mine;
    },
  };
}

/** After a start the indexes are filled from what the window's articles were found to be; nothing is decided anew. */
async function readBack(room: GatherRoom): Promise<Indexes> {
  const now = room.clock().getTime();
  const indexes = {
    reprints: createReprintIndex(),
    stories: createStoryIndex(),
    recent: { begun: new Map(), left: 0 },
    forgottenAt: now,
  };
  let last: ArticleId | null = null;
  for (;;) {
    const articles: readonly Article[] = await room.articles.gatheredSince(new Date(now - WINDOW_MS), last, BATCH);
    for (const article of articles) await restore(indexes, article, now);
    last = articles.at(-1)?.id ?? null;
    if (last === null) return indexes;
  }
}

async function restore({ reprints, stories, recent }: Indexes, article: Article, now: number): Promise<void> {
  const telling = tellingOf(article);
  reprints.restore(telling, article.reprintOf);
  const isOpen = now - article.seenAt.getTime() < STORY_WINDOW_MS;
  if (article.storyId !== null && isOpen) {
    stories.file(telling, article.reprintOf, article.storyId);
    noteStory(recent, article.storyId, article, now);
  }
  await breathe();
}

async function gatherAll(room: GatherRoom, indexes: Indexes): Promise<void> {
  forgetOld(room, indexes);
  await gatherWaiting(room, indexes);
  await regather(room, indexes.stories, indexes.recent);
  await lookAgainAtRevised(room, indexes);
}

async function gatherWaiting(room: GatherRoom, indexes: Indexes): Promise<void> {
  for (;;) {
    const articles = await room.articles.ungathered(BATCH);
    if (articles.length === 0) return;
    for (const article of articles) await gatherOne(room, indexes, article);
  }
}

async function lookAgainAtRevised(room: GatherRoom, indexes: Indexes): Promise<void> {
  for (;;) {
    const revisions = await room.revisions.waiting(BATCH);
    if (revisions.length === 0) return;
    for (const revision of revisions) await lookAgain(room, indexes, revision);
  }
}

function forgetOld({ clock }: GatherRoom, indexes: Indexes): void {
  const now = clock().getTime();
  if (now - indexes.forgottenAt < FORGET_EVERY_MS) return;
  indexes.forgottenAt = now;
  indexes.reprints.forgetBefore(new Date(now - WINDOW_MS));
  indexes.stories.forgetBefore(new Date(now - STORY_WINDOW_MS));
}

async function gatherOne(room: GatherRoom, { reprints, stories, recent }: Indexes, article: Article): Promise<void> {
  const telling = tellingOf(article);
  const found = reprints.add(telling);
  // An article whose filing failed half-way is met again and must not be its own reprint.
  const reprintOf = found === article.id ? null : (found as ArticleId | null);
  const joined = stories.find(telling, reprintOf).story as StoryId | null;
  if (joined !== null) stories.file(telling, reprintOf, joined);
  const told = joined === null ? null : await retell(room, stories, joined, { ...article, reprintOf });
  const story = await room.stories.gather({
    article: article.id,
    reprintOf,
    ...(told ?? { story: { ...firstTold(article), id: null } }),
  });
  if (joined === null) stories.file(telling, reprintOf, story);
  noteStory(recent, story, { ...article, reprintOf }, room.clock().getTime());
  room.report({ event: 'gathered', article: article.id, story, reprintOf, isNew: told === null });
  await breathe();
}

/** A story as its first article tells it. */
function firstTold({
  headline,
  link,
  language,
  publisher,
  sections,
  image,
  seenAt,
  isNews,
}: Article): Omit<Story, 'id'> {
  return {
    headline,
    link,
    language,
    publishers: [publisher],
    sections,
    image,
    firstSeen: seenAt,
    lastSeen: seenAt,
    version: 1,
    isNews,
  };
}

/** A story with one article more. A reprint adds its publisher and nothing else. */
async function retell(
  { stories, articles, clock }: GatherRoom,
  index: StoryIndex,
  id: StoryId,
  next: Article,
): Promise<Retold | null> {
  const [story] = await stories.find([id]);
  if (story === undefined) return null;
  const publishers = [...new Set([...story.publishers, next.publisher])];
  const isNews = story.isNews || next.isNews;
  const known = await articles.ofStories([id]);
  const notice = amendingNotice(known, next);
  if (notice !== null) return amendedBy({ ...story, publishers, isNews }, known, next, notice, clock());
  if (next.reprintOf !== null) return { story: withStanding({ ...story, publishers, isNews }, [...known, next]) };
  const lead = [...known, next].find((each) => each.id === index.headlineOf(id));
  const retold = {
    ...story,
    publishers,
    headline: lead?.headline ?? story.headline,
    link: lead?.link ?? story.link,
    image: story.image ?? next.image,
    sections: [...new Set([...story.sections, ...next.sections])],
    lastSeen: next.seenAt,
    isNews,
  };
  return grown(withStanding(retold, [...known, next]), known.map(tellingOf), tellingOf(next), clock());
}

/** A story that a new article corrects or withdraws keeps its headline: the article's own is the notice. */
function amendedBy(story: Story, known: readonly Article[], next: Article, notice: Amending, now: Date): Retold {
  const { articles: withdrawn = [], words = '' } = notice.withdrawal ?? {};
  const after = [...known, next].map((each) => (withdrawn.includes(each.id) ? { ...each, withdrawn: words } : each));
  return amended(withStanding(story, after), notice, now);
}

/** A rewritten article adds to its story what none of its articles had, its own old words among them, or takes some of it back; what a reprint adds is its publisher's. */
async function lookAgain(room: GatherRoom, { stories: index }: Indexes, { article, before }: Revision): Promise<void> {
  const { id, storyId, reprintOf } = article;
  const [found] = storyId === null ? [] : await room.stories.find([storyId]);
  if (found === undefined) return await room.revisions.settle(id, null);
  const known = await room.articles.ofStories([found.id]);
  const isLead = article.withdrawn === undefined && (index.headlineOf(found.id) === id || known.length === 1);
  const story = withStanding(isLead ? { ...found, headline: article.headline } : found, known);
  const now = room.clock();
  const amending = amendingEdit(before, article);
  const retold = amending === null ? carriedOn(story, known, { article, before }, now) : amended(story, amending, now);
  await room.stories.gather({ article: id, reprintOf, ...retold });
  await room.revisions.settle(id, amending === null && retold.news !== undefined ? now : null);
  await breathe();
}

/** A story that an edit adds to is fresh again. */
function carriedOn(story: Story, known: readonly Article[], { article, before }: Revision, now: Date): Retold {
  if (article.reprintOf !== null) return { story };
  const tellings = known.map((each) => tellingOf(each.id === article.id ? { ...each, ...before } : each));
  const retold = grown(story, tellings, tellingOf(article), now);
  return retold.news === undefined ? retold : { ...retold, story: { ...retold.story, lastSeen: now } };
}
