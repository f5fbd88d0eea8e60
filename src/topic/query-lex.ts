import type { ExpectedInQuery } from '../domain/wrong-topic.ts';
import type { QueryWord } from './query.ts';
import { termsOf } from './terms.ts';

/**
 * What stood missing or wrong at a fault's column:
 * `word` a word, a phrase or an opening parenthesis was expected there; `quote` the phrase opened there is never closed; `close` the
 * parenthesis opened there is never closed; `open` a closing parenthesis without its opening one; `shorter` the query has more
 * than MAX_QUERY_LENGTH characters; `fewer` more than MAX_QUERY_WORDS words; `shallower` parentheses deeper than MAX_QUERY_DEPTH; `field` title:,
 * source:, section: or lang: was expected, the name there is none of them; `section` the name of a built-in section was expected; `language` a
 * language code such as en was expected; `operator` AND, OR, NOT in capitals or -word was expected, the sign there means nothing; `wildcard` the * belongs at the end of a word.
 */
export type Expected = ExpectedInQuery;

/** A query that cannot be read, and where. */
export interface QueryFault {
  readonly kind: 'fault';
  /** 1-based, in characters as people count them (code points). */
  readonly column: number;
  readonly expected: Expected;
}

export type Field = 'title' | 'source' | 'section' | 'lang';

/** A piece of a query; `at` is its UTF-16 offset. */
export type Piece =
  | { readonly kind: 'open' | 'close' | 'and' | 'or' | 'not'; readonly at: number }
  | { readonly kind: 'field'; readonly at: number; readonly field: Field }
  | { readonly kind: 'words'; readonly at: number; readonly words: readonly QueryWord[]; readonly written: string };

/** A fault at a UTF-16 offset, before it is counted in characters. */
export interface Wrong {
  readonly kind: 'wrong';
  readonly at: number;
  readonly expected: Expected;
}

/** Any of these opens a phrase and any closes it: people mix straight and curly ones, and some languages open with another's closing quote. */
const QUOTES = '"“”„‟«»‹›＂〝〞〟「」『』';
const SPACE = /\s+/uy;
const BRACKET = /[()（）]/uy;
const OPERATOR = new RegExp(`(AND|OR|NOT)(?![^\\s()（）${QUOTES}])`, 'uy');
const MINUS = /[-–−]/uy;
const FIELD = /(title|source|section|lang)[:：]/iuy;
const NO_FIELD = /[a-z]+:(?=\S)/iuy;
const QUOTE = new RegExp(`[${QUOTES}]`, 'uy');
const PHRASE = new RegExp(`[${QUOTES}]([^${QUOTES}]*)[${QUOTES}]`, 'uy');
/** Single quotes hold a phrase only around whole words: elsewhere they are apostrophes. */
const SINGLE_PHRASE = /(?<![^\s(（:：-])['‘‚]([^'‘’‚]+)['’‘](?![\p{L}\p{N}])/uy;
/** A word as written, up to a space, a bracket or a quote; "10 %" may hold a space. */
const CHUNK = new RegExp(`[^\\s()（）${QUOTES}]*\\p{N}\\s{1,2}[%％٪‰]|[^\\s()（）${QUOTES}]+`, 'uy');

/** Cuts a query into pieces, in one pass from left to right. */
export function lexQuery(text: string): readonly Piece[] | Wrong {
  const pieces: Piece[] = [];
  let at = 0;
  while (at < text.length) {
    const step = lexStep(text, at);
    if (step.kind === 'wrong') return step;
    if (step.piece !== null) pieces.push(step.piece);
    at = step.next;
  }
  return pieces;
}

interface Step {
  readonly kind: 'step';
  readonly piece: Piece | null;
  readonly next: number;
}

function lexStep(text: string, at: number): Step | Wrong {
  const space = matchAt(SPACE, text, at);
  if (space !== null) return { kind: 'step', piece: null, next: at + space[0].length };
  return lexSign(text, at) ?? lexField(text, at) ?? lexPhrase(text, at) ?? lexChunk(text, at);
}

function lexSign(text: string, at: number): Step | Wrong | null {
  const bracket = matchAt(BRACKET, text, at);
  if (bracket !== null) return step(/[(（]/u.test(bracket[0]) ? 'open' : 'close', at, at + 1);
  const startsWord = at === 0 || /[\s(（:：]/u.test(text.charAt(at - 1));
  if (!startsWord) return null;
  const operator = matchAt(OPERATOR, text, at);
  if (operator !== null) return step(OPERATORS[operator[0]] ?? 'and', at, at + operator[0].length);
  if (matchAt(MINUS, text, at) === null) return null;
  const isBeforeWord = /[^\s)）\-–−]/u.test(text.charAt(at + 1));
  return isBeforeWord ? step('not', at, at + 1) : { kind: 'wrong', at: at + 1, expected: 'word' };
}

const OPERATORS: Readonly<Record<string, 'and' | 'or' | 'not'>> = { AND: 'and', OR: 'or', NOT: 'not' };

function step(kind: 'open' | 'close' | 'and' | 'or' | 'not', at: number, next: number): Step {
  return { kind: 'step', piece: { kind, at }, next };
}

function lexField(text: string, at: number): Step | Wrong | null {
  const found = matchAt(FIELD, text, at);
  if (found !== null) {
    const field = `${found[1]}`.toLowerCase() as Field;
    return { kind: 'step', piece: { kind: 'field', at, field }, next: at + found[0].length };
  }
  return matchAt(NO_FIELD, text, at) === null ? null : { kind: 'wrong', at, expected: 'field' };
}

function lexPhrase(text: string, at: number): Step | Wrong | null {
  const phrase = matchAt(PHRASE, text, at) ?? matchAt(SINGLE_PHRASE, text, at);
  if (phrase === null) return matchAt(QUOTE, text, at) === null ? null : { kind: 'wrong', at, expected: 'quote' };
  const words = readWords(`${phrase[1]}`, at + 1);
  if ('kind' in words) return words;
  if (words.length === 0) return { kind: 'wrong', at: at + 1, expected: 'word' };
  return { kind: 'step', piece: { kind: 'words', at, words, written: `${phrase[1]}` }, next: at + phrase[0].length };
}

function lexChunk(text: string, at: number): Step | Wrong {
  const written = matchAt(CHUNK, text, at)?.[0] ?? text.charAt(at);
  const sign = written.search(/[|｜]|^!/u);
  if (sign !== -1) return { kind: 'wrong', at: at + sign, expected: 'operator' };
  const words = readWords(written, at);
  if ('kind' in words) return words;
  const piece = words.length === 0 ? null : ({ kind: 'words', at, words, written } as const);
  return { kind: 'step', piece, next: at + written.length };
}

/** The words of a phrase, or of one written word that our reading parts (covid-19); each * must end a word. */
function readWords(written: string, at: number): readonly QueryWord[] | Wrong {
  const ends = new Map(termsOf(written).map((term) => [term.end, term.term]));
  for (const star of written.matchAll(/[*＊]/gu)) {
    const isMisplaced = !ends.has(star.index) || /[\p{L}\p{N}]/u.test(written.charAt(star.index + 1));
    if (isMisplaced) return { kind: 'wrong', at: at + star.index, expected: 'wildcard' };
  }
  return [...ends].map(([end, text]) => ({ text, beginning: /[*＊]/u.test(written.charAt(end)) }));
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
