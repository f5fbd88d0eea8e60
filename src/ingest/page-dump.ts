import type { Page } from '../domain/page.ts';
import { splitNames } from './page-byline.ts';
import { readCredit } from './page-credit.ts';
import { dateStart, isPlausible, readInstant } from './page-dates.ts';
import { collapse, wordsIn } from './page-dom.ts';
import { readDumpTags } from './page-dump-tags.ts';
import { plainestForm } from './page-headline.ts';
import { statedOrTold } from './page-language.ts';
import { isByline, isClutterLine, isLabel } from './page-lines.ts';
import { takeOpening } from './page-opening.ts';
import { type PageReading, refusalOf } from './page-refusal.ts';
import { hostOf, siteOf, zoneOf } from './sites.ts';

/** A dump taken apart: what stands before the body, the body, what stands after it. */
interface Dump {
  readonly head: readonly string[];
  readonly body: readonly string[];
  readonly tail: readonly string[];
}

/** A line with a full stop is prose from so many words on; without one it must be longer. */
const SENTENCE_WORDS = 6;
const UNSTOPPED_WORDS = 20;
/** So many lines that are no prose (a crosshead, a caption) may stand between two paragraphs. */
const MAX_GAP = 2;
/** A line with more dashes between words than this is a row of links. */
const MAX_DASHES = 3;
const HEADLINE_WORDS = 4;

const DOMAIN =
  /(?<![@\w.])(?:[a-z\d-]{1,63}\.)+(?:com|org|net|news|info|tv|pk|in|uk|de|fr|it|es|ru|ua|au|ca|za|ie|ch|at|nl|pl|tr|eu|co)\b/iu;
const STAMP_WORDS =
  /\b(?:published|posted|updated|last updated|first published|veröffentlicht|aktualisiert|publié|publicado|pubblicato|опубликовано)\b\s*:?/giu;
/** "More Stories From World", "More from Business". */
const SECTION = /^more (?:stories |news |articles )?(?:from|in) (?:the )?(\p{Lu}[\p{L} &]{2,30})$/iu;

/**
 * Reads the text-only dump of an article page, as copied from a browser: the longest run of prose is the body, what stands before it
 * tells headline, byline and date, what follows it the tags. Dates without a zone are read in the site's own, where it is known.
 */
export function parseDump(text: string, now: Date): PageReading {
  const dump = takeApart(
    text
      .split(/\r\n?|\n/)
      .map(collapse)
      .filter((line) => /[\p{L}\p{N}]/u.test(line)),
  );
  const { dateline, paragraphs } = takeOpening(dump.body);
  const stamp = dump.head.find(isStamp) ?? null;
  const byline = readDumpByline(dump.head, stamp);
  const headline = readDumpHeadline(dump.head.filter((line) => line !== stamp));
  const host = DOMAIN.exec(text)?.[0] ?? null;
  const body = paragraphs.join('\n');
  const why = refusalOf({ headline, isFree: null }, paragraphs);
  if (why !== null) return { kind: 'not-article', why };
  const page: Page = {
    headline,
    byline,
    credit: readCredit(dateline?.credit ?? null, byline, dump.body),
    publisher: host === null ? null : (siteOf(host)?.name ?? hostOf(host)),
    published: readStamp(stamp, host, now),
    updated: null,
    language: statedOrTold(null, body),
    section: dump.tail.map((line) => SECTION.exec(line)?.[1]).find((name) => name !== undefined) ?? null,
    tags: readDumpTags(dump.tail, [headline ?? '', ...paragraphs].join(' ')),
    dateline: dateline?.place ?? null,
    image: null,
    canonical: null,
    text: body,
  };
  return { kind: 'article', page };
}

/** The run of prose with the most words, ended by a label or by more than a few lines that are no prose. */
function takeApart(lines: readonly string[]): Dump {
  let best = { from: 0, to: 0, words: 0 };
  for (let from = 0; from < lines.length; from += 1) {
    if (!isProse(lines[from] ?? '')) continue;
    const run = runFrom(lines, from);
    if (run.words > best.words) best = run;
    from = run.to;
  }
  return { head: lines.slice(0, best.from), body: lines.slice(best.from, best.to), tail: lines.slice(best.to) };
}

function runFrom(
  lines: readonly string[],
  from: number,
): { readonly from: number; readonly to: number; readonly words: number } {
  let [to, words] = [from, 0];
  for (let i = from; i < lines.length && i - to <= MAX_GAP; i += 1) {
    const line = lines[i] ?? '';
    if (isLabel(line)) break;
    if (!isProse(line)) continue;
    words += wordsIn(line).length;
    to = i + 1;
  }
  return { from, to, words };
}

function isProse(line: string): boolean {
  const words = wordsIn(line).length;
  const isStopped = /(?<!\.)[.!?。؟۔]["”’')\]]*$/u.test(line);
  if (words < SENTENCE_WORDS || (!isStopped && words < UNSTOPPED_WORDS)) return false;
  return line.split(/ [-–|•·] /u).length <= MAX_DASHES + 1 && !isClutterLine(line) && !isStamp(line);
}

/** A line that dates the article: with a word that says so, or with a time of day. */
function isStamp(line: string): boolean {
  if (wordsIn(line).length > UNSTOPPED_WORDS || dateStart(line) < 0) return false;
  return line.search(STAMP_WORDS) >= 0 || /\d{1,2}:\d{2}/.test(line);
}

function readStamp(stamp: string | null, host: string | null, now: Date): Date | null {
  const zone = host === null ? null : zoneOf(host);
  const instant = readInstant(stamp?.slice(dateStart(stamp)), zone);
  return instant !== null && isPlausible(instant, now) ? instant : null;
}

/** The names before the date, or in a line of their own. */
function readDumpByline(head: readonly string[], stamp: string | null): readonly string[] {
  const before = stamp?.slice(0, dateStart(stamp)).replace(STAMP_WORDS, ' ') ?? '';
  const line = /\p{L}{2}/u.test(before) ? before : (head.find(isByline) ?? '');
  return splitNames(line.replace(/\([^)]*\)|[|·–—]/gu, ' '));
}

/** The line with the most words; of two that differ in their capitals only, the one with fewer. */
function readDumpHeadline(lines: readonly string[]): string | null {
  const candidates = lines.filter(
    (line) => wordsIn(line).length >= HEADLINE_WORDS && dateStart(line) < 0 && !isProse(line),
  );
  const longest = candidates.toSorted((a, b) => wordsIn(b).length - wordsIn(a).length)[0];
  return longest === undefined ? null : plainestForm(longest, candidates);
}
