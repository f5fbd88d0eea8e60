import en from './en.json' with { type: 'json' };

export type PhraseKey = keyof typeof en;

/** A phrase is one text, or one for each plural form of its `count` (CLDR's categories). */
export type Phrase = string | Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }>;

/** A file for each language the bot speaks, and its line here. What one lacks is said in English. */
export const CATALOGUES: Readonly<Record<string, Readonly<Partial<Record<PhraseKey, Phrase>>>>> = { en };

export const ENGLISH = en as Readonly<Record<PhraseKey, Phrase>>;

/** The languages the bot speaks. */
export const LANGUAGES: readonly string[] = Object.keys(CATALOGUES);
