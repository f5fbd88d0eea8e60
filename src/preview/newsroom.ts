import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type Edition, printEdition } from './sample/edition.ts';
import { type Document, writeFeed } from './sample/feeds.ts';
import { escapeMarkup } from './sample/markup.ts';
import type { Outlet, SampleFeed } from './sample/outlet.ts';
import { OUTLETS } from './sample/outlets.ts';
import { writeArticlePage, writeFrontPage } from './sample/page.ts';

/** News of ours to read where no other can be reached. */
export interface SampleNewsroom {
  /** The list of its feeds; folders are sections. */
  readonly opml: string;
  /** The addresses that must be allowed though they are not public. */
  readonly allow: readonly string[];
  close(): Promise<void>;
}

const LOOPBACK = '127.0.0.1';

/**
 * Opens a small news site on loopback, a free port for each outlet so that none waits for another's turn; its articles lie within the three days
 * before `now`. Two of its feeds are out of order, as some always are.
 */
export async function startSampleNewsroom(now: Date): Promise<SampleNewsroom> {
  const sites = await Promise.all(OUTLETS.map((outlet) => openSite(outlet, now)));
  return {
    opml: writeList(sites.map(({ edition }) => edition)),
    allow: [LOOPBACK],
    async close() {
      await Promise.all(sites.map(({ server }) => closeServer(server)));
    },
  };
}

interface Site {
  readonly edition: Edition;
  readonly server: Server;
}

async function openSite(outlet: Outlet, now: Date): Promise<Site> {
  const server = createServer();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen(0, LOOPBACK, resolve);
  await promise;
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The sample newsroom has no port.');
  const edition = printEdition(outlet, `http://${LOOPBACK}:${address.port}`, now);
  server.on('request', (request, response) => answer(edition, now, request, response));
  return { edition, server };
}

async function closeServer(server: Server): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  server.close(() => resolve());
  server.closeAllConnections();
  await promise;
}

/** Says 304 to who has the same bytes already. */
function answer(edition: Edition, now: Date, request: IncomingMessage, response: ServerResponse): void {
  const { status, document } = find(edition, URL.parse(request.url ?? '/', edition.url)?.pathname ?? '');
  const etag = `"${createHash('sha256').update(document.body).digest('base64url')}"`;
  const validators = status === 200 ? { etag, 'last-modified': now.toUTCString() } : {};
  if (status === 200 && request.headers['if-none-match'] === etag) response.writeHead(304, validators).end();
  else response.writeHead(status, { 'content-type': document.type, ...validators }).end(document.body);
}

interface Found {
  readonly status: number;
  readonly document: Document;
}

function find(edition: Edition, path: string): Found {
  const feed = edition.outlet.feeds.find((each) => each.path === path);
  if (feed?.fault === 'error') return { status: 500, document: plain('The feed cannot be written just now.') };
  const document = feed === undefined ? pageAt(edition, path) : feedDocument(edition, feed);
  return document === null ? { status: 404, document: plain('There is no such page.') } : { status: 200, document };
}

/** What a server writes whose program dies before the feed's first element is closed. */
const CUT_SHORT =
  '<?xml version="1.0" encoding="UTF-8"?>\nFatal error: out of memory in feed.php on line 88\n<rss versi';

function feedDocument(edition: Edition, feed: SampleFeed): Document {
  const document = writeFeed(edition, feed);
  return feed.fault === 'malformed' ? { ...document, body: CUT_SHORT } : document;
}

function pageAt(edition: Edition, path: string): Document | null {
  if (path === '/') return writeFrontPage(edition);
  if (path === '/robots.txt') return plain('User-agent: *\nAllow: /\n');
  const article = edition.articles.find(({ link }) => link === edition.url + path);
  return article === undefined ? null : writeArticlePage(edition, article);
}

function plain(body: string): Document {
  return { type: 'text/plain; charset=utf-8', body };
}

function writeList(editions: readonly Edition[]): string {
  const feeds = editions.flatMap(({ outlet, url }) => outlet.feeds.map((feed) => ({ feed, url })));
  const folders = [...Map.groupBy(feeds, ({ feed }) => feed.section)].map(([section, members]) => {
    const outlines = members.map(outlineOf).join('\n');
    return section === null ? outlines : `<outline text="${section}">\n${outlines}\n</outline>`;
  });
  const head = '<head><title>Sample newsroom</title></head>';
  return `<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">${head}<body>\n${folders.join('\n')}\n</body></opml>\n`;
}

function outlineOf({ feed, url }: { readonly feed: SampleFeed; readonly url: string }): string {
  return `<outline type="rss" text="${escapeMarkup(feed.title)}" xmlUrl="${url}${feed.path}" htmlUrl="${url}/"/>`;
}
