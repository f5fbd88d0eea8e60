import { foldWord, wordsOf } from '../text/words.ts';
import stopWords from './stop-words.json' with { type: 'json' };

const STOP_WORDS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(stopWords).map(([language, words]) => [language, new Set(words.split(' '))]),
);
const NONE: ReadonlySet<string> = new Set();

/** The words of a sentence that carry its matter: no stop words or single letters, English ones without their endings. */
export function termsOf(sentence: string, language: string | null): readonly string[] {
  const stop = STOP_WORDS.get(language ?? 'en') ?? NONE;
  const isEnglish = (language ?? 'en') === 'en';
  return wordsOf(sentence)
    .filter((word) => word.length > 1 && !stop.has(word))
    .map((word) => (isEnglish ? stemEnglish(word) : word));
}

/**
 * An English word without its common endings, accents folded, so that "attacks", "attacked" and "attacking" meet. Cuts less than the stem stories
 * are gathered by: here "operation" must not meet "opera", for what the source never said would pass as said.
 */
export function stemEnglish(word: string): string {
  const plain = /^[a-z\d]+$/u.test(word) ? word : foldWord(word);
  if (plain.length < 4) return plain;
  const single = plain.replace(/(ss)es$|(i)es$/u, '$1$2').replace(/(?<=[^su])s$/u, '');
  const bare = single.replace(/(?<=[aeiouy].*[^aeiou])(?:ed|ing|ingly|edly)$|(?<=[aeiouy].{2,})ly$/u, '');
  return bare.length < 3
    ? single
    : bare
        .replace(/([bdfgmnprt])\1$/u, '$1')
        .replace(/e$/u, '')
        .replace(/(?<=[^aeiou])y$/u, 'i');
}
