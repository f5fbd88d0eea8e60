import GUESSES from './zone-guess.json' with { type: 'json' };

const BY_LOCALE: Readonly<Record<string, readonly string[]>> = GUESSES;

/** The zones where people who speak so may live, the likeliest first; `locales` as in de or es-419. UTC is always among them. */
export function guessZones(locales: readonly string[]): readonly string[] {
  const guessed = locales.flatMap((locale) => BY_LOCALE[locale] ?? BY_LOCALE[locale.split('-')[0] ?? ''] ?? []);
  return [...new Set([...guessed, 'UTC'])];
}
