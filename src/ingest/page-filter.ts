import { type Block, isHeading } from './page-blocks.ts';
import { isClutterLine, isDateLine, isLabel } from './page-lines.ts';

/** A block and where it begins: the share of all words that stand before it, 0 to 1. */
interface Placed {
  readonly block: Block;
  readonly at: number;
}

/** Labels are short. */
const MAX_LABEL_WORDS = 9;
/** From here on a label may end the article. */
const TAIL_FROM = 0.45;
/** What follows a label is the page's end when less than this share of its words is prose, or when it is less than that share of all. */
const TAIL_PROSE = 0.35;
const TAIL_SHARE = 0.25;
/** A block of so many words that is not mostly links is prose. */
const PROSE_WORDS = 25;
const PROSE_LINKED = 0.3;

/** Lines longer than this are read as text whatever they say. */
const MAX_CLUTTER_WORDS = 60;
const MAX_DATE_WORDS = 22;
const MAX_DATE_WORDS_ANYWHERE = 9;

/** A block is a link to elsewhere when so much of it is linked and it is no longer than this. */
const MOSTLY_LINKED = 0.85;
const MAX_LINK_WORDS = 28;

/** A list is a menu when this share of its words is linked. */
const MENU_LINKED = 0.6;

/** The blocks that are the article's: without boxes under labels, lines that are no text, the headline again, link lists and loose ends. */
export function keepArticle(blocks: readonly Block[], headline: string | null): readonly Block[] {
  const inside = withoutBoxes(placed(blocks));
  const kept = inside.filter((each) => !isClutter(each, headline)).map(({ block }) => block);
  return withoutMenus(withoutLooseEnd(kept));
}

function placed(blocks: readonly Block[]): readonly Placed[] {
  const total = Math.max(1, wordsOf(blocks));
  let before = 0;
  return blocks.map((block) => {
    const at = before / total;
    before += block.words;
    return { block, at };
  });
}

/** Ends at the label that opens the page's tail; takes out labels and what is listed under them before it. */
function withoutBoxes(all: readonly Placed[]): readonly Placed[] {
  const total = wordsOf(all.map(({ block }) => block));
  const kept: Placed[] = [];
  let isBoxed = false;
  for (const [i, each] of all.entries()) {
    if (isLabelBlock(each.block)) {
      if (each.at > TAIL_FROM && isTail(all.slice(i + 1), total)) break;
      isBoxed = true;
      continue;
    }
    isBoxed &&= isListed(each.block);
    if (!isBoxed) kept.push(each);
  }
  return kept;
}

function isLabelBlock(block: Block): boolean {
  const standsOut = isHeading(block) || block.stressed > MENU_LINKED || block.tag !== 'li';
  return block.words <= MAX_LABEL_WORDS && standsOut && isLabel(block.text);
}

function isTail(rest: readonly Placed[], total: number): boolean {
  const blocks = rest.map(({ block }) => block);
  const words = wordsOf(blocks);
  const prose = wordsOf(blocks.filter((block) => block.linked < PROSE_LINKED && block.words > PROSE_WORDS));
  return prose < TAIL_PROSE * words || words < TAIL_SHARE * total;
}

/** Looks like an entry of a box: a link, a short list item, a linked heading. */
function isListed(block: Block): boolean {
  return block.linked > MENU_LINKED || (block.inList && block.words < 22) || (isHeading(block) && block.linked > 0.4);
}

function isClutter({ block, at }: Placed, headline: string | null): boolean {
  if (block.inFigure) return true;
  if (headline !== null && block.text.toLowerCase() === headline.toLowerCase()) return true;
  if (block.words <= MAX_CLUTTER_WORDS && isClutterLine(block.text)) return true;
  return isLooseDate(block, at) || isLinkElsewhere(block) || isShouted(block);
}

function isLooseDate(block: Block, at: number): boolean {
  if (block.words > MAX_DATE_WORDS || isHeading(block) || !isDateLine(block.text)) return false;
  return at < 0.12 || at > 0.9 || block.words <= MAX_DATE_WORDS_ANYWHERE;
}

function isLinkElsewhere(block: Block): boolean {
  return block.linked > MOSTLY_LINKED && (isHeading(block) || block.words < MAX_LINK_WORDS);
}

/** A linked line all in capitals. */
function isShouted(block: Block): boolean {
  return block.words > 3 && block.words < 30 && block.linked > 0.5 && block.text === block.text.toUpperCase();
}

/** Headings with nothing below them and short ends of links are dropped from the end. */
function withoutLooseEnd(blocks: readonly Block[]): readonly Block[] {
  const last = blocks.findLastIndex(
    (block, i) => i < 2 || !(isHeading(block) || (block.words < 8 && block.linked > 0.3)),
  );
  return blocks.slice(0, last + 1);
}

/** Runs of list items that are mostly links. */
function withoutMenus(blocks: readonly Block[]): readonly Block[] {
  return runs(blocks).flatMap((run) => (run[0]?.inList && linkedShare(run) >= MENU_LINKED ? [] : run));
}

/** Neighbouring blocks together as long as they are all in lists, or all not. */
function runs(blocks: readonly Block[]): readonly (readonly Block[])[] {
  const all: Block[][] = [];
  for (const block of blocks) {
    const run = all.at(-1);
    if (run !== undefined && run[0]?.inList === block.inList) run.push(block);
    else all.push([block]);
  }
  return all;
}

function linkedShare(run: readonly Block[]): number {
  return run.reduce((sum, block) => sum + block.linked * block.words, 0) / Math.max(1, wordsOf(run));
}

export function wordsOf(blocks: readonly Block[]): number {
  return blocks.reduce((sum, block) => sum + block.words, 0);
}
