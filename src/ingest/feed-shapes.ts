/** Places whose feed lies at a known address beside the page that people copy. Add a row here. */
interface FeedShape {
  /** Of the host (without www and m) and the path; null host for software that runs anywhere. */
  readonly host: RegExp | null;
  readonly path: RegExp;
  /** The feed's address: $1, $2 from the path, {name} for a parameter of the page's address, {host} for its host. */
  readonly feed: string;
}

const SHAPES: readonly FeedShape[] = [
  {
    host: /^youtube\.com$/u,
    path: /^\/channel\/(UC[\w-]{22})/u,
    feed: 'https://www.youtube.com/feeds/videos.xml?channel_id=$1',
  },
  { host: /^youtube\.com$/u, path: /^\/user\/([\w-]+)/u, feed: 'https://www.youtube.com/feeds/videos.xml?user=$1' },
  {
    host: /^youtube\.com$/u,
    path: /^\/playlist$/u,
    feed: 'https://www.youtube.com/feeds/videos.xml?playlist_id={list}',
  },
  {
    host: /^(?:old\.|new\.)?reddit\.com$/u,
    path: /^\/((?:r|user|u)\/[\w-]+)\/?$/u,
    feed: 'https://www.reddit.com/$1/.rss',
  },
  {
    host: /^news\.google\.com$/u,
    path: /^\/(search)$/u,
    feed: 'https://news.google.com/rss/$1?q={q}&hl={hl}&gl={gl}&ceid={ceid}',
  },
  {
    host: /^news\.google\.com$/u,
    path: /^\/(topics\/[\w-]+(?:\/sections\/[\w-]+)?)$/u,
    feed: 'https://news.google.com/rss/$1?hl={hl}&gl={gl}&ceid={ceid}',
  },
  { host: /^medium\.com$/u, path: /^\/(@?[\w.-]+)\/?$/u, feed: 'https://medium.com/feed/$1' },
  { host: /^github\.com$/u, path: /^\/([\w.-]+\/[\w.-]+)\/releases\/?$/u, feed: 'https://github.com/$1/releases.atom' },
  { host: /^bsky\.app$/u, path: /^\/profile\/([\w.:-]+)\/?$/u, feed: 'https://bsky.app/profile/$1/rss' },
  // Mastodon and its kin; the others with an @ in their paths are rows above, or have no feed.
  { host: null, path: /^\/(@[\w.-]+)\/?$/u, feed: '{origin}/$1.rss' },
];
const NOT_MASTODON = /^(?:youtube|tiktok|threads|substack|instagram)\.(?:com|net)$/u;

/** The feed that belongs to a page of a known kind; null for any other. */
export function knownFeed(page: URL): string | null {
  const host = page.hostname.replace(/^(?:www|m)\./u, '');
  for (const shape of SHAPES) {
    const found = shape.path.exec(page.pathname);
    if (found !== null && fitsHost(shape, host)) return fillIn(shape.feed, found, page);
  }
  return null;
}

function fitsHost(shape: FeedShape, host: string): boolean {
  return shape.host === null ? !NOT_MASTODON.test(host) : shape.host.test(host);
}

function fillIn(feed: string, found: RegExpExecArray, page: URL): string {
  const address = feed
    .replace('{origin}', page.origin)
    .replace('$1', found[1] ?? '')
    .replace(/\{(\w+)\}/gu, (_, name: string) => encodeURIComponent(page.searchParams.get(name) ?? ''));
  // What the page's address did not say is left to the site.
  return address.replace(/[?&]\w+=(?=&|$)/gu, '').replace(/^([^?&]*)&/u, '$1?');
}
