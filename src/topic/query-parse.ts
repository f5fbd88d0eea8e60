import { SECTIONS } from '../domain/section.ts';
import type { Query } from './query.ts';
import { type Expected, type Field, lexQuery, type Piece, type QueryFault, type Wrong } from './query-lex.ts';

/** Room for some eighty words; longer ones are pasted texts, not topics. */
export const MAX_QUERY_LENGTH = 1000;
/** Keeps one channel's topic from costing what a hundred others do. */
const MAX_QUERY_WORDS = 150;
/** Nobody reads deeper brackets; the limit keeps recursion far from the end of the stack. */
const MAX_QUERY_DEPTH = 20;

/**
 * Reads a query: NOT before AND before OR, a space is AND, -word, "a phrase", word*, parentheses, title: source: section: lang: before a
 * word or phrase. Operators count in capitals only. A query that cannot be read is a fault that names the column and what was expected there.
 */
export function parseQuery(text: string): { readonly kind: 'query'; readonly query: Query } | QueryFault {
  const tooLong = [...text.slice(0, 2 * MAX_QUERY_LENGTH + 1)].length > MAX_QUERY_LENGTH;
  if (tooLong) return { kind: 'fault', column: MAX_QUERY_LENGTH + 1, expected: 'shorter' };
  const query = parsePieces(text);
  if (query.kind !== 'wrong') return { kind: 'query', query };
  return { kind: 'fault', column: [...text.slice(0, query.at)].length + 1, expected: query.expected };
}

function parsePieces(text: string): Query | Wrong {
  const pieces = lexQuery(text);
  if ('kind' in pieces) return pieces;
  const excess = pieces.filter((piece) => piece.kind === 'words')[MAX_QUERY_WORDS];
  if (excess !== undefined) return wrong(excess.at, 'fewer');
  const reader: Reader = { pieces, next: 0, depth: 0, end: text.trimEnd().length };
  const query = parseAny(reader);
  const left = reader.pieces[reader.next];
  if (query.kind === 'wrong' || left === undefined) return query;
  return wrong(left.at, left.kind === 'close' ? 'open' : 'word');
}

/** Where the reading stands; the only thing here that changes. */
interface Reader {
  readonly pieces: readonly Piece[];
  readonly end: number;
  next: number;
  depth: number;
}

function wrong(at: number, expected: Expected): Wrong {
  return { kind: 'wrong', at, expected };
}

/** Passes over the next piece when it is of this kind. */
function take(reader: Reader, kind: Piece['kind']): boolean {
  if (reader.pieces[reader.next]?.kind !== kind) return false;
  reader.next += 1;
  return true;
}

function parseAny(reader: Reader): Query | Wrong {
  const parts: Query[] = [];
  do {
    const part = parseAll(reader);
    if (part.kind === 'wrong') return part;
    parts.push(part);
  } while (take(reader, 'or'));
  return joined('any', parts);
}

function parseAll(reader: Reader): Query | Wrong {
  const parts: Query[] = [];
  do {
    const part = parseNot(reader);
    if (part.kind === 'wrong') return part;
    parts.push(part);
  } while (take(reader, 'and') || opensOperand(reader.pieces[reader.next]));
  return joined('all', parts);
}

function opensOperand(piece: Piece | undefined): boolean {
  return piece !== undefined && ['open', 'not', 'field', 'words'].includes(piece.kind);
}

/** One part stands for itself; a part that is itself such a list is dissolved in it, so that brackets leave no trace. */
function joined(kind: 'all' | 'any', parts: readonly Query[]): Query {
  const flat = parts.flatMap((part) => (part.kind === kind ? part.parts : [part]));
  const [only] = flat;
  return flat.length === 1 && only !== undefined ? only : { kind, parts: flat };
}

/** Counts the NOTs instead of descending into them: a row of them is no deeper than one. */
function parseNot(reader: Reader): Query | Wrong {
  let isNegated = false;
  while (take(reader, 'not')) isNegated = !isNegated;
  const part = parseOperand(reader);
  return part.kind === 'wrong' || !isNegated ? part : { kind: 'not', part };
}

function parseOperand(reader: Reader): Query | Wrong {
  const piece = reader.pieces[reader.next];
  if (piece === undefined) return wrong(reader.end, 'word');
  reader.next += 1;
  switch (piece.kind) {
    case 'words':
      return { kind: 'words', where: 'anywhere', words: piece.words };
    case 'field':
      return parseField(reader, piece.field);
    case 'open':
      return parseGroup(reader, piece.at);
    case 'close':
      return wrong(piece.at, reader.depth === 0 ? 'open' : 'word');
    case 'and':
    case 'or':
    case 'not':
      return wrong(piece.at, 'word');
  }
}

function parseGroup(reader: Reader, at: number): Query | Wrong {
  if (reader.depth === MAX_QUERY_DEPTH) return wrong(at, 'shallower');
  reader.depth += 1;
  const query = parseAny(reader);
  reader.depth -= 1;
  if (query.kind === 'wrong') return query;
  return take(reader, 'close') ? query : wrong(at, 'close');
}

function parseField(reader: Reader, field: Field): Query | Wrong {
  const piece = reader.pieces[reader.next];
  if (piece?.kind !== 'words') return wrong(piece?.at ?? reader.end, 'word');
  reader.next += 1;
  switch (field) {
    case 'title':
    case 'source':
      return { kind: 'words', where: field, words: piece.words };
    case 'section': {
      const section = SECTIONS.find((name) => name.toLowerCase() === piece.written.trim().toLowerCase());
      return section === undefined ? wrong(piece.at, 'section') : { kind: 'section', section };
    }
    case 'lang': {
      const language = /^([a-z]{2,3})(?:[-_][a-z0-9-]+)?$/i.exec(piece.written.trim())?.[1];
      return language === undefined
        ? wrong(piece.at, 'language')
        : { kind: 'language', language: language.toLowerCase() };
    }
  }
}
