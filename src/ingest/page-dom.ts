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
  remove(): void;
}

export interface PageDocument {
  readonly documentElement: PageElement | null;
  readonly body: PageElement | null;
  readonly title: string;
  querySelector(selector: string): PageElement | null;
  querySelectorAll(selector: string): ArrayLike<PageElement> & Iterable<PageElement>;
}

/** News pages nest 20 to 60 deep. */
const MAX_DEPTH = 250;

const ELEMENT = 1;
const TEXT = 3;

/** Reads HTML, however broken, into a document that has a body. A piece of a page is wrapped first: linkedom makes no body of its own. */
export function readDocument(html: string): PageDocument {
  const whole = /<(?:html|body)\b/i.test(html) ? html.trimStart() : `<html><body>${html}</body></html>`;
  return parseHTML(whole).document;
}

/** Are elements nested deeper than any page nests them? Readability's time grows with the cube of the depth, and deep recursion ends in a fault. */
export function isTooDeep(document: PageDocument): boolean {
  const open: { readonly node: PageElement; readonly depth: number }[] = [];
  if (document.documentElement !== null) open.push({ node: document.documentElement, depth: 0 });
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (at.depth > MAX_DEPTH) return true;
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
