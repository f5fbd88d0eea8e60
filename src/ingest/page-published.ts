import { hasTimeOfDay, isPlausible, readInstant } from './page-dates.ts';
import { textOf } from './page-dom.ts';
import { wordsOf } from './page-jsonld.ts';
import { first, type PageSource } from './page-source.ts';
import { zoneOf } from './sites.ts';

const PUBLISHED_TAGS = [
  'article:published_time',
  'og:article:published_time',
  'datepublished',
  'parsely-pub-date',
  'sailthru.date',
  'pubdate',
  'publishdate',
  'publish-date',
  'date',
  'dc.date.issued',
  'dc.date',
  'dcterms.created',
  'dcterms.date',
  'cxenseparse:recs:publishtime',
];
const UPDATED_TAGS = ['article:modified_time', 'og:updated_time', 'datemodified', 'last-modified'];

/** The most telling time element first. */
const TIME_ELEMENTS = [
  'article time[datetime]',
  'main time[datetime]',
  '[itemprop="datePublished"]',
  'time[pubdate]',
  'time[datetime]',
];
const DATE_BOXES = 'time,[class*="date"],[class*="Date"],[class*="time"],[class*="publish"]';

/** A line that dates an article is short, and stands above it. */
const MAX_LINE_CHARS = 90;
const MAX_BOXES = 12;

const DAY_MS = 24 * 3_600_000;

/**
 * When the article came out: as JSON-LD, meta elements, time elements, the visible line or the address say, in this order; a day
 * alone is made an instant by what the page shows for the same day. Null when nothing dates it.
 */
export function readPublished(source: PageSource, now: Date): Date | null {
  const stated = firstDated([...machineDates(source), ...lastResorts(source)], source.base, now);
  if (stated !== null && hasTimeOfDay(stated.text)) return stated.instant;
  const shown = visibleDates(source).filter((text) => stated === null || hasTimeOfDay(text));
  const visible = firstDated(shown, source.base, now)?.instant ?? null;
  if (stated === null) return visible;
  return visible !== null && isSameDay(visible, stated.instant) ? visible : stated.instant;
}

/** When the article was last changed; null when the page does not say. */
export function readUpdated({ article, tags, base }: PageSource, now: Date): Date | null {
  return firstDated([wordsOf(article['dateModified']), first(tags, UPDATED_TAGS)], base, now)?.instant ?? null;
}

function machineDates({ document, tags, article }: PageSource): readonly (string | null)[] {
  const time = TIME_ELEMENTS.map((selector) => document.querySelector(selector)).find((element) => element !== null);
  return [
    wordsOf(article['datePublished']),
    ...PUBLISHED_TAGS.map((name) => first(tags, [name])),
    time?.getAttribute('datetime') ?? time?.getAttribute('content') ?? null,
    wordsOf(article['dateCreated']),
  ];
}

/** The date of a change, and the day in the address, are better than none. */
function lastResorts({ tags, article, base }: PageSource): readonly (string | null)[] {
  const path = /\/(20\d\d[/-]\d{1,2}[/-]\d{1,2})\b/.exec(base)?.[1];
  return [wordsOf(article['dateModified']), first(tags, UPDATED_TAGS), path?.replaceAll('/', '-') ?? null];
}

function visibleDates({ document }: PageSource): readonly string[] {
  const lines = Array.from(document.querySelectorAll(DATE_BOXES), textOf);
  return [...lines.filter((line) => line !== '' && line.length < MAX_LINE_CHARS).slice(0, MAX_BOXES), document.title];
}

function firstDated(
  texts: readonly (string | null)[],
  base: string,
  now: Date,
): { readonly text: string; readonly instant: Date } | null {
  const zone = zoneOf(base);
  for (const text of texts) {
    const instant = readInstant(text, zone);
    if (text !== null && instant !== null && isPlausible(instant, now)) return { text, instant };
  }
  return null;
}

/** The same day wherever on earth: a day alone says nothing of its zone. */
function isSameDay(instant: Date, day: Date): boolean {
  const from = instant.getTime() - day.getTime();
  return from > -DAY_MS / 2 && from < 1.5 * DAY_MS;
}
