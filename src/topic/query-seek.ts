import type { Sought } from '../domain/search.ts';
import type { Query } from './query.ts';

/**
 * What of a query an index of words can look for: all the query finds, and perhaps more. Null when that would be everything (a section, a language,
 * what is only left out).
 */
export function seek(query: Query): Sought | null {
  switch (query.kind) {
    case 'words':
      return seekWords(query);
    case 'any':
      return seekAny(query.parts);
    case 'all':
      return seekAll(query.parts);
    case 'not':
    case 'section':
    case 'language':
      return null;
  }
}

type Words = Extract<Query, { kind: 'words' }>;

/** A beginning in the midst of a phrase is beyond an index: then its words may stand anywhere. */
function seekWords({ where, words }: Words): Sought {
  if (isPhrase(words)) return { kind: 'words', where, words };
  return { kind: 'all', parts: words.map((word) => ({ kind: 'words', where, words: [word] })) };
}

function isPhrase(words: Words['words']): boolean {
  return words.slice(0, -1).every(({ beginning }) => !beginning);
}

function seekAny(parts: readonly Query[]): Sought | null {
  const sought = parts.map(seek).filter((part) => part !== null);
  return sought.length < parts.length ? null : { kind: 'any', parts: sought };
}

function seekAll(parts: readonly Query[]): Sought | null {
  const wanted = parts.map(seek).filter((part) => part !== null);
  if (wanted.length === 0) return null;
  const unwanted = parts.flatMap((part) => (part.kind === 'not' && isExact(part.part) ? (seek(part.part) ?? []) : []));
  const all: Sought = { kind: 'all', parts: wanted };
  return unwanted.length === 0 ? all : { kind: 'without', part: all, unwanted: { kind: 'any', parts: unwanted } };
}

/** What is left out must be just what the query leaves out, and no more. */
function isExact(query: Query): boolean {
  switch (query.kind) {
    case 'words':
      return isPhrase(query.words);
    case 'all':
    case 'any':
      return query.parts.every(isExact);
    case 'not':
    case 'section':
    case 'language':
      return false;
  }
}
