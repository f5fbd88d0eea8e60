import type { Rich, Span } from '../domain/rich.ts';
import { type Cut, fitDrawn } from '../text/fit.ts';
import { harmlessLines } from '../text/one-line.ts';
import { readLink } from '../text/web-link.ts';

/** https://core.telegram.org/bots/api#html-style: the only named references Telegram knows. */
const NAMED = { lt: '<', gt: '>', amp: '&', quot: '"' } as const;
const MARKUP = /[&<>"]/gu;
const REFERENCE = /&(lt|gt|amp|quot);/gu;
const TAG = /<[^>]*>/gu;
const START_TAG = /<[a-z]/gu;
const ADDRESS = /<a href="([^"]*)"/gu;

/**
 * What Telegram makes touchable in text by itself: mentions and mail addresses, tags, commands, addresses with and without a scheme. It does so where
 * nothing stands between these characters and what follows.
 */
const CATCHING =
  /@|#(?=[\p{L}\p{N}_])|\$(?=[A-Z])|(?<![\p{L}\p{N}_])\/(?=\w)|:(?=\/\/)|\.(?=\p{L}[\p{L}\p{M}-]|\d{1,3}\.\d)/gu;
/** Takes no room, breaks no line, and is no letter of a name, a tag or an address to Telegram. */
const WORD_JOINER = '\u2060';

/** Text that Telegram shows as it is: nothing in it is mark-up, and nothing in it can be touched. */
export function escapeHtml(text: string): string {
  return escapeMarkup(text.replace(CATCHING, `$&${WORD_JOINER}`));
}

function escapeMarkup(text: string): string {
  const names = Object.entries(NAMED);
  return text.replace(MARKUP, (mark) => `&${names.find(([, character]) => character === mark)?.[0]};`);
}

/** The bot's words as Telegram's HTML; line breaks stay. */
export function drawRich(rich: Rich): string {
  return rich.map(drawSpan).join('');
}

function drawSpan(span: Span): string {
  const text = harmlessLines(span.text);
  if (text === '') return '';
  switch (span.form) {
    case 'plain':
      return escapeHtml(text);
    case 'bold':
      return `<b>${escapeHtml(text)}</b>`;
    case 'italic':
      return `<i>${escapeHtml(text)}</i>`;
    case 'code':
      return `<code>${escapeMarkup(text)}</code>`;
    case 'link':
      return drawLink(escapeHtml(text), readLink(span.href));
    case 'time':
      return escapeHtml(text);
  }
}

/** Drawn text that leads to an address, or to nowhere. */
export function drawLink(drawn: string, link: string | null): string {
  return link === null ? drawn : `<a href="${escapeMarkup(link)}">${drawn}</a>`;
}

/** Text from outside, escaped, in at most `most` units once the mark-up is read. */
export function fitHtml(text: string, most: number, cut: Cut): string {
  return fitDrawn(text, most, cut, { draw: escapeHtml, sizeOf });
}

/** What is read of drawn text when its mark-up is gone. */
export function plainOf(html: string): string {
  return html.replace(TAG, '').replace(REFERENCE, (_, name: keyof typeof NAMED) => NAMED[name]);
}

/** Telegram counts what is left when the mark-up is read, in UTF-16 units. */
export function sizeOf(html: string): number {
  return plainOf(html).length;
}

/** How many of a message's entities drawn text takes. */
export function entitiesOf(html: string): number {
  return html.match(START_TAG)?.length ?? 0;
}

/** How much the addresses behind drawn text take. */
export function addressesOf(html: string): number {
  return [...html.matchAll(ADDRESS)].reduce((sum, [, address = '']) => sum + address.length, 0);
}
