import { Parser } from 'htmlparser2';

/** The feeds a page points to, absolute, most likely first in each list. */
export interface FeedLinks {
  /** Declared in link elements. */
  readonly declared: readonly string[];
  /** Linked for people to follow. */
  readonly linked: readonly string[];
}

const FEED_TYPE =
  /^(?:application\/(?:rss|atom|rdf|feed)\+(?:xml|json)|application\/json|(?:text|application)\/(?:xml|rss))\b/iu;
const FEED_PATH =
  /(?:^|[/._-])(?:rss|atom|feeds?|rdf)(?:$|[/._?=-])|\.(?:rss|atom|rdf)$|\/feed\.(?:xml|json)$|[?&](?:feed|format|type)=(?:rss|atom|xml)/iu;
/** What a site says beside its news: comments, and interfaces that answer JSON of another kind. */
const ASIDE = /comment|\/wp-json\/|oembed/iu;
/** Where people are sent to read a feed elsewhere, and pages that talk about feeds. */
const NOT_A_FEED =
  /^(?:mailto|javascript|tel|data):|feedly\.com|inoreader\.com|feedburner\.com\/fb\/|facebook\.com|twitter\.com|\.(?:png|jpe?g|gif|svg|css|js)(?:$|\?)/iu;
const MAX_LINKS = 50; // a directory of feeds is a page to choose from by hand

/** @param html the page, decoded  @param address where it came from */
export function findFeedLinks(html: string, address: string): FeedLinks {
  const declared = new Set<string>();
  const linked = new Set<string>();
  let base = address;
  const add = (found: Set<string>, href: string | undefined): void => {
    const feed = absolute(href, base);
    if (feed !== null && found.size < MAX_LINKS) found.add(feed);
  };
  const parser = new Parser({
    onopentag: (name, attributes) => {
      if (name === 'base') base = absolute(attributes['href'], address) ?? base;
      if (name === 'link' && declaresFeed(attributes)) add(declared, attributes['href']);
      if (name === 'a' && looksLikeFeed(attributes)) add(linked, attributes['href']);
    },
  });
  parser.end(html);
  return { declared: newsFirst([...declared]), linked: newsFirst([...linked].filter((feed) => !declared.has(feed))) };
}

type Attributes = Readonly<Record<string, string | undefined>>;

function declaresFeed(attributes: Attributes): boolean {
  const isAlternate = /\b(?:alternate|feed)\b/iu.test(attributes['rel'] ?? '');
  return (
    isAlternate &&
    FEED_TYPE.test((attributes['type'] ?? '').trim()) &&
    !/\/wp-json\/|oembed/iu.test(attributes['href'] ?? '')
  );
}

function looksLikeFeed(attributes: Attributes): boolean {
  const href = attributes['href'] ?? '';
  return !NOT_A_FEED.test(href) && (FEED_TYPE.test(attributes['type'] ?? '') || FEED_PATH.test(href));
}

function absolute(href: string | undefined, base: string): string | null {
  const written = (href ?? '')
    .trim()
    .replace(/^feed:(?:\/\/)?(?=https?:)/iu, '')
    .replace(/^feed:\/\//iu, 'http://');
  if (written === '' || !URL.canParse(written, base)) return null;
  const url = new URL(written, base);
  url.hash = '';
  return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : null;
}

function newsFirst(feeds: readonly string[]): readonly string[] {
  return [...feeds.filter((feed) => !ASIDE.test(feed)), ...feeds.filter((feed) => ASIDE.test(feed))];
}
