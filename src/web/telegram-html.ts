import { type Form, joinRuns, type Run, webAddress } from './runs.ts';

/** The tags Telegram knows, and its character references; anything else is text. https://core.telegram.org/bots/api#html-style */
const MARK =
  /<(?<end>\/?)(?<tag>b|strong|i|em|u|ins|s|strike|del|a|code|pre|blockquote|tg-spoiler)(?:\s+href="(?<href>[^"<>]*)")?(?:\s[^<>]*)?>|&(?<reference>lt|gt|amp|quot|#\d{1,7}|#x[\da-f]{1,6});/giu;

const FORMS: Readonly<Record<string, Form>> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'struck',
  strike: 'struck',
  del: 'struck',
  code: 'code',
  pre: 'code',
  blockquote: 'quote',
  'tg-spoiler': 'spoiler',
};

interface Open {
  readonly tag: string;
  readonly href: string | null;
}

/** Reads a message's HTML as Telegram shows it. */
export function readTelegramHtml(text: string): readonly Run[] {
  const runs: Run[] = [];
  let open: readonly Open[] = [];
  let at = 0;
  const take = (piece: string): void => void runs.push({ text: piece, ...lookOf(open) });
  for (const match of text.matchAll(MARK)) {
    const { end, tag = '', href, reference } = match.groups ?? {};
    take(text.slice(at, match.index));
    at = match.index + match[0].length;
    if (reference !== undefined) take(decode(reference.toLowerCase()));
    else if (end === '/') open = close(open, tag.toLowerCase());
    else open = [...open, { tag: tag.toLowerCase(), href: href === undefined ? null : hrefOf(href) }];
  }
  take(text.slice(at));
  return joinRuns(runs);
}

function lookOf(open: readonly Open[]): Pick<Run, 'forms' | 'href'> {
  const forms = open.flatMap(({ tag }) => FORMS[tag] ?? []);
  return { forms: [...new Set(forms)], href: open.findLast(({ href }) => href !== null)?.href ?? null };
}

function close(open: readonly Open[], tag: string): readonly Open[] {
  const last = open.findLastIndex((each) => each.tag === tag);
  return last < 0 ? open : open.toSpliced(last, 1);
}

const REFERENCE = /&(lt|gt|amp|quot|#\d{1,7}|#x[\da-f]{1,6});/giu;

function hrefOf(written: string): string | null {
  return webAddress(written.replace(REFERENCE, (_, reference: string) => decode(reference.toLowerCase())));
}

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };
const LAST_CHARACTER = 0x10_ff_ff;

function decode(reference: string): string {
  const named = NAMED[reference];
  if (named !== undefined) return named;
  const code = reference.startsWith('#x') ? Number.parseInt(reference.slice(2), 16) : Number(reference.slice(1));
  return code <= LAST_CHARACTER ? String.fromCodePoint(code).toWellFormed() : '';
}
