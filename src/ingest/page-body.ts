import type { Block } from './page-blocks.ts';
import { removeClutter } from './page-clutter.ts';
import { type PageDocument, readDocument, wordsIn } from './page-dom.ts';
import { keepArticle, wordsOf } from './page-filter.ts';
import { choosePart, readable } from './page-part.ts';

/** A body shorter than this is looked for again on the page as it came. */
const SHORT_CHARS = 250;

/** JSON-LD's text is believed from this share of the found text's words on: it is often cut. */
const LINKED_LEAST = 0.85;
const LINKED_MOST = 1.6;
const LINKED_LEAST_WORDS = 60;

/** What is known of the page before its body is looked for. */
interface BodyHints {
  readonly headline: string | null;
  /** The article's text as the page's JSON-LD gives it; often cut, often absent. */
  readonly linkedText: readonly string[];
}

/**
 * The article's paragraphs. `document` is taken apart in the search; `html` is read again only when little is found.
 * Readability chooses the part of the page, our own rules what stays of it, and JSON-LD's text judges both.
 */
export function readBody(document: PageDocument, html: string, hints: BodyHints): readonly string[] {
  removeClutter(document);
  const all = choosePart(document, hints.headline);
  const kept = keepArticle(all, hints.headline);
  const found = isOverfiltered(all, kept) ? all : kept;
  const best = charsOf(found) < SHORT_CHARS ? longer(found, rescued(html, hints)) : found;
  return judged(best, hints.linkedText);
}

function rescued(html: string, hints: BodyHints): readonly Block[] {
  const document = readDocument(html);
  for (const template of Array.from(document.querySelectorAll('template'))) template.remove();
  return keepArticle(readable(document), hints.headline);
}

/** On a short page the rules may take too much; then all of it is better. */
function isOverfiltered(all: readonly Block[], kept: readonly Block[]): boolean {
  return charsOf(all) < 1500 && wordsOf(all) > 80 && wordsOf(kept) < 0.4 * wordsOf(all);
}

function longer(found: readonly Block[], other: readonly Block[]): readonly Block[] {
  return charsOf(other) > 1.3 * charsOf(found) ? other : found;
}

function judged(found: readonly Block[], linkedText: readonly string[]): readonly string[] {
  const own = found.map((block) => block.text);
  const linkedWords = linkedText.reduce((sum, line) => sum + wordsIn(line).length, 0);
  const ownWords = own.reduce((sum, line) => sum + wordsIn(line).length, 0);
  if (ownWords < LINKED_LEAST_WORDS && linkedWords > ownWords) return linkedText;
  const isWhole =
    linkedWords > LINKED_LEAST_WORDS && linkedWords > LINKED_LEAST * ownWords && linkedWords < LINKED_MOST * ownWords;
  if (!isWhole) return own;
  const backed = ownBacked(own, linkedText.join(' '));
  return backed.reduce((sum, line) => sum + wordsIn(line).length, 0) > 0.9 * linkedWords ? backed : linkedText;
}

/** The paragraphs that JSON-LD's text has as well, by their runs of four words. */
function ownBacked(own: readonly string[], linkedText: string): readonly string[] {
  const known = new Set(shingles(linkedText));
  return own.filter((line) => {
    const mine = shingles(line);
    if (mine.length === 0) return linkedText.includes(line);
    return mine.filter((shingle) => known.has(shingle)).length > mine.length / 2;
  });
}

function shingles(text: string): readonly string[] {
  const words = wordsIn(text.toLowerCase());
  return words.slice(3).map((_, i) => words.slice(i, i + 4).join(' '));
}

function charsOf(blocks: readonly Block[]): number {
  return blocks.reduce((sum, block) => sum + block.text.length, 0);
}
