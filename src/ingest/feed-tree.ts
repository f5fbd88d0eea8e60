import { Tokenizer, type TokenizerCallbacks } from 'htmlparser2';
import { decodeEntities } from '../text/html.ts';
import { knownName, type Namespaces, namespaceOf, namespacesWithin } from './feed-names.ts';

/** An element of a feed. */
export interface Element {
  /** As we know it, lower case: see knownName. */
  readonly name: string;
  /** As the feed writes it, with its own prefix. */
  readonly written: string;
  /** The address of its namespace, lower case; empty when it has none. */
  readonly namespace: string;
  /** By the name as written, lower case. In a Map, since a feed may call an attribute or element `__proto__`. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly (Element | string)[];
}

interface OpenElement extends Element {
  readonly children: (Element | string)[];
  readonly namespaces: Namespaces;
}

/** What is nested deeper keeps its text and loses its tags: no feed is that deep, and walks over the tree stay shallow. */
const DEEPEST = 256;
/** The richest elements of real feeds have a dozen attributes. */
const MOST_ATTRIBUTES = 64;
/** Elements and attributes: a tree of so many stays within the memory of a parsing process; several times what the largest real feeds have. */
const MOST_PARTS = 300_000;
/** An entry cannot lie in another: a second one that opens ends the first, whose end tag was forgotten. */
const NEVER_NESTED = new Set(['item', 'entry']);
/** These hold text alone, so that a field of the entry that opens within one ends it. */
const TEXT_ALONE = new Set(['title', 'link', 'guid', 'id', 'pubdate', 'published', 'updated']);
const NEVER_IN_TEXT = new Set([
  ...TEXT_ALONE,
  'description',
  'summary',
  'content',
  'content:encoded',
  'author',
  'category',
  'enclosure',
  'source',
]);
/** Often written without the `?` before its end, which would swallow the feed. */
const XML_DECLARATION = /^[\s\ufeff]*<\?xml[^>]*>/iu;

const NO_ATTRIBUTES: ReadonlyMap<string, string> = new Map();

/** Reads any text as XML, forgiving what can be forgiven: wrong nesting, missing ends, stray `&`, HTML's entities. Never throws; takes linear time. */
export function readTree(text: string): Element {
  const xml = text.replace(XML_DECLARATION, '');
  const reader = new TreeReader(xml);
  const tokenizer = new Tokenizer({ xmlMode: true, decodeEntities: false }, reader);
  tokenizer.write(xml);
  tokenizer.end();
  return reader.root;
}

/** The elements among the children. */
export function elementsIn(element: Element): readonly Element[] {
  return element.children.filter((child) => typeof child !== 'string');
}

/** The text of an element and of all within it, as it stands. */
export function textOf(element: Element): string {
  const pieces: string[] = [];
  const collect = (child: Element | string): void => {
    if (typeof child === 'string') pieces.push(child);
    else child.children.forEach(collect);
  };
  collect(element);
  return pieces.join('');
}

/** The attribute's value, or an empty string. */
export function attributeOf(element: Element, name: string): string {
  return element.attributes.get(name)?.trim() ?? '';
}

/** Hears a tokenizer that was given the whole text at once, so that its positions are those of the text. */
class TreeReader implements TokenizerCallbacks {
  readonly root: OpenElement = {
    name: '',
    written: '',
    namespace: '',
    attributes: NO_ATTRIBUTES,
    children: [],
    namespaces: { declared: new Map(), around: null },
  };
  readonly #xml: string;
  readonly #open: OpenElement[] = [this.root];
  /** Tags that stand open or stood so once: most wrong end tags are of others, and are known at once. */
  readonly #opened = new Set<string>();
  #parts = 0;
  #isAtomFeed = false;
  /** Tags open inside the deepest element that the tree keeps. */
  #unkept = 0;
  /** Where the text lies that was heard last: a tokenizer gives `<<<` sign by sign, and text in such crumbs costs a hundredfold. */
  #textStart = 0;
  #textEnd = 0;
  #pieces: string[] = [];
  #tag = '';
  #attribute = '';
  #attributes: Map<string, string> | undefined;

  constructor(xml: string) {
    this.#xml = xml;
  }

  ontext(start: number, end: number): void {
    if (start !== this.#textEnd) this.#endText();
    if (this.#textStart === this.#textEnd) this.#textStart = start;
    this.#textEnd = end;
  }

  oncdata(start: number, end: number, endOffset: number): void {
    this.#endText();
    this.#pieces.push(this.#xml.slice(start, end - endOffset));
  }

  onopentagname(start: number, end: number): void {
    this.#tag = this.#xml.slice(start, end);
    this.#attributes = undefined;
  }

  onattribname(start: number, end: number): void {
    this.#attribute = this.#xml.slice(start, end).toLowerCase();
  }

  onattribdata(start: number, end: number): void {
    this.#attributes ??= new Map();
    if (this.#attributes.size >= MOST_ATTRIBUTES) return;
    this.#attributes.set(this.#attribute, decodeEntities(this.#xml.slice(start, end), true));
  }

  onopentagend(): void {
    this.#flushText();
    const element = this.#makeElement();
    this.#closeForgotten(element.name);
    if (this.#open.length > DEEPEST || this.#parts > MOST_PARTS) {
      this.#unkept += 1;
      return;
    }
    this.#top().children.push(element);
    this.#open.push(element);
    this.#opened.add(element.written);
  }

  onselfclosingtag(): void {
    this.#flushText();
    if (this.#open.length > DEEPEST || this.#parts > MOST_PARTS) return;
    const element = this.#makeElement();
    this.#closeForgotten(element.name);
    this.#top().children.push(element);
  }

  onclosetag(start: number, end: number): void {
    if (this.#unkept > 0) {
      this.#unkept -= 1;
      return;
    }
    const tag = this.#xml.slice(start, end);
    if (this.#opened.has(tag)) this.#close(this.#open.findLastIndex(({ written }) => written === tag));
  }

  #makeElement(): OpenElement {
    const attributes = this.#attributes ?? NO_ATTRIBUTES;
    const namespaces = this.#attributes ? namespacesWithin(attributes, this.#top().namespaces) : this.#top().namespaces;
    const name = knownName(this.#tag, namespaces, this.#isAtomFeed);
    if (name === 'feed' || (name === 'atom:entry' && this.#open.length === 1)) this.#isAtomFeed = true;
    this.#parts += 1 + attributes.size;
    return {
      name,
      written: this.#tag,
      namespace: namespaceOf(this.#tag, namespaces),
      attributes,
      children: [],
      namespaces,
    };
  }

  /** Ends what cannot stand open around such an element: its end tag was left out. */
  #closeForgotten(name: string): void {
    if (NEVER_NESTED.has(name)) this.#close(this.#open.findLastIndex((each) => each.name === name));
    else if (NEVER_IN_TEXT.has(name) && TEXT_ALONE.has(this.#top().name)) this.#close(this.#open.length - 1);
  }

  /** Ends the open element at that place and all that stand open inside it; the root stays. */
  #close(place: number): void {
    if (place <= 0) return;
    this.#flushText();
    this.#open.length = place;
    this.#unkept = 0;
  }

  #endText(): void {
    if (this.#textEnd > this.#textStart)
      this.#pieces.push(decodeEntities(this.#xml.slice(this.#textStart, this.#textEnd), true));
    this.#textStart = this.#textEnd;
  }

  /** What was heard since the last tag is one text of the element that stands open. */
  #flushText(): void {
    this.#endText();
    if (this.#pieces.length > 0) this.#top().children.push(this.#pieces.join(''));
    this.#pieces = [];
  }

  #top(): OpenElement {
    return this.#open.at(-1) ?? this.root;
  }

  ontextentity(): void {}
  onattribentity(): void {}
  onattribend(): void {}
  oncomment(): void {}
  ondeclaration(): void {}
  onend(): void {
    this.#flushText();
  }
  onprocessinginstruction(): void {}
}
