import type { Coverage } from '../domain/digest.ts';
import { sayPlain } from './say.ts';

/** A number of things, as in "12 articles" or "one source". */
export function countInWords(count: number, things: 'articles' | 'sources' | 'stories', language: string): string {
  return sayPlain(language, `count.${things}`, { count });
}

/** How much was read for a digest, as its last line says it. */
export function coverageInWords({ articles, sources, stories, silent }: Coverage, language: string): string {
  const told = sayPlain(language, 'digest.coverage', {
    articles: countInWords(articles, 'articles', language),
    sources: countInWords(sources, 'sources', language),
    stories: countInWords(stories, 'stories', language),
  });
  return silent === 0 ? told : `${told} ${sayPlain(language, 'digest.silent', { count: silent })}`;
}
