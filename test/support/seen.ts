import type { Digest, Item, Part } from '../../src/domain/digest.ts';
import { headlineInWords, textInWords } from '../../src/phrases/update.ts';
import { oneLine } from '../../src/text/one-line.ts';

export function itemsOf({ items }: Digest, { stories }: Part): readonly Item[] {
  return items.filter(({ story }) => stories.includes(story));
}

/** Signs of direction, and the word joiner that keeps Telegram from linking: they are seen by nobody and are no part of what is said. */
const UNSEEN = /[\u200e\u200f\u2060\u2066-\u2069]/gu;

/** What people see of a line. */
export function seen(line: string): string {
  return line.replace(UNSEEN, '').replace(/ +/gu, ' ').trim();
}

/** What a story should say: its numbered headline, and its text, each as people see it. */
export function wantedOf(digest: Digest, item: Item): { readonly title: string; readonly text: readonly string[] } {
  const number = digest.items.indexOf(item) + 1;
  const text = textInWords(item, digest.language).split('\n').map(seen);
  return {
    title: seen(`${number}. ${oneLine(headlineInWords(item, digest.language))}`),
    text: text.filter((line) => line !== ''),
  };
}

/** Whether text is the whole, or its beginning up to a letter's end, with an ellipsis or at the end of a sentence. */
export function isTold(whole: string, drawn: string): boolean {
  if (drawn === whole) return true;
  const isCut = drawn.endsWith('…') && !whole.startsWith(drawn);
  const kept = isCut ? drawn.slice(0, -1) : drawn;
  return whole.startsWith(kept) && (isLetterEnd(whole, kept.length) || hasGiant(whole, kept.length));
}

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });
/** A letter with more marks than this is none, and may be cut. */
const GIANT = 200;

function isLetterEnd(whole: string, at: number): boolean {
  const around = whole.slice(Math.max(0, at - 2 * GIANT), at + 2 * GIANT);
  return (
    at === 0 ||
    at >= whole.length ||
    graphemes.segment(around).containing(at - Math.max(0, at - 2 * GIANT))?.index === at - Math.max(0, at - 2 * GIANT)
  );
}

/** Whether a letter without an end stands here: a text that begins with one may leave nothing. */
export function hasGiant(whole: string, at: number): boolean {
  return [...graphemes.segment(whole.slice(Math.max(0, at - 2 * GIANT), at + 2 * GIANT))].some(
    ({ segment }) => segment.length > GIANT,
  );
}

/** Half a surrogate pair, a control character that got through, an embedding or override of direction. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u{e0000}-\u{e007f}]/u;

export function brokenText(where: string, drawn: string): readonly string[] {
  return drawn.isWellFormed() && !CONTROL.test(drawn) ? [] : [`${where}: broken characters`];
}

/** What is wrong with the heads of a digest's messages: each says the same, and which of how many it heads where there are several. */
export function headFaults(where: string, heads: readonly string[]): readonly string[] {
  const labels = heads.map((_, i) => (heads.length === 1 ? '' : ` (${i + 1}/${heads.length})`));
  const bare = heads.map((head, i) =>
    head.endsWith(labels[i] ?? '') ? head.slice(0, head.length - (labels[i] ?? '').length) : null,
  );
  return bare.every((head) => head !== null && head !== '' && head === bare[0])
    ? []
    : [`${where}: heads ${heads.join(' | ')}`];
}
