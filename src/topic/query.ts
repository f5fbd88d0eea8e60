import type { Section } from '../domain/section.ts';

/** What a topic asks of a story. Written by people in the query language; read by `parseQuery`, judged by `matches`. */
export type Query =
  | { readonly kind: 'all'; readonly parts: readonly Query[] }
  | { readonly kind: 'any'; readonly parts: readonly Query[] }
  | { readonly kind: 'not'; readonly part: Query }
  | { readonly kind: 'words'; readonly where: 'anywhere' | 'title' | 'source'; readonly words: readonly QueryWord[] }
  | { readonly kind: 'section'; readonly section: Section }
  | { readonly kind: 'language'; readonly language: string };

/** One word of a phrase, folded; with `beginning` (word*) any word that starts so will do. */
export interface QueryWord {
  readonly text: string;
  readonly beginning: boolean;
}

/** A normal form: two queries that mean the same up to order, repetition, brackets, case and accents have one key, and are matched once. */
export function queryKey(query: Query): string {
  switch (query.kind) {
    case 'all':
      return keyOfParts('AND', query.parts);
    case 'any':
      return keyOfParts('OR', query.parts);
    case 'not':
      return query.part.kind === 'not' ? queryKey(query.part.part) : `-${queryKey(query.part)}`;
    case 'words':
      return `${query.where === 'anywhere' ? '' : `${query.where}:`}"${query.words.map(wordAsWritten).join(' ')}"`;
    case 'section':
      return `section:${query.section}`;
    case 'language':
      return `lang:${query.language}`;
  }
}

function keyOfParts(operator: 'AND' | 'OR', parts: readonly Query[]): string {
  const keys = [...new Set(parts.map(queryKey))].sort();
  return keys.length === 1 ? `${keys[0]}` : `(${keys.join(` ${operator} `)})`;
}

function wordAsWritten(word: QueryWord): string {
  return word.beginning ? `${word.text}*` : word.text;
}
