import type { Feed } from '../domain/entry.ts';
import { sayPlain } from '../phrases/say.ts';
import { decodeBytes } from './decode.ts';
import { type FeedLinks, findFeedLinks } from './feed-links.ts';
import { knownFeed } from './feed-shapes.ts';
import type { Fetcher, FetchRequest } from './fetch.ts';
import type { Fetched, FetchOutcome } from './fetch-outcome.ts';

/** Makes a feed of bytes; null when they are none. */
export type ReadFeed = (bytes: Uint8Array, contentType: string | null, base: string) => Promise<Feed | null>;

/** The feeds a site offers, and in words what stood in the way of others. */
export interface Discovery {
  readonly feeds: readonly FoundFeed[];
  readonly faults: readonly DiscoveryFault[];
}

export interface FoundFeed {
  readonly url: string;
  readonly title: string | null;
  /** When its newest dated entry was published. */
  readonly newest: Date | null;
  readonly entries: number;
}

interface DiscoveryFault {
  readonly url: string;
  readonly sentence: string;
}

/** What a site is asked for at most before it is added, redirects among them. */
const MAX_REQUESTS = 8;
const MOST_REDIRECTS = 5;
/** Where most sites keep their feed, the most usual first. */
const WELL_KNOWN = ['/feed', '/rss', '/rss.xml', '/feed.xml', '/atom.xml', '/index.xml', '/feed.json'] as const;
/** A site's page is cut off here; its head, where feeds are declared, is long over. */
const MAX_PAGE_BYTES = 4 * 1024 * 1024;

/** Finds the feeds of whatever address somebody gave: a feed, a known kind of page, or a site with link elements, anchors or feeds where most sites have them. */
export async function discover(given: string, fetcher: Fetcher, readFeed: ReadFeed): Promise<Discovery> {
  const search = new Search(fetcher, readFeed);
  const start = readAddress(given);
  if (start === null) search.note(given, sayPlain('en', 'address-fault.unreadable'));
  else await searchFrom(start, given, search);
  return search.result();
}

async function searchFrom(start: URL, given: string, search: Search): Promise<void> {
  const known = knownFeed(start);
  if (known !== null && (await search.tryFeeds([known]))) return;
  const isSchemeGiven = /^[a-z]+:\/\//iu.test(given.trim());
  const page = await search.open(start.href, isSchemeGiven ? null : start.href.replace(/^https:/u, 'http:'));
  if (page === null || search.hasFound()) return;
  if (await search.tryFeeds(page.links.declared)) return;
  if (await search.tryFeeds(page.links.linked)) return;
  if (await search.guess(WELL_KNOWN.map((path) => new URL(path, page.url).href))) return;
  if (page.isOpen) search.note(page.url, sayPlain('en', 'search-fault.no-feed'));
}

/** People leave the scheme out. */
function readAddress(given: string): URL | null {
  const written = given
    .trim()
    .replace(/^feed:(?:\/\/)?(?=https?:)/iu, '')
    .replace(/^feed:\/\//iu, 'https://');
  const address = /^[a-z][a-z0-9+.-]*:(?!\d)/iu.test(written) ? written : `https://${written}`;
  return URL.canParse(address) ? new URL(address) : null;
}

const NO_HTTPS: ReadonlySet<string> = new Set(['connect', 'tls', 'reset', 'not-http', 'timeout']);

/** A page that was asked for: what it points to, or nothing when it would not open. */
interface OpenedPage {
  readonly url: string;
  readonly isOpen: boolean;
  readonly links: FeedLinks;
}

/** One search: what was asked so far, and what came of it. */
class Search {
  readonly #fetcher: Fetcher;
  readonly #readFeed: ReadFeed;
  readonly #asked = new Set<string>();
  readonly #feeds = new Map<string, FoundFeed>();
  readonly #faults: DiscoveryFault[] = [];
  #requestsLeft = MAX_REQUESTS;

  constructor(fetcher: Fetcher, readFeed: ReadFeed) {
    this.#fetcher = fetcher;
    this.#readFeed = readFeed;
  }

  /**
   * Opens the address given, which may be a feed itself; null when nothing more can be learnt from its host.
   * @param otherwise what to open when the host does not speak https
   */
  async open(url: string, otherwise: string | null): Promise<OpenedPage | null> {
    const outcome = await this.#ask(url, { accept: 'page', maxBytes: MAX_PAGE_BYTES });
    if (outcome.kind === 'failed' && otherwise !== null && NO_HTTPS.has(outcome.cause))
      return this.open(otherwise, null);
    if (outcome.kind === 'fetched') {
      if (await this.#keepFeed(url, outcome)) return null;
      const links = findFeedLinks(decodeBytes(outcome.bytes, outcome.contentType), outcome.url);
      return { url: outcome.url, isOpen: true, links };
    }
    this.note(url, advice(outcome));
    // A site that turns us away at the door often leaves its feed open.
    return outcome.kind === 'answered' ? { url, isOpen: false, links: { declared: [], linked: [] } } : null;
  }

  /** Tries feeds the site itself names; answers whether one was found. */
  async tryFeeds(urls: readonly string[]): Promise<boolean> {
    for (const url of urls.filter((each) => !this.#asked.has(each))) {
      if (this.#requestsLeft <= 0) {
        this.note(url, sayPlain('en', 'search-fault.stopped'));
        break;
      }
      const outcome = await this.#ask(url, { accept: 'feed' });
      if (outcome.kind !== 'fetched') this.note(url, advice(outcome));
      else if (!(await this.#keepFeed(url, outcome))) this.note(url, sayPlain('en', 'search-fault.unreadable'));
    }
    return this.hasFound();
  }

  /** Tries places that may not exist; the first feed ends it, and misses are nobody's fault. */
  async guess(urls: readonly string[]): Promise<boolean> {
    for (const url of urls.filter((each) => !this.#asked.has(each))) {
      if (this.#requestsLeft <= 0 || this.hasFound()) break;
      const outcome = await this.#ask(url, { accept: 'feed' });
      if (outcome.kind === 'held' || outcome.kind === 'failed') break;
      if (outcome.kind === 'fetched') await this.#keepFeed(url, outcome);
    }
    return this.hasFound();
  }

  note(url: string, sentence: string): void {
    this.#faults.push({ url, sentence });
  }

  hasFound(): boolean {
    return this.#feeds.size > 0;
  }

  result(): Discovery {
    return { feeds: [...this.#feeds.values()], faults: this.#faults };
  }

  async #ask(url: string, request: FetchRequest): Promise<FetchOutcome> {
    this.#asked.add(url);
    const maxRedirects = Math.min(MOST_REDIRECTS, this.#requestsLeft - 1);
    const outcome = await this.#fetcher.fetch(url, { ...request, maxRedirects });
    if (outcome.kind !== 'held') this.#requestsLeft -= 1 + outcome.redirects.length;
    return outcome;
  }

  async #keepFeed(asked: string, outcome: Fetched): Promise<boolean> {
    const feed = await this.#readFeed(outcome.bytes, outcome.contentType, outcome.url);
    if (feed === null) return false;
    this.#asked.add(outcome.url);
    const isMoved =
      outcome.redirects.length > 0 && outcome.redirects.every(({ status }) => status === 301 || status === 308);
    const url = isMoved ? outcome.url : asked;
    this.#feeds.set(outcome.url, { url, title: feed.title, newest: newestOf(feed), entries: feed.entries.length });
    return true;
  }
}

/** When its newest dated entry was published. */
export function newestOf(feed: Feed): Date | null {
  const instants = feed.entries.flatMap((entry) => entry.published ?? entry.updated ?? []);
  return instants.reduce<Date | null>((newest, each) => (newest === null || each > newest ? each : newest), null);
}

/** What somebody can do about an address that gave nothing. */
export function advice(outcome: Exclude<FetchOutcome, Fetched>): string {
  switch (outcome.kind) {
    case 'unchanged':
      return sayPlain('en', 'source-answer.unchanged');
    case 'held':
      return sayPlain('en', 'source-answer.held', {
        until: outcome.until.toISOString().slice(0, 16).replace('T', ' '),
      });
    case 'refused-by-us':
    case 'failed':
    case 'answered':
      return outcome.sentence;
  }
}
