import { setImmediate as breathe } from 'node:timers/promises';
import type { Article, ArticleStore, Teller } from '../domain/article.ts';
import type { StoryId } from '../domain/ids.ts';
import type { Story, StoryStore } from '../domain/story.ts';
import { type Query, queryKey } from '../topic/query.ts';
import { matches, type Prepared, prepareText } from '../topic/query-match.ts';

/** The news a batch of digests is made from: each story is read and matched once for each distinct query, however many channels share it. */
export interface MatchedNews {
  /** The stories a query asks for, latest first; null asks for everything. */
  of(query: Query | null): readonly Story[];
  /** The words of the story that met the query, as it writes them. */
  wordsFor(query: Query | null, story: Story): readonly string[];
  readonly tellers: ReadonlyMap<StoryId, readonly Teller[]>;
}

/** Stories looked at in one batch of digests at most; the latest are kept. */
const MOST_STORIES = 5_000;
/** Stories whose articles are held in memory together. */
const CHUNK = 50;
/** Of a story's text so much is searched: what it is about stands at the head of its articles, and memory stays bounded. */
const SEARCHED_CHARACTERS = 6_000;

export async function matchNews(
  stores: { readonly stories: StoryStore; readonly articles: ArticleStore },
  queries: readonly (Query | null)[],
  since: Date,
): Promise<MatchedNews> {
  const stories = await stores.stories.newsSince(since, MOST_STORIES);
  const distinct = new Map(queries.flatMap((query) => (query === null ? [] : [[queryKey(query), query] as const])));
  const found = new Map([...distinct.keys()].map((key) => [key, new Map<Story, readonly string[]>()]));
  for (let start = 0; start < stories.length && distinct.size > 0; start += CHUNK) {
    const chunk = stories.slice(start, start + CHUNK);
    const articles = groupByStory(await stores.articles.ofStories(chunk.map((story) => story.id)));
    for (const story of chunk) {
      const prepared = prepareStory(story, articles.get(story.id) ?? []);
      for (const [key, query] of distinct) {
        const { matched, words } = matches(query, prepared);
        if (matched) found.get(key)?.set(story, words);
      }
    }
    await breathe();
  }
  const tellers = await stores.articles.tellersOf(stories.map((story) => story.id));
  const hits = (query: Query): ReadonlyMap<Story, readonly string[]> => found.get(queryKey(query)) ?? new Map();
  return {
    tellers,
    of: (query) => (query === null ? stories : [...hits(query).keys()]),
    wordsFor: (query, story) => (query === null ? [] : (hits(query).get(story) ?? [])),
  };
}

export function groupByStory(articles: readonly Article[]): ReadonlyMap<StoryId, readonly Article[]> {
  const groups = new Map<StoryId, Article[]>();
  for (const article of articles) {
    if (article.storyId === null) continue;
    const group = groups.get(article.storyId);
    if (group === undefined) groups.set(article.storyId, [article]);
    else group.push(article);
  }
  return groups;
}

function prepareStory(story: Story, articles: readonly Article[]): Prepared {
  const originals = articles.filter((article) => article.reprintOf === null);
  const text = originals.map((article) => `${article.headline}\n${article.text}`).join('\n');
  const { headline, publishers, sections, language } = story;
  return prepareText({
    title: headline,
    text: text.slice(0, SEARCHED_CHARACTERS),
    source: publishers,
    sections,
    language,
  });
}
