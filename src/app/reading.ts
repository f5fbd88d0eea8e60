import { setImmediate as breathe } from 'node:timers/promises';
import type { Article, ArticleStore } from '../domain/article.ts';
import type { Story } from '../domain/story.ts';
import type { Manner, Style } from '../domain/summary.ts';
import type { Budget } from '../summary/choose.ts';
import { summarize } from '../summary/extractive.ts';
import { primaryLanguage } from '../text/language.ts';
import { groupByStory } from './match.ts';
import { type Task, taskOf } from './write.ts';

/** A story with what was made of reading its articles, for channels that have it told in one manner. */
export interface ReadStory {
  readonly story: Story;
  /** The sentences of the articles that tell it best; empty when they hold none, null where no summary is wanted. */
  readonly excerpt: string | null;
  /** What a model is to be asked; null when there is none, or nothing to ask. */
  readonly task: Task | null;
  /** The channel asked for another language than the story's. */
  readonly isForeign: boolean;
}

type Reading = Omit<ReadStory, 'story'>;

/** Stories, each in a manner, as they are told; in their order. */
export type Reader = (wanted: readonly Wanted[]) => Promise<readonly ReadStory[]>;

export interface Wanted {
  readonly story: Story;
  readonly manner: Manner;
}

/** Two or three sentences, about sixty words: what people read of an item before they scroll on; or twice that. */
export const BUDGETS: Readonly<Record<Style, Budget>> = {
  short: { sentences: 3, words: 60 },
  full: { sentences: 6, words: 120 },
};
/** Originals of a story that are read for its summary, the latest: more add length and no news. */
const MOST_ARTICLES = 6;
/** Stories whose reading is remembered, at about 10 KB each: those of a day's digests. */
const MOST_REMEMBERED = 1_000;

/** Reads each version of a story once for each manner, however many digests tell it so. Reprints are not read. `model` is null where there is none. */
export function createReader(store: ArticleStore, model: string | null): Reader {
  const remembered = new Map<string, Reading>();
  return async (wanted) => {
    const unread = wanted.filter((each) => !remembered.has(keyOf(each)));
    const ids = [...new Set(unread.map(({ story }) => story.id))];
    const articles = ids.length === 0 ? new Map() : groupByStory(await store.ofStories(ids));
    const fresh = new Map<string, Reading>();
    for (const each of unread) {
      fresh.set(keyOf(each), readStory(each, articles.get(each.story.id) ?? [], model));
      await breathe();
    }
    const read = wanted.flatMap((each) => {
      const reading = fresh.get(keyOf(each)) ?? remembered.get(keyOf(each));
      return reading === undefined ? [] : { story: each.story, ...reading };
    });
    for (const [key, reading] of fresh) remember(remembered, key, reading);
    return read;
  };
}

/** Tells one version of a story, told in one manner, from all others. */
export function keyOf({ story: { id, version, language }, manner }: Wanted): string {
  return [id, version, manner.style, targetOf(language, manner), manner.ai].join(' ');
}

/** The language a story is to be brought into; null where it can stay in its own. */
function targetOf(own: string | null, { language }: Manner): string | null {
  return own === null || language === null || primaryLanguage(own) === primaryLanguage(language) ? null : language;
}

function readStory({ story, manner }: Wanted, articles: readonly Article[], model: string | null): Reading {
  const originals = originalsOf(articles).slice(-MOST_ARTICLES);
  const told = originals.map(({ headline, text, publishedAt }) => ({ title: headline, text, at: publishedAt }));
  const target = targetOf(story.language, manner);
  const isHeadline = manner.style === 'headline';
  // A headline alone needs no model, unless it is to be translated: then the short summary brings its own.
  const style = manner.style === 'headline' ? 'short' : manner.style;
  const asks = originals.length > 0 && model !== null && manner.ai && (!isHeadline || target !== null);
  return {
    excerpt: isHeadline ? null : summarize(told, story.language, BUDGETS[style]).text,
    task: asks ? taskOf(story, originals, { style, target }, model) : null,
    isForeign: target !== null,
  };
}

/** What was withdrawn is told no more; of a text whose first publisher took it back a copy may still stand. */
function originalsOf(articles: readonly Article[]): readonly Article[] {
  const standing = articles.filter(({ withdrawn }) => withdrawn === undefined);
  const originals = standing.filter(({ reprintOf }) => reprintOf === null);
  return originals.length > 0 ? originals : standing.slice(0, 1);
}

function remember(remembered: Map<string, Reading>, key: string, reading: Reading): void {
  remembered.set(key, reading);
  const [oldest] = remembered.keys();
  if (remembered.size > MOST_REMEMBERED && oldest !== undefined) remembered.delete(oldest);
}
