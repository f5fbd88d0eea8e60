import ar from './ar.json' with { type: 'json' };
import de from './de.json' with { type: 'json' };
import en from './en.json' with { type: 'json' };
import es from './es.json' with { type: 'json' };
import fr from './fr.json' with { type: 'json' };
import ru from './ru.json' with { type: 'json' };

export type PhraseKey = keyof typeof en;

/** A phrase is one text, or one for each plural form of its `count` (CLDR's categories). */
export type Phrase = string | Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }>;

/** A file for each language the bot speaks, and its line here. What one lacks is said in English. */
export const CATALOGUES: Readonly<Record<string, Readonly<Partial<Record<PhraseKey, Phrase>>>>> = {
  en,
  de,
  fr,
  es,
  ru,
  ar,
};

export const ENGLISH = en as Readonly<Record<PhraseKey, Phrase>>;

/** The languages the bot speaks. */
export const LANGUAGES: readonly string[] = Object.keys(CATALOGUES);
