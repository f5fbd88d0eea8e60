import { setImmediate as breathe } from 'node:timers/promises';
import type { ArchiveStore } from '../domain/archive.ts';
import type { Found, FoundPage } from '../domain/archive-desk.ts';
import type { Article } from '../domain/article.ts';
import type { ArticleId, SourceId, StoryId } from '../domain/ids.ts';
import type { SearchStore, Sought } from '../domain/search.ts';
import type { SourceStore } from '../domain/source.ts';
import type { StoryStore } from '../domain/story.ts';
import type { WrongTopic } from '../domain/wrong-topic.ts';
import { primaryLanguage } from '../text/language.ts';
import type { Query } from '../topic/query.ts';
import { matches, prepareText } from '../topic/query-match.ts';
import { parseQuery } from '../topic/query-parse.ts';
import { seek } from '../topic/query-seek.ts';
import { SEARCHED_CHARACTERS } from './index-articles.ts';
import type { Here } from './past.ts';
import { listSources } from './sources.ts';

/** What searching rests on. */
export interface SearchRoom {
  readonly search: SearchStore;
  readonly archive: ArchiveStore;
  readonly stories: StoryStore;
  readonly sources: SourceStore;
}

const ON_A_PAGE = 5;
const MOST_PAGES = 20;
/** Looks of one search, a hundred articles each: what is older than that is too rare among them to wait for. */
const MOST_LOOKS = 20;

/** The stories of what is read here whose articles a query asks for, the latest first; each with the digest here that told it last. */
export async function searchArchive(
  room: SearchRoom,
  place: Here,
  typed: string,
  page: number,
): Promise<FoundPage | WrongTopic> {
  const parsed = parseQuery(typed);
  if (parsed.kind === 'fault')
    return { kind: 'wrong-topic', given: typed, column: parsed.column, expected: parsed.expected };
  const shown = Math.min(Math.max(1, page), MOST_PAGES);
  const uses = await listSources(room.sources, place.community);
  const sources = [...new Set(uses.map(({ source }) => source.id))];
  const articles = await latestOfEach(room.search, parsed.query, sources, shown * ON_A_PAGE + 1);
  const start = (shown - 1) * ON_A_PAGE;
  const stories = await tellFound(room, place, articles.slice(start, start + ON_A_PAGE));
  return {
    kind: 'found',
    typed,
    stories,
    page: shown,
    hasMore: shown < MOST_PAGES && articles.length > start + ON_A_PAGE,
  };
}

/** The latest article of each story that the query finds, for so many stories. */
async function latestOfEach(
  store: SearchStore,
  query: Query,
  sources: readonly SourceId[],
  most: number,
): Promise<readonly Article[]> {
  const found = new Map<StoryId, Article>();
  const sought: Sought | null = seek(query);
  let before: ArticleId | null = null;
  for (let looks = 0; looks < MOST_LOOKS; looks++) {
    const { articles, next }: Awaited<ReturnType<SearchStore['find']>> = await store.find(sought, sources, before);
    for (const article of articles) {
      if (article.storyId === null || found.has(article.storyId)) continue;
      if (isFoundBy(query, article)) found.set(article.storyId, article);
      if (found.size >= most) return [...found.values()];
      await breathe();
    }
    before = next;
    if (before === null) break;
  }
  return [...found.values()];
}

/** The index finds more than the query asks for: sections, languages and some phrases are told apart here. */
function isFoundBy(query: Query, article: Article): boolean {
  if (!mayFit(query, article)) return false;
  const { headline, text, publisher, sections, language } = article;
  const searched = text.slice(0, SEARCHED_CHARACTERS);
  return matches(query, prepareText({ title: headline, text: searched, source: publisher, sections, language }))
    .matched;
}

/** By what costs nothing to look at; the words are read of those that are left. */
function mayFit(query: Query, article: Article): boolean {
  switch (query.kind) {
    case 'all':
      return query.parts.every((part) => mayFit(part, article));
    case 'any':
      return query.parts.some((part) => mayFit(part, article));
    case 'section':
      return article.sections.includes(query.section);
    case 'language':
      return primaryLanguage(article.language) === query.language;
    case 'not':
    case 'words':
      return true;
  }
}

async function tellFound(room: SearchRoom, place: Here, articles: readonly Article[]): Promise<readonly Found[]> {
  const ids = articles.flatMap(({ storyId }) => storyId ?? []);
  const [stories, told] = await Promise.all([room.stories.find(ids), room.archive.toldIn(place.community, ids)]);
  const publishers = new Map(stories.map((story) => [story.id, story.publishers]));
  return articles.map(({ storyId, headline, link, publishedAt, publisher }) => ({
    ...{ headline, link, at: publishedAt },
    publishers: (storyId === null ? undefined : publishers.get(storyId)) ?? [publisher],
    told: (storyId === null ? undefined : told.get(storyId)) ?? null,
  }));
}
