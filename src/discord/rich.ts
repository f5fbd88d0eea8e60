import type { Rich, Span } from '../domain/rich.ts';
import { type Cut, fitDrawn } from '../text/fit.ts';
import { harmlessLines } from '../text/one-line.ts';
import { readLink } from '../text/web-link.ts';

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
  const text = harmlessLines(span.text);
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
    case 'time':
      // https://docs.discord.com/developers/reference#message-formatting-timestamp-styles: in the reader's own zone and words.
      return `<t:${Math.floor(span.at.getTime() / 1000)}:F>`;
  }
}

function drawLink(text: string, href: string): string {
  const link = readLink(href);
  return link === null ? escapeMarkdown(text) : `[${escapeMarkdown(text)}](<${link}>)`;
}

/** Text from outside, escaped, in at most `most` characters. */
export function fitMarkdown(text: string, most: number, cut: Cut): string {
  return fitDrawn(text, most, cut, { draw: escapeMarkdown, sizeOf });
}

/** Discord does not say how it counts characters beyond Unicode's first plane: in UTF-16 units is the most it can be. */
export function sizeOf(text: string): number {
  return text.length;
}
