import { clip } from '../text/clip.ts';
import { foldWord, wordsOf } from '../text/words.ts';

/** Two say what happened since; more is the article over again. */
const MOST_SENTENCES = 2;
/** In UTF-16 units: it stands above a summary. */
const LONGEST_SENTENCE = 280;
/** News stands at the beginning. */
const SEARCHED_SENTENCES = 12;

/** Of an article's sentences those that hold most of these facts, in their order, each cut to a readable length; none where none holds one. */
export function sentencesWith(facts: readonly string[], sentences: readonly string[]): readonly string[] {
  const searched = sentences.slice(0, SEARCHED_SENTENCES).map((sentence) => ({ sentence, words: wordSet(sentence) }));
  const missing = new Set(facts.map((fact) => [...wordSet(fact)]));
  const chosen = new Set<number>();
  for (let count = 0; count < MOST_SENTENCES; count++) {
    const held = searched.map(({ words }) => [...missing].filter((fact) => fact.every((word) => words.has(word))));
    const most = Math.max(0, ...held.map((some) => some.length));
    if (most === 0) break;
    const best = held.findIndex((some) => some.length === most);
    chosen.add(best);
    for (const fact of held[best] ?? []) missing.delete(fact);
  }
  return searched.flatMap(({ sentence }, i) => (chosen.has(i) ? [clip(sentence, LONGEST_SENTENCE)] : []));
}

function wordSet(text: string): ReadonlySet<string> {
  return new Set(wordsOf(text).map(foldWord));
}
