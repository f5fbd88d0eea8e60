import { decodeEntities, htmlToText } from '../text/html.ts';

/**
 * Plain text of a value that may hold markup or entities, even twice escaped (as JSON-LD and meta elements often do):
 * one line a paragraph, white space collapsed, no empty lines.
 */
export function plainLines(value: string): readonly string[] {
  const once = plain(value);
  return plain(once)
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '');
}

/** The same on one line. */
export function plainText(value: string): string {
  return plainLines(value).join(' ');
}

/** Line breaks are paragraphs in a value without tags, and nothing in one with them. */
function plain(value: string): string {
  return /<[a-z/!]/i.test(value) ? htmlToText(value) : decodeEntities(value);
}
