import { decodeHTML, decodeHTMLStrict } from 'entities';
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
/** White space other than one blank alone, which may stay as it is: matching every blank of a long text takes seconds. */
const BLANKS = /[^\S ]\s*| \s+/gu;
/** A character reference; the longest name has 31 letters. */
const REFERENCE = /&(?:#(?:\d{1,8}|x[\da-f]{1,7})|[a-z][a-z\d]{1,31});?/giu;
/** Control characters, halves of characters and what Unicode calls no character: no text may carry them. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\ufffe\uffff]/gu;

/** An HTML fragment as plain text with a line break between paragraphs; tags, scripts and styles are dropped, entities decoded. Takes linear time. */
export function htmlToText(html: string): string {
  return readHtml(html).text;
}

/** The text of an HTML fragment and its first picture, in one linear pass. A fragment without any tag has its paragraphs at blank lines. */
export function readHtml(html: string): HtmlReading {
  if (!html.includes('<')) return { text: plainToText(decodeEntities(html)), image: null };
  const reader = new HtmlReader(html);
  const tokenizer = new Tokenizer({ decodeEntities: false }, reader);
  tokenizer.write(html);
  tokenizer.end();
  return { text: reader.lines().join('\n'), image: reader.image };
}

/**
 * Text with its character references decoded; `strict` asks for the semicolon that HTML lets writers forget. The decoder alone builds its
 * result from crumbs, which takes thirty times the memory of a hostile text.
 */
export function decodeEntities(text: string, strict = false): string {
  return text.includes('&') ? text.replace(REFERENCE, strict ? decodeStrictly : decodeLoosely) : text;
}

function decodeStrictly(reference: string): string {
  return decodeHTMLStrict(reference);
}

function decodeLoosely(reference: string): string {
  return decodeHTML(reference);
}

/** Plain text in the same form: white space collapsed, a line break where a blank line was. */
export function plainToText(text: string): string {
  const lines = text.split(/\n\s*\n/u).map(tidyLine);
  return lines.filter((line) => line !== '').join('\n');
}

function tidyLine(line: string): string {
  return line.replace(BLANKS, ' ').replace(UNPRINTABLE, '').trim();
}

/** Hears a tokenizer that was given the whole fragment at once, so that its positions are those of the fragment. No stack: nesting costs nothing. */
class HtmlReader implements TokenizerCallbacks {
  image: string | null = null;
  readonly #html: string;
  readonly #lines: string[] = [];
  #line: string[] = [];
  /** Where the text lies that was heard last: a tokenizer gives `<<<` sign by sign, and text in such crumbs costs a hundredfold. */
  #textStart = 0;
  #textEnd = 0;
  #tag = '';
  #unread = '';
  #attribute = '';
  #picture = new Map<string, string>();

  constructor(html: string) {
    this.#html = html;
  }

  lines(): readonly string[] {
    this.#endLine();
    return this.#lines;
  }

  ontext(start: number, end: number): void {
    if (start !== this.#textEnd) this.#endText();
    if (this.#textStart === this.#textEnd) this.#textStart = start;
    this.#textEnd = end;
  }

  onopentagname(start: number, end: number): void {
    this.#endText();
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
    this.#endText();
    const tag = this.#html.slice(start, end).toLowerCase();
    this.#breakAt(tag);
    if (tag === this.#unread) this.#unread = '';
  }

  onattribname(start: number, end: number): void {
    if (this.#tag === 'img') this.#attribute = this.#html.slice(start, end).toLowerCase();
  }

  onattribdata(start: number, end: number): void {
    if (this.image !== null || this.#tag !== 'img' || !PICTURE_ATTRIBUTES.has(this.#attribute)) return;
    this.#picture.set(this.#attribute, decodeEntities(this.#html.slice(start, end)).trim());
  }

  #endText(): void {
    if (this.#unread === '' && this.#textEnd > this.#textStart) {
      this.#line.push(decodeEntities(this.#html.slice(this.#textStart, this.#textEnd)));
    }
    this.#textStart = this.#textEnd;
  }

  #breakAt(tag: string): void {
    if (this.#unread !== '') return;
    if (CELLS.has(tag)) this.#line.push(' ');
    if (LINES.has(tag)) this.#endLine();
  }

  #endLine(): void {
    this.#endText();
    const line = tidyLine(this.#line.join(''));
    if (line !== '') this.#lines.push(line);
    this.#line = [];
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
