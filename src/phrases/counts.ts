import type { Digest } from '../domain/digest.ts';
import { instantInWords } from './dates.ts';
import { sayPlain, spokenLanguage } from './say.ts';

/** A number of things, as in "12 articles" or "one source". */
export function countInWords(count: number, things: 'articles' | 'sources' | 'stories', language: string): string {
  return sayPlain(language, `count.${things}`, { count });
}

/** A bare number as the language writes it, as in 12,000. */
export function numberInWords(count: number, language: string): string {
  return count.toLocaleString(spokenLanguage(language));
}

/** A digest's last line: how much was read for it, or that there is nothing new; how many sources did not answer; and that it comes late. */
export function footInWords({ items, coverage, language, dueAt, zone }: Digest): string {
  const { articles, sources, stories, silent } = coverage;
  const told = sayPlain(language, items.length > 0 ? 'digest.coverage' : 'digest.quiet', {
    articles: countInWords(articles, 'articles', language),
    sources: countInWords(sources, 'sources', language),
    stories: countInWords(stories, 'stories', language),
  });
  const unheard = silent === 0 ? '' : sayPlain(language, 'digest.silent', { count: silent });
  const late =
    dueAt === undefined ? '' : sayPlain(language, 'digest.late', { due: instantInWords(dueAt, zone, language) });
  return [told, unheard, late].filter((text) => text !== '').join(' ');
}
