import type { PageDocument } from './page-dom.ts';
import { plainText } from './page-plain.ts';

/** One JSON-LD object of a page, whatever it describes. */
export type LinkedNode = Readonly<Record<string, unknown>>;

/** Deeper nesting carries nothing about the article. */
const MAX_DEPTH = 8;

const ARTICLE_TYPE = /(?:Article|BlogPosting|LiveBlogPosting|Report)$/;

/** All objects of the page's JSON-LD blocks, outer before inner; a block that cannot be read is left out. */
export function readLinkedData(document: PageDocument): readonly LinkedNode[] {
  return Array.from(document.querySelectorAll('script[type*="ld+json"]')).flatMap((script) =>
    nodesOf(parseLoosely(script.textContent ?? ''), 0),
  );
}

export function isArticle(node: LinkedNode): boolean {
  return typesOf(node).some((type) => ARTICLE_TYPE.test(type));
}

export function typesOf(node: LinkedNode): readonly string[] {
  return listOf(node['@type']).filter((type) => typeof type === 'string');
}

/** One value or many, as a list; nothing as an empty one. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
}

export function isNode(value: unknown): value is LinkedNode {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value as one line of plain text: a string, a number, or the name of an object; null when it holds none. */
export function wordsOf(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return plainText(value) || null;
  if (Array.isArray(value)) return wordsOf(value[0]);
  return isNode(value) ? wordsOf(value['@value'] ?? value['name']) : null;
}

/** The object a reference such as {"@id": "#author"} points to, among the page's own. */
export function resolve(value: unknown, nodes: readonly LinkedNode[]): unknown {
  if (!isNode(value) || typeof value['@id'] !== 'string' || value['name'] !== undefined) return value;
  return nodes.find((node) => node['@id'] === value['@id'] && node['name'] !== undefined) ?? value;
}

function nodesOf(value: unknown, depth: number): readonly LinkedNode[] {
  if (depth > MAX_DEPTH) return [];
  if (Array.isArray(value)) return value.flatMap((each) => nodesOf(each, depth + 1));
  if (!isNode(value)) return [];
  return [value, ...Object.values(value).flatMap((each) => nodesOf(each, depth + 1))];
}

/** Sites wrap JSON-LD in CDATA or comments, leave raw line breaks in strings and commas before brackets. */
function parseLoosely(source: string): unknown {
  const json = source
    .trim()
    .replace(/^<!\[CDATA\[|^<!--|\]\]>$|-->$/g, '')
    .replace(/;\s*$/, '');
  return parsed(json) ?? parsed(json.replace(/\p{Cc}+/gu, ' ').replace(/,\s*([}\]])/g, '$1'));
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
