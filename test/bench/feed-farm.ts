import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';

/** A farm of feeds on many loopback addresses, in a process of its own: `node feed-farm.ts FEEDS HOSTS`. It says where it is, and takes orders. */
export interface FarmSeat {
  readonly port: number;
}

/** From now on this many feeds, the first ones, hold one item more. */
export interface FarmOrder {
  readonly change: number;
}

/** What it was asked since the last order. */
export interface FarmCount {
  readonly asked: number;
  readonly unchanged: number;
  readonly unconditional: number;
}

const ITEMS = 30;
/** As many as make a feed's item an article that needs no page. */
const WORDS_OF_ITEM = 140;
const HOUR_MS = 3_600_000;
const WORDS =
  'tide ferry council bridge harvest grain report minister signal storm museum winter engine border season valley coast';
const vocabulary = WORDS.split(' ');

/** The address of one of the feeds. */
export function feedAddress(feed: number, hosts: number, port: number): string {
  const host = feed % hosts;
  return `http://127.0.${1 + Math.floor(host / 250)}.${1 + (host % 250)}:${port}/${feed}.xml`;
}

function sentence(seed: number, words: number): string {
  let state = (seed * 2_654_435_761 + 1) >>> 0;
  const next = (): string => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return vocabulary[(state >>> 16) % vocabulary.length] ?? '';
  };
  return Array.from({ length: words }, next).join(' ');
}

function item(feed: number, number: number): string {
  const id = `${feed}-${number}`;
  const date = new Date(Date.now() - HOUR_MS + number * 1000).toUTCString();
  return `<item><title>${id} ${sentence(feed * 997 + number, 8)}</title><link>http://farm.example/${id}</link><guid isPermaLink="false">${id}</guid>
<pubDate>${date}</pubDate><description>${sentence(feed * 7919 + number, WORDS_OF_ITEM)}</description></item>`;
}

function body(feed: number, version: number): Buffer {
  const items = Array.from({ length: ITEMS }, (_, i) => item(feed, version + ITEMS - i));
  return gzipSync(
    `<?xml version="1.0"?><rss version="2.0"><channel><title>Farm ${feed}</title>${items.join('\n')}</channel></rss>`,
    { level: 1 },
  );
}

interface Farm {
  readonly versions: number[];
  count: { asked: number; unchanged: number; unconditional: number };
}

function answer({ versions, count }: Farm, request: IncomingMessage, response: ServerResponse): void {
  const feed = Number.parseInt(request.url?.slice(1) ?? '', 10);
  const version = versions[feed] ?? 0;
  const etag = `W/"farm-${feed}-${version}"`;
  const modified = new Date(version * HOUR_MS).toUTCString();
  const known = request.headers['if-none-match'];
  count.asked += 1;
  if (known === undefined && request.headers['if-modified-since'] === undefined) count.unconditional += 1;
  response.setHeader('etag', etag).setHeader('last-modified', modified);
  if (known === etag && request.headers['if-modified-since'] === modified) {
    count.unchanged += 1;
    response.writeHead(304).end();
  } else {
    response.writeHead(200, { 'content-type': 'application/rss+xml', 'content-encoding': 'gzip' });
    response.end(body(feed, version));
  }
}

const NOTHING_YET = { asked: 0, unchanged: 0, unconditional: 0 };

async function runFarm(feeds: number, hosts: number): Promise<void> {
  const farm: Farm = { versions: new Array<number>(feeds).fill(0), count: { ...NOTHING_YET } };
  let port = 0;
  for (let host = 0; host < hosts; host++) {
    const server = createServer((request, response) => answer(farm, request, response));
    const { hostname } = new URL(feedAddress(host, hosts, 1));
    await new Promise<void>((resolve) => server.listen(port, hostname, resolve));
    const seat = server.address();
    port = typeof seat === 'object' ? (seat?.port ?? 0) : 0;
  }
  process.on('message', ({ change }: FarmOrder) => {
    process.send?.(farm.count satisfies FarmCount);
    farm.count = { ...NOTHING_YET };
    for (let feed = 0; feed < change; feed++) farm.versions[feed] = (farm.versions[feed] ?? 0) + 1;
  });
  process.on('disconnect', () => process.exit());
  process.send?.({ port } satisfies FarmSeat);
}

if (import.meta.main) await runFarm(Number(process.argv[2]), Number(process.argv[3]));
