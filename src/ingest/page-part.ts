import { Readability } from '@mozilla/readability';
import { type Block, readBlocks } from './page-blocks.ts';
import { collapse, type PageDocument, type PageElement } from './page-dom.ts';
import { keepArticle, wordsOf } from './page-filter.ts';

/** Readability relaxes its rules and tries again below so many characters. */
const LEAST_READABLE_CHARS = 300;

/** A paragraph of prose has so many characters, and less than this share of them in links. */
const PROSE_CHARS = 60;
const PROSE_LINKED = 0.4;

/** Paragraphs of the kinds that make up this share of the chosen words belong to it wherever they stand between them. */
const OWN_KIND_SHARE = 0.3;
/** A block so long is found again on the page without doubt. */
const ANCHOR_CHARS = 40;

/** The core of a page is its smallest element with this share of the prose; one with little prose has none. */
const CORE_SHARE = 0.7;
const CORE_CHARS = 400;
/** With so many times the prose, the core is the article and Readability was mistaken. */
const CORE_TIMES = 2.5;

/**
 * The blocks of the page's part that holds the article: Readability's choice, with the paragraphs of the same kind that it dropped
 * between its own; or the smallest element with most of the prose, where Readability chose a far smaller one. Takes the document apart.
 */
export function choosePart(document: PageDocument, headline: string | null): readonly Block[] {
  if (document.body === null) return [];
  const page = readBlocks(document.body);
  const core = coreOf(document.body);
  const coreBlocks = core === null ? [] : readBlocks(core);
  const chosen = withDropped(readable(document), page);
  const isMistaken = proseOf(coreBlocks, headline) > CORE_TIMES * proseOf(chosen, headline);
  return isMistaken ? coreBlocks : chosen;
}

/** The blocks of what Readability takes for the article; none when it finds nothing. Takes the document apart. */
export function readable(document: PageDocument): readonly Block[] {
  if (document.body === null) return [];
  const reader = new Readability<PageElement>(document as never, {
    charThreshold: LEAST_READABLE_CHARS,
    disableJSONLD: true,
    keepClasses: true,
    serializer: (node) => node as unknown as PageElement,
  });
  const content = reader.parse()?.content;
  return content ? readBlocks(content) : [];
}

function coreOf(body: PageElement): PageElement | null {
  const { held, total } = proseByHolder(body);
  let core: { readonly element: PageElement; readonly chars: number } | null = null;
  // Holders of most of the prose lie inside each other, the inner ones first.
  for (const [element, chars] of held) {
    if (chars >= CORE_SHARE * total && (core === null || chars < core.chars)) core = { element, chars };
  }
  return total < CORE_CHARS ? null : (core?.element ?? null);
}

/** How many characters of prose each element inside the body holds, in paragraphs at any depth. */
function proseByHolder(body: PageElement): { readonly held: ReadonlyMap<PageElement, number>; readonly total: number } {
  const held = new Map<PageElement, number>();
  let total = 0;
  for (const paragraph of body.getElementsByTagName('p')) {
    const { length } = collapse(paragraph.textContent);
    if (length < PROSE_CHARS) continue;
    total += length;
    for (let holder = paragraph.parentNode; holder !== null && holder !== body; holder = holder.parentNode) {
      held.set(holder, (held.get(holder) ?? 0) + length);
    }
  }
  return { held, total };
}

function proseOf(blocks: readonly Block[], headline: string | null): number {
  return keepArticle(blocks, headline)
    .filter((block) => block.text.length > PROSE_CHARS && block.linked < PROSE_LINKED)
    .reduce((sum, block) => sum + block.text.length, 0);
}

/** The chosen blocks, and behind each of them those the page has next, of the chosen kinds, and Readability left out. */
function withDropped(chosen: readonly Block[], page: readonly Block[]): readonly Block[] {
  const places = new Map(chosen.map((block, i) => [block.text, i] as const));
  const isAnchor = (block: Block): boolean => block.text.length > ANCHOR_CHARS && places.has(block.text);
  const span = page.slice(page.findIndex(isAnchor), page.findLastIndex(isAnchor) + 1);
  const isOwn = ownKind(span.filter((block) => places.has(block.text)));
  const known = chosen.map((block) => block.text).join(' ');
  const dropped = new Map<number, Block[]>();
  let at = -1;
  for (const block of span) {
    const place = places.get(block.text);
    if (place !== undefined) at = Math.max(at, place);
    else if (isOwn(block) && !known.includes(block.text)) dropped.set(at, [...(dropped.get(at) ?? []), block]);
  }
  return chosen.flatMap((block, i) => [block, ...(dropped.get(i) ?? [])]);
}

/** Tells whether a block is of a kind that the article's prose is mostly made of. */
function ownKind(article: readonly Block[]): (block: Block) => boolean {
  const words = new Map<string, number>();
  for (const block of article) {
    if (block.text.length > PROSE_CHARS) words.set(block.kind, (words.get(block.kind) ?? 0) + block.words);
  }
  const least = OWN_KIND_SHARE * wordsOf(article);
  return (block) => (words.get(block.kind) ?? 0) > least;
}
