import { collapse, likeness, textOf } from './page-dom.ts';
import { wordsOf } from './page-jsonld.ts';
import { bareWords } from './page-opening.ts';
import { first, type PageSource } from './page-source.ts';
import { hostOf } from './sites.ts';

/** Sites cut the headlines they give to search engines at 110 characters. */
const CUT_FROM = 108;
const LEAST_CHARS = 10;
const MOST_CHARS = 220;

/** The article's headline: JSON-LD's, else the page's title without the site's name, else the visible one; whole where one of them is cut. */
export function readHeadline(source: PageSource): string | null {
  const { document, tags, article } = source;
  const shown = textOf(document.querySelector('h1'));
  const visible = shown.length > LEAST_CHARS + 2 && shown.length < MOST_CHARS ? shown : null;
  const shared = withoutSite(first(tags, ['og:title', 'twitter:title']), source);
  const title = withoutSite(collapse(document.title) || null, source);
  const linked = wordsOf(article['headline']);
  const headings = Array.from(document.querySelectorAll('h1,h2'), textOf);
  const stated = linked !== null && linked.length >= LEAST_CHARS ? linked : (shared ?? visible ?? title);
  if (stated === null) return null;
  if (visible !== null && isWhole(visible, stated)) return plainestForm(visible, headings);
  const whole = isCut(stated)
    ? [visible, shared, title].find((each) => each !== null && continues(each, stated))
    : null;
  return plainestForm(whole ?? stated, headings);
}

/** Of the lines that differ from a headline in their capitals only, itself among them, the one with the fewest: "As Ferries Return" or "As ferries return". */
export function plainestForm(headline: string, lines: readonly string[]): string {
  const forms = [headline, ...lines.filter((line) => bareWords(line) === bareWords(headline))];
  return forms.toSorted((a, b) => capitals(a) - capitals(b))[0] ?? headline;
}

function capitals(line: string): number {
  return line.match(/\p{Lu}/gu)?.length ?? 0;
}

/** Is the visible headline all of the stated one but a site's or section's name behind a dash or bar? */
function isWhole(visible: string, stated: string): boolean {
  const rest = stated.toLowerCase().startsWith(visible.toLowerCase()) ? stated.slice(visible.length) : '';
  return /^\s+[|–—·»-]\s+\S/u.test(rest);
}

function isCut(headline: string): boolean {
  return /(?:…|\.\.\.)$/.test(headline) || headline.length >= CUT_FROM;
}

function continues(whole: string, cut: string): boolean {
  return whole.length > cut.length - 4 && whole.slice(0, 20).toLowerCase() === cut.slice(0, 20).toLowerCase();
}

/** "Bridge opens | Harbour Times" without the paper's name. */
function withoutSite(title: string | null, { publisher, base }: PageSource): string | null {
  const parts = title?.split(/\s+[|–—·»-]\s+/) ?? [];
  const last = parts.at(-1) ?? '';
  const isSite =
    likeness(last, publisher) > 0.4 || (last.length > 2 && last.split(' ').length <= 3 && isInHost(last, base));
  return parts.length > 1 && isSite ? parts.slice(0, -1).join(' - ') : title;
}

function isInHost(name: string, base: string): boolean {
  const [bare, host] = [name, hostOf(base)].map((text) => text.toLowerCase().replace(/[^a-z]/g, ''));
  return Boolean(bare && host?.includes(bare.slice(0, 12)));
}
