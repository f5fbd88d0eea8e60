import { languageOf, UNKNOWN_LANGUAGE } from '../text/language.ts';

/** The language of an article by its text, with what the page states as prior; null when neither tells. */
export function statedOrTold(stated: string | null, text: string): string | null {
  const language = languageOf(text, stated);
  return language === UNKNOWN_LANGUAGE ? null : language;
}
