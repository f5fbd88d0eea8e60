import { sayPlain, spokenLanguage } from './say.ts';

/** A number of things, as in "12 articles" or "one source". */
export function countInWords(count: number, things: 'articles' | 'sources' | 'stories', language: string): string {
  return sayPlain(language, `count.${things}`, { count });
}

/** A bare number as the language writes it, as in 12,000. */
export function numberInWords(count: number, language: string): string {
  return count.toLocaleString(spokenLanguage(language));
}
