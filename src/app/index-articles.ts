import { setImmediate as breathe } from 'node:timers/promises';
import type { Article } from '../domain/article.ts';
import type { IndexedWords, SearchStore } from '../domain/search.ts';
import { termsOf } from '../topic/terms.ts';

/** Of a text so much can be found: what it is about stands at its head, and the index stays a fraction of the articles. */
export const SEARCHED_CHARACTERS = 6_000;
/** Articles whose words are written together: some milliseconds of the database. */
const BATCH = 10;

/** Those of one run, so that the program can stop between two runs while a large database is read for the first time. */
const MOST_BATCHES = 100;

/** Puts the words of new and rewritten articles into the index, the longest waiting first. */
export async function indexArticles(store: SearchStore): Promise<void> {
  for (let batch = 0; batch < MOST_BATCHES; batch++) {
    const articles = await store.unindexed(BATCH);
    if (articles.length === 0) return;
    const words: IndexedWords[] = [];
    for (const article of articles) {
      words.push(wordsOf(article));
      await breathe();
    }
    await store.index(words);
  }
}

function wordsOf({ id, headline, text, publisher }: Article): IndexedWords {
  const [title, body, source] = [headline, text.slice(0, SEARCHED_CHARACTERS), publisher].map(folded);
  return { article: id, title: title ?? [], body: body ?? [], source: source ?? [] };
}

function folded(text: string): readonly string[] {
  return termsOf(text).map(({ term }) => term);
}
