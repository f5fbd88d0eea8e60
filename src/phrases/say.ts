import type { Rich, Span } from '../domain/rich.ts';
import en from './en.json' with { type: 'json' };

export type PhraseKey = keyof typeof en;

/** What fills a phrase in: text and numbers stay plain whatever they hold, rich text keeps its form. */
export type Values = Readonly<Record<string, string | number | Rich>>;

/** A phrase is one text, or one for each plural form of its `count` (CLDR's categories). */
type Phrase = string | Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }>;

const CATALOGUES: Readonly<Record<string, Readonly<Record<PhraseKey, Phrase>>>> = { en };
/** The languages the bot speaks. */
export const LANGUAGES: readonly string[] = Object.keys(CATALOGUES);
const FALLBACK = en as Readonly<Record<PhraseKey, Phrase>>;

/** The bot's words in the language asked for, in English where it lacks the language. */
export function say(language: string, key: PhraseKey, values: Values = {}): Rich {
  return templateOf(language, key, values)
    .split(MARKS)
    .flatMap((piece) => readPiece(piece, values));
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
  const phrase = (CATALOGUES[primary] ?? FALLBACK)[key];
  if (typeof phrase === 'string') return phrase;
  const form = pluralRules(primary in CATALOGUES ? primary : 'en').select(Number(values['count']));
  return phrase[form] ?? phrase.other;
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

function readPiece(piece: string, values: Values): readonly Span[] {
  if (piece === '') return [];
  if (piece.startsWith('**')) return [{ form: 'bold', text: fill(piece.slice(2, -2), values) }];
  if (piece.startsWith('__')) return [{ form: 'italic', text: fill(piece.slice(2, -2), values) }];
  if (piece.startsWith('`')) return [{ form: 'code', text: fill(piece.slice(1, -1), values) }];
  const value = piece.startsWith('{') ? values[piece.slice(1, -1)] : piece;
  if (value === undefined) throw new RangeError(`Nothing was given for ${piece}.`);
  return typeof value === 'object' ? value : [{ form: 'plain', text: String(value) }];
}

function fill(text: string, values: Values): string {
  return text.replace(/\{(\w+)\}/gu, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new RangeError(`Nothing was given for {${name}}.`);
    return typeof value === 'object' ? value.map((span) => span.text).join('') : String(value);
  });
}
