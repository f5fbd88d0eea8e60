import { collapse, isElement, isText, type PageElement, type PageNode, wordsIn } from './page-dom.ts';

/** A run of text that stands by itself on the page: a paragraph, a heading, a list item, a caption. */
export interface Block {
  readonly text: string;
  /** Words; scripts without spaces are counted by length. */
  readonly words: number;
  /** Share of the characters that are links, 0 to 1. */
  readonly linked: number;
  /** Share of the characters that are set in bold or italics, 0 to 1. */
  readonly stressed: number;
  /** The nearest block element: p, div, h2. */
  readonly tag: string;
  readonly inList: boolean;
  readonly inFigure: boolean;
  /** The tag, and tag and class of what holds it: paragraphs of one text share it. */
  readonly kind: string;
}

interface Draft {
  readonly place: Place;
  raw: string;
  linkedChars: number;
  stressedChars: number;
}

interface Place {
  readonly tag: string;
  readonly kind: string;
  readonly inList: boolean;
  readonly inFigure: boolean;
  readonly inLink: boolean;
  readonly inStress: boolean;
}

const BLOCK_TAGS = new Set(
  'p div section article main header footer ul ol li h1 h2 h3 h4 h5 h6 blockquote pre table tbody thead tr td th dl dt dd figure figcaption aside nav form br hr address details summary body'.split(
    ' ',
  ),
);
const UNSEEN_TAGS = new Set('script style noscript template svg iframe head button select option textarea'.split(' '));
const STRESS_TAGS = new Set(['b', 'strong', 'em']);

/** A word of a script without spaces counts for so many characters of it; in other scripts words are shorter. */
const CHARS_A_WORD = 12;

/** The text blocks below an element, in reading order. */
export function readBlocks(root: PageElement): readonly Block[] {
  const blocks: Block[] = [];
  let draft: Draft | null = null;
  const close = () => {
    if (draft !== null) blocks.push(...finished(draft));
    draft = null;
  };
  const visit = (node: PageNode, place: Place): void => {
    if (isText(node)) {
      draft ??= { place, raw: '', linkedChars: 0, stressedChars: 0 };
      addText(draft, node.textContent ?? '', place);
    }
    if (!isElement(node) || UNSEEN_TAGS.has(node.localName)) return;
    const isBlock = BLOCK_TAGS.has(node.localName);
    if (isBlock) close();
    const inner = isBlock ? placeInside(place, node) : placeWithin(place, node.localName);
    for (const child of node.childNodes) visit(child, inner);
    if (isBlock) close();
  };
  visit(root, { tag: 'div', kind: '', inList: false, inFigure: false, inLink: false, inStress: false });
  close();
  return blocks;
}

export function isHeading(block: Block): boolean {
  return /^h[1-6]$/.test(block.tag);
}

function placeInside(outer: Place, element: PageElement): Place {
  const { localName: tag, parentNode: holder } = element;
  const kind = `${tag} ${holder?.localName} ${holder?.getAttribute('class') ?? ''}`;
  return { ...outer, tag, kind, inList: outer.inList || tag === 'li', inFigure: outer.inFigure || tag === 'figure' };
}

function placeWithin(outer: Place, tag: string): Place {
  if (tag === 'a') return { ...outer, inLink: true };
  return STRESS_TAGS.has(tag) ? { ...outer, inStress: true } : outer;
}

function addText(draft: Draft, text: string, place: Place): void {
  draft.raw += text;
  const length = collapse(text).length;
  if (place.inLink) draft.linkedChars += length;
  if (place.inStress) draft.stressedChars += length;
}

function finished({ place, raw, linkedChars, stressedChars }: Draft): readonly Block[] {
  const text = collapse(raw);
  if (text === '') return [];
  return [
    {
      text,
      words: Math.max(wordsIn(text).length, Math.round(text.length / CHARS_A_WORD)),
      linked: linkedChars / text.length,
      stressed: stressedChars / text.length,
      tag: place.tag,
      inList: place.inList,
      inFigure: place.inFigure,
      kind: place.kind,
    },
  ];
}
