import { setImmediate as breathe } from 'node:timers/promises';
import type { Article, ArticleStore } from '../domain/article.ts';
import type { Story } from '../domain/story.ts';
import { summarize } from '../summary/extractive.ts';
import { groupByStory } from './match.ts';
import { type Task, taskOf } from './write.ts';

/** A story with what was made of reading its articles. */
export interface ReadStory {
  readonly story: Story;
  /** The sentences of the articles that tell it best; empty when they hold none. */
  readonly excerpt: string;
  /** What a model is to be asked; null when there is none, or nothing to ask. */
  readonly task: Task | null;
}

type Reading = Omit<ReadStory, 'story'>;

/** Two or three sentences, about sixty words: what people read of an item before they scroll on. */
const BUDGET = { sentences: 3, words: 60 };
/** Originals of a story that are read for its summary; more add length and no news. */
const MOST_ARTICLES = 6;
/** Stories whose reading is remembered, at about 10 KB each: those of a day's digests. */
const MOST_REMEMBERED = 1_000;

/** Reads each version of a story once, however many digests tell it. Reprints are not read. `model` is null where there is none. */
export function createReader(
  store: ArticleStore,
  model: string | null,
): (stories: readonly Story[]) => Promise<readonly ReadStory[]> {
  const remembered = new Map<string, Reading>();
  return async (stories) => {
    const unread = stories.filter((story) => !remembered.has(keyOf(story)));
    const articles = unread.length === 0 ? new Map() : groupByStory(await store.ofStories(unread.map(({ id }) => id)));
    const fresh = new Map<string, Reading>();
    for (const story of unread) {
      fresh.set(keyOf(story), readStory(story, articles.get(story.id) ?? [], model));
      await breathe();
    }
    const read = stories.flatMap((story) => {
      const reading = fresh.get(keyOf(story)) ?? remembered.get(keyOf(story));
      return reading === undefined ? [] : { story, ...reading };
    });
    for (const [key, reading] of fresh) remember(remembered, key, reading);
    return read;
  };
}

function keyOf({ id, version }: Story): string {
  return `${id} ${version}`;
}

function readStory(story: Story, articles: readonly Article[], model: string | null): Reading {
  const originals = articles.filter(({ reprintOf }) => reprintOf === null).slice(0, MOST_ARTICLES);
  const told = originals.map(({ headline, text }) => ({ title: headline, text }));
  return {
    excerpt: summarize(told, story.language, BUDGET).text,
    task: model === null ? null : taskOf(story, originals, 'short', model),
  };
}

function remember(remembered: Map<string, Reading>, key: string, reading: Reading): void {
  remembered.set(key, reading);
  const [oldest] = remembered.keys();
  if (remembered.size > MOST_REMEMBERED && oldest !== undefined) remembered.delete(oldest);
}
