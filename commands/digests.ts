import type { Platform } from '../src/domain/channel.ts';
import type { Rich } from '../src/domain/rich.ts';
import { countInWords } from '../src/phrases/counts.ts';
import { say } from '../src/phrases/say.ts';
import { sources } from './sources.ts';
import { subscribe } from './subscribe.ts';
import { asCode } from './words.ts';

/** A digest's number as typed (2, #2); null when none was given, 0 for what is no number: no digest has it. */
export function readNumber(given: string | null): number | null {
  if (given === null) return null;
  const digits = /^#?(\d+)$/u.exec(given.trim())?.[1];
  return digits === undefined ? 0 : Number(digits);
}

export function noSuchDigest(count: number, platform: Platform, language: string): Rich {
  return count === 0
    ? say(language, 'wrong.no-digest', { subscribe: asCode(subscribe, platform) })
    : say(language, 'wrong.no-such-digest', { count });
}

export function nothingNew(
  read: { readonly sources: number; readonly articles: number },
  platform: Platform,
  language: string,
): Rich {
  if (read.articles === 0) return say(language, 'nothing-read', { sources: asCode(sources, platform) });
  return say(language, 'nothing-new', {
    sources: countInWords(read.sources, 'sources', language),
    articles: countInWords(read.articles, 'articles', language),
  });
}
