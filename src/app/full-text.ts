import type { Entry } from '../domain/entry.ts';
import type { Page } from '../domain/page.ts';
import type { Fetcher } from '../ingest/fetch.ts';
import type { Parser } from '../ingest/parser.ts';
import { isAllowed, type Robots, robotsFrom } from '../ingest/robots.ts';
import { countWords } from '../text/words.ts';

/** A feed that carries fewer words of an article gives a taste of it; a summary needs more. */
const THIN_WORDS = 80;
/** A larger page is an application, not an article. */
const MOST_PAGE_BYTES = 2 * 1024 * 1024;
/** RFC 9309 lets robots.txt be kept for a day. */
const ROBOTS_KEPT_MS = 24 * 3_600_000;
const MOST_ROBOTS = 2_000;
/** The name robots.txt may call us by. */
const AGENT = 'Broadsheet';

/** Reads the page behind an entry. */
export interface PageReader {
  /** Asked once for an entry, and again when its feed edits it. */
  read(entry: Entry): Promise<PageRead>;
}

/** What stands behind an entry. */
export type PageRead =
  | { readonly kind: 'article'; readonly page: Page }
  /** Its site says that it is gone for good (410): a page that is merely not found may have moved. */
  | { readonly kind: 'gone' }
  /** There is no page, it may not be read or could not be, or what is there is no article. */
  | { readonly kind: 'none' };

export const NO_PAGE: PageRead = { kind: 'none' };

/** The article that was read, if one was. */
export function pageIn(read: PageRead): Page | null {
  return read.kind === 'article' ? read.page : null;
}

export interface PageRoom {
  readonly fetcher: Fetcher;
  readonly parser: Parser;
  readonly clock: () => Date;
}

export function isThin({ text, link }: Entry): boolean {
  return link !== null && /^https?:/u.test(link) && countWords(text) < THIN_WORDS;
}

export function createPageReader(room: PageRoom): PageReader {
  const robots = new Map<string, Kept>();
  return {
    async read({ link }) {
      if (link === null || !URL.canParse(link)) return NO_PAGE;
      const { origin, pathname, search } = new URL(link);
      const rules = await robotsOf(room, robots, origin);
      return isAllowed(rules, AGENT, pathname + search) ? await readPage(room, link) : NO_PAGE;
    },
  };
}

interface Kept {
  readonly robots: Promise<Robots>;
  readonly until: number;
}

function robotsOf({ fetcher, clock }: PageRoom, known: Map<string, Kept>, origin: string): Promise<Robots> {
  const now = clock().getTime();
  const kept = known.get(origin);
  if (kept !== undefined && kept.until > now) return kept.robots;
  if (known.size >= MOST_ROBOTS) known.clear();
  const robots = fetcher.fetch(`${origin}/robots.txt`, { accept: 'robots' }).then(robotsFrom);
  known.set(origin, { robots, until: now + ROBOTS_KEPT_MS });
  return robots;
}

const GONE = 410;

async function readPage({ fetcher, parser, clock }: PageRoom, link: string): Promise<PageRead> {
  const outcome = await fetcher.fetch(link, { accept: 'page', maxBytes: MOST_PAGE_BYTES });
  if (outcome.kind === 'answered' && outcome.status === GONE) return { kind: 'gone' };
  if (outcome.kind !== 'fetched') return NO_PAGE;
  const reading = await parser.parsePage(
    { bytes: outcome.bytes, type: outcome.contentType, base: outcome.url },
    clock(),
  );
  return reading.kind === 'article' ? { kind: 'article', page: reading.page } : NO_PAGE;
}
