import type { Rich, Span } from '../domain/rich.ts';
import { isolateIn } from '../text/isolate.ts';
import { CATALOGUES, ENGLISH, type PhraseKey } from './catalogues.ts';

export { LANGUAGES, type PhraseKey } from './catalogues.ts';

/** What fills a phrase in: text and numbers stay plain whatever they hold, rich text keeps its form. */
export type Values = Readonly<Record<string, string | number | Rich>>;

/** The bot's words in the language asked for, in English where it lacks the language. */
export function say(language: string, key: PhraseKey, values: Values = {}): Rich {
  // A digest's renderer keeps directions apart by itself, for it counts every sign.
  const isolated = (text: string): string =>
    key.startsWith('digest.') ? text : isolateIn(spokenLanguage(language), text);
  return templateOf(language, key, values)
    .split(MARKS)
    .flatMap((piece) => readPiece(piece, values, isolated));
}

/** The same as text without form. */
export function sayPlain(language: string, key: PhraseKey, values: Values = {}): string {
  return say(language, key, values)
    .map((span) => span.text)
    .join('');
}

/** The language the bot speaks where it is asked for this one: dates and lists then agree with the words around them. */
export function spokenLanguage(language: string): string {
  const primary = language.split('-')[0] ?? 'en';
  return primary in CATALOGUES ? language : 'en';
}

/** Lines of rich text, one below the other. */
export function lines(...rows: readonly Rich[]): Rich {
  return rows.flatMap((row, i) => (i === 0 ? row : [{ form: 'plain', text: '\n' } as const, ...row]));
}

function templateOf(language: string, key: PhraseKey, values: Values): string {
  const primary = language.split('-')[0] ?? 'en';
  const own = CATALOGUES[primary]?.[key];
  const phrase = own ?? ENGLISH[key];
  if (typeof phrase === 'string') return phrase;
  return phrase[pluralRules(own === undefined ? 'en' : primary).select(Number(values['count']))] ?? phrase.other;
}

const PLURALS = new Map<string, Intl.PluralRules>();

/** Kept: to make them costs as much as a hundred phrases. */
function pluralRules(language: string): Intl.PluralRules {
  const known = PLURALS.get(language) ?? new Intl.PluralRules(language);
  PLURALS.set(language, known);
  return known;
}

/** The catalogue's own marks: **bold**, __italic__, `code` and {name}. Values are put in afterwards and never read for marks. */
const MARKS = /(\*\*.+?\*\*|__.+?__|`.+?`|\{\w+\})/u;

function readPiece(piece: string, values: Values, isolated: (text: string) => string): readonly Span[] {
  if (piece === '') return [];
  if (piece.startsWith('**')) return [{ form: 'bold', text: fill(piece.slice(2, -2), values, isolated) }];
  if (piece.startsWith('__')) return [{ form: 'italic', text: fill(piece.slice(2, -2), values, isolated) }];
  // What is code is copied: no sign that nobody sees may go along.
  if (piece.startsWith('`')) return [{ form: 'code', text: fill(piece.slice(1, -1), values, (text) => text) }];
  if (!piece.startsWith('{')) return [{ form: 'plain', text: piece }];
  const value = values[piece.slice(1, -1)];
  if (value === undefined) throw new RangeError(`Nothing was given for ${piece}.`);
  return typeof value === 'object' ? value : [{ form: 'plain', text: isolated(String(value)) }];
}

function fill(text: string, values: Values, isolated: (text: string) => string): string {
  return text.replace(/\{(\w+)\}/gu, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new RangeError(`Nothing was given for {${name}}.`);
    return isolated(typeof value === 'object' ? value.map((span) => span.text).join('') : String(value));
  });
}
