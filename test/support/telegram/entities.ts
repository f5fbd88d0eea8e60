/** Text as Telegram stores it, with its entities; offsets and lengths in UTF-16 units. */
export type Formatted = { readonly text: string; readonly entities: readonly Entity[] };

export type Entity = { readonly type: string; readonly offset: number; readonly length: number; readonly url?: string };

/** Mark-up that Telegram cannot read; the message is Telegram's own, with a byte offset. */
export class EntityError extends Error {}

/** The tags of https://core.telegram.org/bots/api#html-style and the entity each stands for ('' for those we never send). */
const TAGS: Readonly<Record<string, string>> = {
  a: 'text_link',
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  u: 'underline',
  ins: 'underline',
  'tg-spoiler': 'spoiler',
  'tg-emoji': '',
  span: 'spoiler',
  pre: 'pre',
  code: 'code',
  blockquote: 'blockquote',
};

/** The only named references Telegram knows. */
const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };
const REFERENCE = /&(?:#x([0-9a-f]{1,6})|#([0-9]{1,7})|(lt|gt|amp|quot));?/iuy;
const SPACE = /\s*/uy;
const TAG_NAME = /[^\s>]*/uy;
const ATTRIBUTE_NAME = /[^\s=>]*/uy;
const BARE_VALUE = /[a-z0-9.-]*/iuy;

type Open = { readonly tag: string; readonly attributes: ReadonlyMap<string, string>; readonly offset: number };

/** Reads Telegram's HTML; throws EntityError where Telegram would refuse the message. */
export function parseHtml(source: string): Formatted {
  const reader = new HtmlReader(source);
  reader.read();
  return finish(reader.text, reader.entities);
}

/** Text without a parse mode: only links and commands are found in it. */
export function plainText(source: string): Formatted {
  return finish(source, []);
}

class HtmlReader {
  readonly entities: Entity[] = [];
  text = '';
  readonly #source: string;
  readonly #open: Open[] = [];
  #at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  read(): void {
    while (this.#at < this.#source.length) {
      if (this.#source[this.#at] !== '<') this.text += this.#character();
      else if (this.#source[this.#at + 1] === '/') this.#endTag();
      else this.#startTag();
    }
    const left = this.#open.at(-1);
    if (left !== undefined) throw new EntityError(`Can't find end tag corresponding to start tag "${left.tag}"`);
  }

  #character(): string {
    const reference = this.#source[this.#at] === '&' ? this.#take(REFERENCE) : null;
    if (reference !== null) return decoded(reference);
    this.#at += 1;
    return this.#source[this.#at - 1] ?? '';
  }

  #take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#source);
    this.#at += match?.[0].length ?? 0;
    return match;
  }

  #startTag(): void {
    const begin = this.#at;
    this.#at += 1;
    const tag = (this.#take(TAG_NAME)?.[0] ?? '').toLowerCase();
    if (this.#at >= this.#source.length) throw this.#fault('Unclosed start tag', begin);
    if (!(tag in TAGS)) throw this.#fault(`Unsupported start tag "${tag}"`, begin);
    const attributes = this.#attributes(tag, begin);
    if (tag === 'span' && attributes.get('class') !== 'tg-spoiler') {
      throw this.#fault('Tag "span" must have class "tg-spoiler"', begin);
    }
    this.#open.push({ tag, attributes, offset: this.text.length });
  }

  #attributes(tag: string, begin: number): ReadonlyMap<string, string> {
    const attributes = new Map<string, string>();
    for (;;) {
      this.#take(SPACE);
      if (this.#at >= this.#source.length) throw this.#fault(`Unclosed start tag "${tag}"`, begin);
      if (this.#source[this.#at] === '>') break;
      const name = this.#take(ATTRIBUTE_NAME)?.[0] ?? '';
      if (name === '') throw this.#fault(`Empty attribute name in the tag "${tag}"`, begin);
      attributes.set(name.toLowerCase(), this.#value(begin));
    }
    this.#at += 1;
    return attributes;
  }

  #value(begin: number): string {
    this.#take(SPACE);
    if (this.#source[this.#at] !== '=') return '';
    this.#at += 1;
    this.#take(SPACE);
    const quote = this.#source[this.#at] ?? '';
    return quote === '"' || quote === "'" ? this.#quoted(quote, begin) : this.#bare();
  }

  #quoted(quote: string, begin: number): string {
    let value = '';
    this.#at += 1;
    while (this.#at < this.#source.length && this.#source[this.#at] !== quote) value += this.#character();
    if (this.#at >= this.#source.length) throw this.#fault('Unclosed start tag', begin);
    this.#at += 1;
    return value;
  }

  #bare(): string {
    const begin = this.#at;
    const value = this.#take(BARE_VALUE)?.[0] ?? '';
    if (!/[\s>]/u.test(this.#source[this.#at] ?? '')) throw this.#fault('Unexpected end of name token', begin);
    return value;
  }

  #endTag(): void {
    const begin = this.#at;
    const opened = this.#open.pop();
    if (opened === undefined) throw this.#fault('Unexpected end tag', begin);
    this.#at += 2;
    const tag = (this.#take(TAG_NAME)?.[0] ?? '').toLowerCase();
    this.#take(SPACE);
    if (this.#source[this.#at] !== '>') throw this.#fault('Unclosed end tag', begin);
    this.#at += 1;
    if (tag !== '' && tag !== opened.tag) {
      throw this.#fault('Unmatched end tag', begin, `, expected "</${opened.tag}>", found "</${tag}>"`);
    }
    this.#close(opened);
  }

  #close({ tag, attributes, offset }: Open): void {
    const length = this.text.length - offset;
    const type = tag === 'blockquote' && attributes.has('expandable') ? 'expandable_blockquote' : (TAGS[tag] ?? '');
    if (length === 0 || type === '') return;
    if (tag !== 'a') this.entities.push({ type, offset, length });
    else this.#link({ type, offset, length, url: attributes.get('href') ?? this.text.slice(offset) });
  }

  #link(link: Entity & { readonly url: string }): void {
    if (/^(?:https?|tg|mailto|tel):/iu.test(link.url)) this.entities.push(link);
    else if (/^[\w-]+(?:\.[\w-]+)+/u.test(link.url)) this.entities.push({ ...link, url: `http://${link.url}` });
  }

  #fault(what: string, at: number, more = ''): EntityError {
    return new EntityError(`${what} at byte offset ${Buffer.byteLength(this.#source.slice(0, at))}${more}`);
  }
}

function decoded([whole, hexadecimal, decimal, named]: RegExpExecArray): string {
  if (named !== undefined) return NAMED[named.toLowerCase()] ?? '';
  const code = hexadecimal === undefined ? Number(decimal) : Number.parseInt(hexadecimal, 16);
  return code > 0 && code < 0x10ffff ? String.fromCodePoint(code) : whole;
}

/** Trims the text as Telegram does, moves the entities with it and finds links and commands. */
function finish(raw: string, marked: readonly Entity[]): Formatted {
  const text = raw.trim();
  const lead = raw.length - raw.trimStart().length;
  const moved = marked.flatMap((entity) => within(entity, lead, text.length));
  const found = [
    ...foundIn(text, /()(https?:\/\/[^\s<>"]+)/gu, 'url'),
    ...foundIn(text, /(^|\s)(\/\w{1,32}(?:@\w+)?)/gu, 'bot_command'),
  ];
  const free = found.filter((one) => !moved.some((entity) => entity.type === 'text_link' && isInside(one, entity)));
  const entities = [...moved, ...free].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return { text, entities };
}

function within(entity: Entity, lead: number, most: number): readonly Entity[] {
  const offset = Math.max(0, entity.offset - lead);
  const length = Math.min(entity.offset - lead + entity.length, most) - offset;
  return length > 0 ? [{ ...entity, offset, length }] : [];
}

function foundIn(text: string, pattern: RegExp, type: string): readonly Entity[] {
  return [...text.matchAll(pattern)].map((match) => {
    const [, before = '', said = ''] = match;
    return { type, offset: match.index + before.length, length: said.length };
  });
}

function isInside(one: Entity, other: Entity): boolean {
  return one.offset >= other.offset && one.offset < other.offset + other.length;
}
