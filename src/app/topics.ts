import type { ExpectedInQuery } from '../domain/wrong-topic.ts';
import { sectionNamed } from '../phrases/sections.ts';
import type { Query } from '../topic/query.ts';
import { parseQuery } from '../topic/query-parse.ts';

export type TopicsRead =
  | { readonly kind: 'topics'; readonly topics: readonly string[] }
  | { readonly kind: 'fault'; readonly given: string; readonly column: number; readonly expected: ExpectedInQuery };

/** What a channel wants, as typed: topics between commas, each a section's name or a query. `all` and nothing are everything. */
export function readTopics(typed: string): TopicsRead {
  const topics = splitTopics(typed).filter((topic) => !/^(?:all|everything|\*)$/iu.test(topic));
  for (const topic of topics) {
    const parsed = readTopic(topic);
    if ('column' in parsed) return { kind: 'fault', given: topic, column: parsed.column, expected: parsed.expected };
  }
  return { kind: 'topics', topics: topics.map((topic) => sectionNamed(topic) ?? topic) };
}

/** The queries a community has names for, by the name in lower case. */
export type NamedQueries = ReadonlyMap<string, string>;

/** What any of these topics asks for; null is everything. A topic that no longer reads asks for nothing. */
export function queryOf(topics: readonly string[], named: NamedQueries = new Map()): Query | null {
  if (topics.length === 0) return null;
  const meant = topics.map((topic) => named.get(topic.toLowerCase()) ?? topic);
  return { kind: 'any', parts: meant.map(readTopic).filter((read): read is Query => !('column' in read)) };
}

/** One topic: a section's name or a query. */
export function readTopic(topic: string): Query | { readonly column: number; readonly expected: ExpectedInQuery } {
  const section = sectionNamed(topic);
  if (section !== null) return { kind: 'section', section };
  const parsed = parseQuery(topic);
  return parsed.kind === 'query' ? parsed.query : { column: parsed.column, expected: parsed.expected };
}

const OPENING = new Set(['(', '“', '„', '«']);
const CLOSING = new Set([')', '”', '»']);

/** Commas as Latin, Arabic, Chinese and Japanese keyboards have them. */
const COMMAS = new Set([',', '،', '，', '、']);

/** Splits at commas that stand in no quotation and no brackets. */
function splitTopics(typed: string): readonly string[] {
  const pieces = [''];
  let depth = 0;
  let isQuoted = false;
  for (const character of typed) {
    if (character === '"') isQuoted = !isQuoted;
    if (OPENING.has(character)) depth++;
    if (CLOSING.has(character)) depth--;
    if (COMMAS.has(character) && !isQuoted && depth <= 0) pieces.push('');
    else pieces[pieces.length - 1] += character;
  }
  return pieces.map((piece) => piece.trim()).filter(Boolean);
}
