import type { Coverage, Digest } from '../domain/digest.ts';
import { sayPlain } from './say.ts';

/** A number of things, as in "12 articles" or "one source". */
export function countInWords(count: number, things: 'articles' | 'sources' | 'stories', language: string): string {
  return sayPlain(language, `count.${things}`, { count });
}

/** A digest's last line: how much was read for it, and that there is nothing new where it holds no story. */
export function footInWords({ items, coverage, language }: Digest): string {
  if (items.length > 0) return coverageInWords(coverage, language);
  return sayPlain(language, 'digest.quiet', {
    articles: countInWords(coverage.articles, 'articles', language),
    sources: countInWords(coverage.sources, 'sources', language),
  });
}

/** How much was read for a digest. */
export function coverageInWords({ articles, sources, stories, silent }: Coverage, language: string): string {
  const told = sayPlain(language, 'digest.coverage', {
    articles: countInWords(articles, 'articles', language),
    sources: countInWords(sources, 'sources', language),
    stories: countInWords(stories, 'stories', language),
  });
  return silent === 0 ? told : `${told} ${sayPlain(language, 'digest.silent', { count: silent })}`;
}
