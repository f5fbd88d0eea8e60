import type { Rich, Span } from '../domain/rich.ts';
import { clip } from '../text/clip.ts';
import { oneLine } from '../text/one-line.ts';

/**
 * What Discord's Markdown acts on wherever it stands: emphasis, code, spoilers, masked links, mentions, timestamps, and the middle of a bare address
 * or invitation, which would become a link. A backslash makes each a plain character.
 */
const MARKS = /[\\*_~`|<>[\]@]|:(?=\/\/)|\.(?=gg\/)/gu;
/** What it acts on at the start of a line: headings, subtext, lists; and the stop behind a number, which would count for itself. */
const LINE_START = /^([ \t]*)([-+#])|^([ \t]*\d+)([.)])(?=\s|$)/gmu;

/** Text that comes out of Discord's Markdown as it went in. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(MARKS, '\\$&')
    .replace(LINE_START, (_, gap = '', mark = '', digits = '', stop = '') => `${gap}${digits}\\${mark}${stop}`);
}

/** The bot's words as Discord's Markdown; line breaks stay. */
export function drawRich(rich: Rich): string {
  return rich.map(drawSpan).join('');
}

function drawSpan(span: Span): string {
  const text = harmless(span.text);
  if (text === '') return '';
  switch (span.form) {
    case 'plain':
      return escapeMarkdown(text);
    case 'bold':
      return `**${escapeMarkdown(text)}**`;
    case 'italic':
      return `*${escapeMarkdown(text)}*`;
    case 'code':
      return `\`${text.replaceAll('`', 'ˋ')}\``;
    case 'link':
      return drawLink(text, span.href);
  }
}

function drawLink(text: string, href: string): string {
  const link = readLink(href);
  return link === null ? escapeMarkdown(text) : `[${escapeMarkdown(text)}](<${link}>)`;
}

/** Each line tamed, its outer blanks kept: they part it from the next span. */
function harmless(text: string): string {
  return text
    .split('\n')
    .map((line) => line.replace(/\S(?:.*\S)?/su, (inner) => oneLine(inner)))
    .join('\n');
}

/** https://docs.discord.com/developers/resources/message#embed-object: longer addresses are refused. Some room is left for a fragment. */
const LONGEST_LINK = 2000;

/** An address Discord takes as a link, in its normal form; null for any other. */
export function readLink(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const { protocol, href } = new URL(address);
  return (protocol === 'https:' || protocol === 'http:') && href.length <= LONGEST_LINK ? href : null;
}

/** Text from outside as one escaped line of at most `most` characters: it loses words before it is escaped, so that no escape is cut. */
export function fitMarkdown(text: string, most: number): string {
  const line = oneLine(text);
  let room = most;
  let drawn = escapeMarkdown(clip(line, room));
  while (sizeOf(drawn) > most && room > 0) {
    room -= sizeOf(drawn) - most;
    drawn = escapeMarkdown(clip(line, Math.max(0, room)));
  }
  return drawn;
}

/** Discord counts characters as Unicode does, not UTF-16 units. */
export function sizeOf(text: string): number {
  return [...text].length;
}

const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
const [ISOLATE, END_ISOLATE] = ['\u2068', '\u2069'];

/** Keeps right-to-left text from turning around the numbers and commas beside it (Unicode's Standard Annex 9, first strong isolate). */
export function isolate(text: string): string {
  return RIGHT_TO_LEFT.test(text) ? `${ISOLATE}${text}${END_ISOLATE}` : text;
}
