import type { Item } from '../domain/digest.ts';
import { type PhraseKey, sayPlain, spokenLanguage } from './say.ts';

const BY: Readonly<Record<NonNullable<Item['by']>, PhraseKey>> = {
  extractive: 'digest.excerpt',
  model: 'digest.model',
  translated: 'digest.translated',
};

/** Where a story's summary comes from, as in "excerpt, in German"; empty when there is nothing to say. */
export function originInWords({ by, isForeign, language: own }: Item, language: string): string {
  const origin = by === null ? '' : sayPlain(language, BY[by]);
  const foreign =
    isForeign === true && own !== null
      ? sayPlain(language, 'digest.in-language', { language: languageInWords(own, language) })
      : '';
  return [origin, foreign].filter((text) => text !== '').join(', ');
}

const NAMES = new Map<string, Intl.DisplayNames>();

/** The name of a language, as in German; its code where it has none. Both are BCP 47. */
export function languageInWords(named: string, language: string): string {
  const spoken = spokenLanguage(language);
  const names = NAMES.get(spoken) ?? new Intl.DisplayNames([spoken], { type: 'language' });
  NAMES.set(spoken, names);
  try {
    return names.of(named) ?? named;
  } catch {
    return named;
  }
}
