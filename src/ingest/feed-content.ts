import { decodeEntities } from '../text/html.ts';
import { escapeMarkup } from './feed-canonical.ts';
import { isAtom, isAtomOne } from './feed-names.ts';
import { attributeOf, type Element, elementsIn, textOf } from './feed-tree.ts';

const VOID = new Set([
  'br',
  'img',
  'hr',
  'input',
  'meta',
  'link',
  'area',
  'base',
  'col',
  'embed',
  'source',
  'track',
  'wbr',
]);
const BASE64 = /^[\sA-Za-z0-9+/=]+$/u;
/** Types of Atom whose content is letters and not encoded bytes. */
const TEXTUAL = /^(?:text|html|xhtml)$|^text\/|xml$/u;
const PLAIN = new Set(['text', 'text/plain']);
/** A wrapper that xhtml content must have and that says nothing. */
const WRAPPER = /(?:^|:)(?:div|body)$/iu;

/** What an element holds as an HTML fragment, whichever way the feed wrapped it: escaped, CDATA, elements, base64, plain text. */
export function htmlOf(element: Element): string {
  const type = attributeOf(element, 'type').toLowerCase();
  const decoded = isBase64(element, type) ? decodeBase64(element) : null;
  if (decoded !== null) return type === 'text/plain' ? escapeMarkup(decoded) : decoded;
  if (hasElements(element)) return serialize(unwrap(element));
  const text = textOf(element);
  return isPlain(element, type) ? escapeMarkup(decodeEntities(text, true)) : text;
}

function isBase64(element: Element, type: string): boolean {
  if (attributeOf(element, 'mode').toLowerCase() === 'base64') return true;
  if (!isAtom(element.namespace) || type === '' || TEXTUAL.test(type) || hasElements(element)) return false;
  return BASE64.test(textOf(element));
}

/** Null when the bytes are no text: a short word may look like base64, and a picture is nothing to read. */
function decodeBase64(element: Element): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(textOf(element), 'base64'));
  } catch {
    return null;
  }
}

/** Atom says what its text is; everything else is HTML if it looks so. */
function isPlain(element: Element, type: string): boolean {
  if (!isAtom(element.namespace)) return false;
  const mode = attributeOf(element, 'mode').toLowerCase();
  if (PLAIN.has(type) || type.includes('xhtml')) return true;
  if (type === '') return isAtomOne(element.namespace) || mode === '';
  return mode === 'xml' && !type.includes('html');
}

function hasElements(element: Element): boolean {
  return element.children.some((child) => typeof child !== 'string');
}

function unwrap(element: Element): Element {
  const [only, ...others] = element.children.filter((child) => typeof child !== 'string' || child.trim() !== '');
  return only !== undefined && typeof only !== 'string' && others.length === 0 && WRAPPER.test(only.written)
    ? only
    : element;
}

function serialize(element: Element): string {
  const pieces: string[] = [];
  for (const child of element.children) writeNode(child, pieces);
  return pieces.join('');
}

function writeNode(node: Element | string, pieces: string[]): void {
  if (typeof node === 'string') {
    pieces.push(escapeMarkup(node));
    return;
  }
  const tag = node.written.slice(node.written.indexOf(':') + 1);
  pieces.push(`<${tag}${attributesOf(node)}>`);
  if (VOID.has(tag) && elementsIn(node).length === 0) return;
  for (const child of node.children) writeNode(child, pieces);
  pieces.push(`</${tag}>`);
}

function attributesOf(element: Element): string {
  return [...element.attributes]
    .filter(([name]) => !name.startsWith('xmlns'))
    .map(([name, value]) => ` ${name}="${escapeMarkup(value)}"`)
    .join('');
}
