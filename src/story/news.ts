import { foldWord, wordsOf } from '../text/words.ts';
import { COMMON_WORDS } from './common-words.ts';
import type { Telling } from './telling.ts';

/** What is new is said at the beginning; an article's later paragraphs differ from outlet to outlet and are background. */
const LEAD_CHARACTERS = 900;
/** So many facts nobody told before make a story grow; one alone is often another spelling or another reporter's name. */
const NEWS_FACTS = 2;
/** A capital at the beginning of a sentence makes no name; nor does one in a headline where nearly every word has one. */
const NAME = /(?<![.!?:»”"\n]\s*|^\s*)(?<![\p{L}\p{N}])\p{Lu}[\p{L}\p{M}\p{N}'’-]+/gu;
const NUMBER = /(?<![\p{L}\p{N}])\p{N}+(?:[.,\u00a0\u202f]\p{N}+)*/gu;

/** Whether an article tells something its story did not have yet, so that the story grows: see newFacts. Say false for a reprint without asking. */
export function hasNews(known: readonly Telling[], next: Telling): boolean {
  const facts = newFacts(known, next);
  const headline = foldedWords(next.headline);
  return facts.length >= NEWS_FACTS || facts.some((fact) => [...foldedWords(fact)].every((word) => headline.has(word)));
}

/** The numbers and names in an article's headline and lead that no known article has anywhere, as written, each once, in order. */
export function newFacts(known: readonly Telling[], next: Telling): readonly string[] {
  const told = new Set(known.flatMap((telling) => [...foldedWords(`${telling.headline}\n${telling.text}`)]));
  const facts = new Map<string, string>();
  for (const fact of factsOf(next)) {
    const words = [...foldedWords(fact)];
    if (words.some((word) => !told.has(word) && !COMMON_WORDS.has(word))) facts.set(words.join(' '), fact);
  }
  return [...facts.values()];
}

function factsOf({ headline, text }: Telling): readonly string[] {
  const lead = text.slice(0, LEAD_CHARACTERS);
  const numbers = `${headline}\n${lead}`.match(NUMBER) ?? [];
  return [...numbers, ...(lead.match(NAME) ?? [])];
}

function foldedWords(text: string): ReadonlySet<string> {
  return new Set(wordsOf(text).map(foldWord));
}
