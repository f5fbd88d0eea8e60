import type { Article, ArticleStore } from '../domain/article.ts';
import type { Item } from '../domain/digest.ts';
import type { Story } from '../domain/story.ts';
import { summarize } from '../summary/extractive.ts';
import { groupByStory } from './match.ts';

/** Two or three sentences, about sixty words: what people read of an item before they scroll on. */
const BUDGET = { sentences: 3, words: 60 };
/** Originals of a story that are read for its summary; more add length and no news. */
const MOST_ARTICLES = 6;

/** The stories as they are told, each with a summary of its articles; reprints are not read again. */
export async function summarizeStories(store: ArticleStore, stories: readonly Story[]): Promise<readonly Item[]> {
  const articles = groupByStory(await store.ofStories(stories.map((story) => story.id)));
  return stories.map((story) => tellStory(story, articles.get(story.id) ?? []));
}

function tellStory(story: Story, articles: readonly Article[]): Item {
  const originals = articles.filter((article) => article.reprintOf === null).slice(0, MOST_ARTICLES);
  const read = originals.map(({ headline, text }) => ({ title: headline, text }));
  const summary = summarize(read, story.language, BUDGET).text;
  const { id, version, headline, link, publishers, sections, image, language } = story;
  return {
    story: id,
    version,
    headline,
    link,
    summary,
    by: summary === '' ? null : 'extractive',
    publishers,
    sections,
    image,
    language,
  };
}
