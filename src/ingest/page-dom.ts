import { parseHTML } from 'linkedom';

/** The part of a text or element node that reading a page needs. */
export interface PageNode {
  readonly nodeType: number;
  readonly parentNode: PageElement | null;
  readonly childNodes: Iterable<PageNode>;
  readonly textContent: string | null;
}

export interface PageElement extends PageNode {
  readonly localName: string;
  readonly firstElementChild: PageElement | null;
  readonly nextElementSibling: PageElement | null;
  getAttribute(name: string): string | null;
  getElementsByTagName(name: string): ArrayLike<PageElement> & Iterable<PageElement>;
  querySelector(selector: string): PageElement | null;
  querySelectorAll(selector: string): ArrayLike<PageElement> & Iterable<PageElement>;
  append(node: PageNode): void;
  remove(): void;
}

export interface PageDocument {
  readonly documentElement: PageElement | null;
  readonly body: PageElement | null;
  readonly title: string;
  readonly childNodes: Iterable<PageNode>;
  querySelector(selector: string): PageElement | null;
  querySelectorAll(selector: string): ArrayLike<PageElement> & Iterable<PageElement>;
}

/** News pages nest 20 to 60 deep. */
const MAX_DEPTH = 250;
/** The largest of hundreds of news pages has 4,000. Readability may go over them five times, at a fiftieth of a millisecond each. */
const MAX_ELEMENTS = 12_000;

const ELEMENT = 1;
const TEXT = 3;

/**
 * Reads HTML, however broken, into a document that has a root and a body. A piece of a page is wrapped, and so is one whose own root cannot be read:
 * linkedom makes none.
 */
export function readDocument(html: string): PageDocument {
  const page = html.trimStart();
  const isWhole = /<(?:html|body)\b/i.test(page);
  const document =
    (isWhole ? (rooted(page) ?? rooted(`<html>${page}</html>`)) : null) ?? parse(`<html><body>${html}</body></html>`);
  takeIn(document);
  return document;
}

function parse(html: string): PageDocument {
  return parseHTML(html).document;
}

function rooted(html: string): PageDocument | null {
  const document = parse(html);
  return document.documentElement?.localName === 'html' ? document : null;
}

/** What a head may hold; browsers, too, end it at anything else. */
const OF_HEAD: ReadonlySet<string> = new Set([
  'base',
  'basefont',
  'bgsound',
  'link',
  'meta',
  'noscript',
  'script',
  'style',
  'template',
  'title',
]);

/** Moves into the body, as browsers do, what a broken page has beside it, in its head or behind its end. Readability climbs to the body, and there must be one above. */
function takeIn({ documentElement: root, body, childNodes }: PageDocument): void {
  if (root === null || body === null) return;
  const beside = Array.from(childNodes).filter((node) => node !== root);
  const children = [...root.childNodes, ...beside];
  const heads = Array.from(root.childNodes)
    .filter(isElement)
    .filter((child) => child.localName === 'head');
  const inHeads = heads.flatMap((head) => Array.from(head.childNodes).filter(isElement));
  const strays = [
    ...inHeads.filter((child) => !OF_HEAD.has(child.localName)),
    ...children.filter((child) => isText(child) || (isElement(child) && child !== body && !heads.includes(child))),
  ];
  for (const stray of strays) body.append(stray);
}

/** Has it more elements than any page, or deeper ones? Readability's time grows with the cube of the depth, and deep recursion ends in a fault. */
export function isOutOfBounds(document: PageDocument): boolean {
  const open: { readonly node: PageElement; readonly depth: number }[] = [];
  if (document.documentElement !== null) open.push({ node: document.documentElement, depth: 0 });
  let elements = 0;
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    elements += 1;
    if (at.depth > MAX_DEPTH || elements > MAX_ELEMENTS) return true;
    for (let child = at.node.firstElementChild; child !== null; child = child.nextElementSibling) {
      open.push({ node: child, depth: at.depth + 1 });
    }
  }
  return false;
}

export function isElement(node: PageNode): node is PageElement {
  return node.nodeType === ELEMENT;
}

export function isText(node: PageNode): boolean {
  return node.nodeType === TEXT;
}

/** The text with every run of white space made one space, and none at the ends. */
export function collapse(text: string | null | undefined): string {
  return (text ?? '').replace(/\s+/g, ' ').trim();
}

export function textOf(element: PageElement | null | undefined): string {
  return collapse(element?.textContent);
}

export function wordsIn(text: string): readonly string[] {
  return text.match(/[\p{L}\p{N}_]+/gu) ?? [];
}

/** How alike two short texts are: shared words over the words of the longer one, 0 to 1. */
export function likeness(a: string | null | undefined, b: string | null | undefined): number {
  const [left, right] = [a, b].map((text) => new Set(wordsIn((text ?? '').toLowerCase())));
  if (!left?.size || !right?.size) return 0;
  return left.intersection(right).size / Math.max(left.size, right.size);
}
