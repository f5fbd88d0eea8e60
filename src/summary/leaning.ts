import openings from './leaning.json' with { type: 'json' };

/** Openings per language: one word, or several joined by a hyphen. Chinese and Japanese openings need no blank after them. */
const LEANING: Readonly<Record<string, readonly string[]>> = openings;
const UNSPACED = new Set(['zh', 'ja']);
const patterns = new Map<string, RegExp>();

/**
 * Does a sentence open with a word that needs the sentence before it: a pronoun ("He", "These"), a link ("But", "Meanwhile") or a second mention
 * ("The two")? Told alone it would dangle. A language without a list of openings has none.
 */
export function leansBack(sentence: string, language: string | null): boolean {
  return patternOf(language ?? 'en')?.test(sentence) ?? false;
}

function patternOf(language: string): RegExp | undefined {
  const primary = language.toLowerCase().split(/[-_]/u)[0] ?? '';
  const known = patterns.get(primary);
  if (known) return known;
  const lines = Object.hasOwn(LEANING, primary) ? LEANING[primary] : undefined;
  if (!lines) return undefined;
  const phrases = lines
    .flatMap((line) => line.split(' '))
    .map((phrase) => phrase.replaceAll('-', '[ -]').replaceAll("'", "['’]"));
  const after = UNSPACED.has(primary) ? '' : '(?![\\p{L}\\p{M}\\p{N}])';
  const pattern = new RegExp(`^[\\s"“”'‘«„(\\[-]*(?:${phrases.join('|')})${after}`, 'iu');
  patterns.set(primary, pattern);
  return pattern;
}
