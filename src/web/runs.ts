import type { Rich } from '../domain/rich.ts';
import { html, type Markup } from './markup.ts';

export type Form = 'bold' | 'italic' | 'underline' | 'struck' | 'code' | 'spoiler' | 'quote' | 'small';

/** A stretch of a message's text that looks the same throughout, as read from what a platform is sent. Line breaks stand in its text. */
export interface Run {
  readonly text: string;
  readonly forms: readonly Form[];
  /** A web address; null for text that is no link. */
  readonly href: string | null;
}

/** Runs that look the same and follow each other are one. */
export function joinRuns(runs: readonly Run[]): readonly Run[] {
  const joined: Run[] = [];
  for (const run of runs) {
    const last = joined.at(-1);
    if (last !== undefined && looksLike(last, run)) joined[joined.length - 1] = { ...last, text: last.text + run.text };
    else if (run.text !== '') joined.push(run);
  }
  return joined;
}

function looksLike(one: Run, other: Run): boolean {
  return one.href === other.href && one.forms.join() === other.forms.join();
}

/** The address of a link that may be followed from the page, in its normal form: of the web, nothing that runs or opens programs. */
export function webAddress(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const { protocol, href } = new URL(address);
  return protocol === 'https:' || protocol === 'http:' ? href : null;
}

const [LINE_BREAK, BLANK_LINES] = [/\n/u, /\n{2,}/u];

/** Runs cut at their blank lines. */
export function paragraphsOf(runs: readonly Run[]): readonly (readonly Run[])[] {
  return cutAt(runs, BLANK_LINES).filter((paragraph) => paragraph.length > 0);
}

function cutAt(runs: readonly Run[], mark: RegExp): readonly (readonly Run[])[] {
  const pieces: Run[][] = [[]];
  for (const run of runs) {
    for (const [i, text] of run.text.split(mark).entries()) {
      if (i > 0) pieces.push([]);
      if (text !== '') pieces.at(-1)?.push({ ...run, text });
    }
  }
  return pieces;
}

/** A paragraph, each of whose lines runs in the direction of its own first letter. */
export function drawParagraph(runs: readonly Run[]): Markup {
  const lines = cutAt(runs, LINE_BREAK).map((line) => html`<span class="line" dir="auto">${drawRuns(line)}</span>`);
  return html`<p class="text">${lines}</p>\n`;
}

/** Runs as HTML, every one closed where it ends. */
export function drawRuns(runs: readonly Run[]): Markup {
  return html`${runs.map(drawRun)}`;
}

function drawRun({ text, forms, href }: Run): Markup {
  const formed = forms.reduce(drawForm, html`${text}`);
  return href === null ? formed : html`<a href="${href}" rel="noopener noreferrer nofollow">${formed}</a>`;
}

function drawForm(inner: Markup, form: Form): Markup {
  switch (form) {
    case 'bold':
      return html`<strong>${inner}</strong>`;
    case 'italic':
      return html`<em>${inner}</em>`;
    case 'underline':
      return html`<u>${inner}</u>`;
    case 'struck':
      return html`<s>${inner}</s>`;
    case 'code':
      return html`<code>${inner}</code>`;
    case 'spoiler':
      return html`<span class="spoiler">${inner}</span>`;
    case 'quote':
      return html`<span class="quote">${inner}</span>`;
    case 'small':
      return html`<small>${inner}</small>`;
  }
}

/** The bot's own words as runs. */
export function runsOf(rich: Rich): readonly Run[] {
  return rich.map((span) => ({
    text: span.text,
    forms: span.form === 'plain' || span.form === 'link' || span.form === 'time' ? [] : [span.form],
    href: span.form === 'link' ? webAddress(span.href) : null,
  }));
}
