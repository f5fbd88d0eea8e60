import { Parser } from 'htmlparser2';
import { type PhraseKey, sayPlain, type Values } from '../phrases/say.ts';

/** A source in somebody's list. */
export interface Outline {
  readonly title: string | null;
  /** As written, white space off; not yet known to be fit for fetching. */
  readonly address: string;
  /** The name of the innermost folder it lies in. */
  readonly section: string | null;
}

type Opml =
  | { readonly kind: 'read'; readonly outlines: readonly Outline[] }
  | { readonly kind: 'fault'; readonly line: number; readonly sentence: string };

/** Twice the largest list met in the wild; a longer one is a mistake, and would be polled for days before anyone noticed. */
const MAX_OUTLINES = 20_000;
const MAX_DEPTH = 64; // folders in folders; nobody nests ten

/** Reads a list of sources (OPML 1.0 and 2.0). Forgiving of stray ampersands and unknown elements, not of elements that are never closed: those would mix folders up. */
export function readOpml(text: string): Opml {
  const reader = new OutlineReader(text);
  const parser = new Parser(
    {
      onopentag: (name, attributes) => {
        reader.open(name.toLowerCase(), attributes, parser.startIndex);
        if (reader.isAtFault()) parser.pause();
      },
      onclosetag: (_name, isImplied) => {
        reader.close(isImplied, parser.endIndex);
        if (reader.isAtFault()) parser.pause();
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(text);
  return reader.result();
}

interface OpenElement {
  readonly name: string;
  readonly at: number;
  /** The name of a folder; null for a source and for what is no outline. */
  readonly folder: string | null;
}

class OutlineReader {
  readonly #text: string;
  readonly #open: OpenElement[] = [];
  readonly #outlines: Outline[] = [];
  readonly #known = new Set<string>();
  /** Sources met so far, those that were known among them. */
  #met = 0;
  #isOpml = false;
  /** The element opened last, when nothing was closed since. */
  #newest: OpenElement | null = null;
  #fault: Opml | null = null;

  constructor(text: string) {
    this.#text = text;
  }

  open(name: string, attributes: Readonly<Record<string, string>>, at: number): void {
    if (this.#fault !== null) return;
    if (name === 'opml') this.#isOpml = true;
    const read = new Map(Object.entries(attributes).map(([key, value]) => [key.toLowerCase(), value.trim()]));
    const address = name === 'outline' ? read.get('xmlurl') || null : null;
    const title = read.get('title') || read.get('text') || null;
    if (address !== null) this.#add({ title, address, section: this.#folder() }, at);
    if (this.#open.length >= MAX_DEPTH) this.#stop(at, 'opml-fault.too-deep', { most: MAX_DEPTH });
    this.#newest = {
      name,
      at,
      folder: name === 'outline' && address === null ? title : null,
    };
    this.#open.push(this.#newest);
  }

  /** @param end where the tag that closed it ends */
  close(isImplied: boolean, end: number): void {
    const element = this.#open.pop();
    const isSelfClosed = element === this.#newest && this.#text.startsWith('/>', end - 1);
    this.#newest = null;
    if (element !== undefined && isImplied && !isSelfClosed)
      this.#stop(element.at, 'opml-fault.unclosed', { element: element.name });
  }

  /** What follows a fault is not read: htmlparser2 takes time by the square of the elements that are open. */
  isAtFault(): boolean {
    return this.#fault !== null;
  }

  result(): Opml {
    if (!this.#isOpml) return { kind: 'fault', line: 1, sentence: sayPlain('en', 'opml-fault.other') };
    if (this.#fault !== null) return this.#fault;
    return { kind: 'read', outlines: this.#outlines };
  }

  #add(outline: Outline, at: number): void {
    this.#met += 1;
    if (this.#met > MAX_OUTLINES) this.#stop(at, 'opml-fault.too-long', { most: MAX_OUTLINES });
    if (this.#known.has(outline.address)) return;
    this.#known.add(outline.address);
    this.#outlines.push(outline);
  }

  #folder(): string | null {
    return this.#open.findLast((element) => element.folder !== null)?.folder ?? null;
  }

  /** The outermost unclosed element is closed last; the innermost is where the fault lies, so the first report stands. */
  #stop(at: number, fault: PhraseKey, values: Values): void {
    if (this.#fault !== null) return;
    const line = this.#text.slice(0, at).split('\n').length;
    this.#fault = { kind: 'fault', line, sentence: sayPlain('en', fault, { ...values, line }) };
  }
}

/** Writes a list that other readers can import: OPML 2.0, a folder for each section in the order they are met, sources without one first. */
export function writeOpml(title: string, outlines: readonly Outline[]): string {
  const folders = Map.groupBy(outlines, (outline) => outline.section);
  const loose = (folders.get(null) ?? []).map((outline) => outlineLine(outline, '    '));
  const grouped = [...folders].flatMap(([section, members]) => (section === null ? [] : folderLines(section, members)));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<opml version="2.0">',
    `  <head><title>${escaped(title)}</title></head>`,
    '  <body>',
    ...loose,
    ...grouped,
    '  </body>',
    '</opml>',
    '',
  ].join('\n');
}

function folderLines(section: string, members: readonly Outline[]): readonly string[] {
  const name = escaped(section);
  return [
    `    <outline text="${name}" title="${name}">`,
    ...members.map((outline) => outlineLine(outline, '      ')),
    '    </outline>',
  ];
}

function outlineLine(outline: Outline, indent: string): string {
  const title = escaped(outline.title ?? outline.address);
  return `${indent}<outline type="rss" text="${title}" title="${title}" xmlUrl="${escaped(outline.address)}"/>`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  // XML 1.0 has no way to write the other control characters.
  return text
    .replace(/[\p{Cc}\ufffe\uffff]/gu, ' ')
    .replace(/[&<>"]/gu, (character) => ENTITIES[character] ?? character);
}
