import { decodeHTML } from 'entities';
import { Tokenizer, type TokenizerCallbacks } from 'htmlparser2';

/** What an HTML fragment says to a reader. */
export interface HtmlReading {
  /** Plain text: white space collapsed, paragraphs separated by one line break. */
  readonly text: string;
  /** The `src` of the first picture that is not a tracking pixel, as written. */
  readonly image: string | null;
}

/** Elements whose content is not text for a reader. */
const UNREAD = new Set(['script', 'style', 'template', 'iframe']);
/** Elements that begin and end a line; all others run on with the text around them. */
const LINES = new Set(
  (
    'address article aside blockquote body br caption center dd details dialog div dl dt fieldset figcaption figure footer ' +
    'form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol optgroup option p pre section summary table tbody ' +
    'tfoot thead title tr ul'
  ).split(' '),
);
/** Cells of one row are told apart by a blank. */
const CELLS = new Set(['td', 'th']);
/** Attributes of a picture that say where it is and whether anybody can see it. */
const PICTURE_ATTRIBUTES = new Set(['src', 'data-src', 'width', 'height']);
/** A picture of one or two pixels counts readers and shows nothing. */
const PIXEL = /^\s*[012](?:px)?\s*$/u;
/** Control characters, halves of characters and what Unicode calls no character: no text may carry them. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\ufffe\uffff]/gu;

/** An HTML fragment as plain text with a line break between paragraphs; tags, scripts and styles are dropped, entities decoded. Takes linear time. */
export function htmlToText(html: string): string {
  return readHtml(html).text;
}

/** The text of an HTML fragment and its first picture, in one linear pass. A fragment without any tag has its paragraphs at blank lines. */
export function readHtml(html: string): HtmlReading {
  if (!html.includes('<')) return { text: plainToText(decodeHTML(html)), image: null };
  const reader = new HtmlReader(html);
  const tokenizer = new Tokenizer({ decodeEntities: false }, reader);
  tokenizer.write(html);
  tokenizer.end();
  return { text: tidyLines(reader.lines()), image: reader.image };
}

/** Plain text in the same form: white space collapsed, a line break where a blank line was. */
export function plainToText(text: string): string {
  return tidyLines(text.split(/\n\s*\n/u).map((paragraph) => paragraph.replace(/\n/gu, ' ')));
}

function tidyLines(lines: readonly string[]): string {
  return lines
    .map((line) => line.replace(/\s+/gu, ' ').replace(UNPRINTABLE, '').trim())
    .filter((line) => line !== '')
    .join('\n');
}

/** Hears a tokenizer that was given the whole fragment at once, so that its positions are those of the fragment. No stack: nesting costs nothing. */
class HtmlReader implements TokenizerCallbacks {
  image: string | null = null;
  readonly #html: string;
  readonly #lines: string[] = [];
  #line = '';
  #tag = '';
  #unread = '';
  #attribute = '';
  #picture = new Map<string, string>();

  constructor(html: string) {
    this.#html = html;
  }

  lines(): readonly string[] {
    return [...this.#lines, this.#line];
  }

  ontext(start: number, end: number): void {
    if (this.#unread === '') this.#line += decodeHTML(this.#html.slice(start, end));
  }

  onopentagname(start: number, end: number): void {
    this.#tag = this.#html.slice(start, end).toLowerCase();
    this.#breakAt(this.#tag);
  }

  onopentagend(): void {
    if (this.#unread === '' && UNREAD.has(this.#tag)) this.#unread = this.#tag;
    this.#endPicture();
  }

  onselfclosingtag(): void {
    this.#endPicture();
  }

  onclosetag(start: number, end: number): void {
    const tag = this.#html.slice(start, end).toLowerCase();
    if (tag === this.#unread) this.#unread = '';
    this.#breakAt(tag);
  }

  onattribname(start: number, end: number): void {
    if (this.#tag === 'img') this.#attribute = this.#html.slice(start, end).toLowerCase();
  }

  onattribdata(start: number, end: number): void {
    if (this.image !== null || this.#tag !== 'img' || !PICTURE_ATTRIBUTES.has(this.#attribute)) return;
    this.#picture.set(this.#attribute, decodeHTML(this.#html.slice(start, end)).trim());
  }

  #breakAt(tag: string): void {
    if (CELLS.has(tag)) this.#line += ' ';
    if (!LINES.has(tag)) return;
    this.#lines.push(this.#line);
    this.#line = '';
  }

  #endPicture(): void {
    const picture = this.#picture;
    if (picture.size === 0) return;
    this.#picture = new Map();
    const source = [picture.get('src'), picture.get('data-src')].find((each) => each && !/^data:/iu.test(each));
    const isPixel = ['width', 'height'].some((side) => PIXEL.test(picture.get(side) ?? ''));
    if (source && !isPixel) this.image = source;
  }

  ontextentity(): void {}
  onattribentity(): void {}
  onattribend(): void {}
  oncdata(): void {}
  oncomment(): void {}
  ondeclaration(): void {}
  onend(): void {}
  onprocessinginstruction(): void {}
}
