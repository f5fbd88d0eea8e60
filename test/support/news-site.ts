import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { Change } from './change.ts';
import { header, listen } from './loopback.ts';
import { articlePage, type Document, FEEDS, frontPage, type NewsArticle, type Newsroom } from './news-feeds.ts';

/** What a path answers instead of its usual document. `cut` promises more bytes than it sends; `bomb` is so many bytes of gzip'd spaces. */
type RawAnswer =
  | {
      readonly kind: 'page';
      readonly body: string | Buffer;
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly delayMs?: number;
    }
  | { readonly kind: 'status'; readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  | { readonly kind: 'drip'; readonly body: string; readonly everyMs: number }
  | { readonly kind: 'cut'; readonly body: string }
  | { readonly kind: 'endless'; readonly type: string }
  | { readonly kind: 'bomb'; readonly bytes: number; readonly type: string }
  | { readonly kind: 'hang' | 'reset' };

/** One request as the site saw it; `status` is null until (unless) it was answered. */
type Hit = {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly status: number | null;
};

/** What validators a site gives with its documents. */
type Validators = 'etag' | 'last-modified' | 'both' | 'none';

export type NewsSiteOptions = {
  readonly title?: string;
  readonly language?: string;
  readonly hasFullText?: boolean;
  readonly robots?: string;
  readonly validators?: Validators;
  readonly articles?: readonly NewsArticle[];
};

/** A news site on loopback: /feed.rss, .atom, .rdf and .json, pages /a/ID, a front page and perhaps /robots.txt. */
export type NewsSite = {
  readonly url: string;
  readonly hits: readonly Hit[];
  /** The most requests that were open at one time. */
  peak(): number;
  /** Adds an article, or puts a newer form in the place of the one with its id. */
  publish(article: NewsArticle): void;
  withdraw(id: string): void;
  /** From now on the path (with its query, if any) answers this; null gives it its usual document back. */
  setRaw(path: string, raw: RawAnswer | null): void;
  setRobots(robots: string | null): void;
  /** Waits until something holds that this site knows of; throws after 15 s. */
  until(isReached: () => boolean): Promise<void>;
  close(): Promise<void>;
};

type Desk = {
  readonly articles: Map<string, NewsArticle>;
  readonly raw: Map<string, RawAnswer>;
  readonly hits: Hit[];
  readonly options: NewsSiteOptions;
  readonly change: Change;
  robots: string | null;
  url: string;
  open: number;
  peak: number;
};

/** Starts a news site with the given articles. */
export async function startNewsSite(options: NewsSiteOptions = {}): Promise<NewsSite> {
  const articles = new Map((options.articles ?? []).map((article) => [article.id, article]));
  const robots = options.robots ?? null;
  const desk: Desk = {
    articles,
    raw: new Map(),
    hits: [],
    options,
    robots,
    change: new Change(),
    url: '',
    open: 0,
    peak: 0,
  };
  const server = await listen((request, response) => answer(desk, request, response));
  desk.url = server.url;
  return {
    url: server.url,
    hits: desk.hits,
    peak: () => desk.peak,
    publish: (article) => articles.set(article.id, article),
    withdraw: (id) => articles.delete(id),
    setRaw: (path, raw) => (raw === null ? desk.raw.delete(path) : desk.raw.set(path, raw)),
    setRobots: (text) => {
      desk.robots = text;
    },
    until: (isReached) => desk.change.until(isReached),
    close: server.close,
  };
}

async function answer(desk: Desk, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const address = request.url ?? '/';
  const path = address.split('?')[0] ?? '/';
  record(desk, { path: address, headers: request.headers, status: null }, response);
  const raw = desk.raw.get(address) ?? desk.raw.get(path);
  if (raw !== undefined) return answerRaw(raw, request, response);
  const document = documentAt(desk, path);
  if (document === undefined) response.writeHead(404, { 'content-type': 'text/plain' }).end('not found');
  else give(desk, document, request, response);
  return undefined;
}

function record(desk: Desk, hit: Hit, response: ServerResponse): void {
  const at = desk.hits.push(hit) - 1;
  desk.open += 1;
  desk.peak = Math.max(desk.peak, desk.open);
  desk.change.notify();
  response.on('close', () => {
    desk.open -= 1;
    desk.hits[at] = { ...hit, status: response.headersSent ? response.statusCode : null };
    desk.change.notify();
  });
}

function documentAt(desk: Desk, path: string): Document | undefined {
  const room = newsroom(desk);
  const feed = FEEDS[path];
  if (feed !== undefined) return feed(room);
  if (path === '/') return frontPage(room);
  if (path === '/robots.txt') return desk.robots === null ? undefined : { type: 'text/plain', body: desk.robots };
  const article = desk.articles.get(decodeURIComponent(path.replace(/^\/a\//u, '')));
  return article === undefined ? undefined : articlePage(room, article);
}

function newsroom({ url, options, articles }: Desk): Newsroom {
  const { title = 'A news site', language = 'en', hasFullText = false } = options;
  const newest = [...articles.values()].sort((a, b) => b.published.getTime() - a.published.getTime());
  return { url, title, language, hasFullText, articles: newest };
}

/** Below this a server does not bother to compress. */
const GZIP_FROM_BYTES = 1400;

function give(desk: Desk, document: Document, request: IncomingMessage, response: ServerResponse): void {
  const validators = validatorsOf(desk, document);
  for (const [name, value] of Object.entries(validators)) response.setHeader(name, value);
  if (isKnown(validators, request)) {
    response.writeHead(304).end();
    return;
  }
  const bytes = Buffer.from(document.body);
  const isZipped = bytes.length > GZIP_FROM_BYTES && header(request, 'accept-encoding').includes('gzip');
  response.writeHead(200, { 'content-type': document.type, ...(isZipped ? { 'content-encoding': 'gzip' } : {}) });
  response.end(isZipped ? gzipSync(bytes) : bytes);
}

function validatorsOf(desk: Desk, document: Document): Readonly<Record<string, string>> {
  const wanted = desk.options.validators ?? 'etag';
  const etag = `"${createHash('sha256').update(document.body).digest('hex').slice(0, 12)}"`;
  const times = [...desk.articles.values()].map(({ published, updated }) => (updated ?? published).getTime());
  const modified = new Date(Math.max(0, ...times)).toUTCString();
  return {
    ...(wanted === 'etag' || wanted === 'both' ? { ETag: etag } : {}),
    ...(wanted === 'last-modified' || wanted === 'both' ? { 'Last-Modified': modified } : {}),
  };
}

/** RFC 9110, 13.2.2: If-None-Match counts before If-Modified-Since. */
function isKnown(validators: Readonly<Record<string, string>>, request: IncomingMessage): boolean {
  const match = header(request, 'if-none-match');
  if (match !== '') return match === validators['ETag'];
  const since = header(request, 'if-modified-since');
  return since !== '' && since === validators['Last-Modified'];
}

async function answerRaw(raw: RawAnswer, request: IncomingMessage, response: ServerResponse): Promise<void> {
  switch (raw.kind) {
    case 'hang':
      return;
    case 'reset':
      request.socket.resetAndDestroy();
      return;
    case 'status':
      response.writeHead(raw.status, raw.headers).end();
      return;
    case 'page':
      await sleep(raw.delayMs ?? 0);
      response.writeHead(raw.status ?? 200, raw.headers).end(raw.body);
      return;
    case 'cut':
      cut(raw.body, response);
      return;
    case 'drip':
      return drip(raw.body, raw.everyMs, response);
    case 'bomb':
      response
        .writeHead(200, { 'content-type': raw.type, 'content-encoding': 'gzip' })
        .end(gzipSync(Buffer.alloc(raw.bytes, ' ')));
      return;
    case 'endless':
      return pour(raw.type, response);
  }
}

/** Bytes promised and never sent. */
const MISSING_BYTES = 1000;

function cut(body: string, response: ServerResponse): void {
  response.writeHead(200, { 'content-length': Buffer.byteLength(body) + MISSING_BYTES });
  response.write(body, () => response.destroy());
}

async function drip(body: string, everyMs: number, response: ServerResponse): Promise<void> {
  for (const byte of Buffer.from(body)) {
    if (response.destroyed) return;
    response.write(Buffer.from([byte]));
    await sleep(everyMs);
  }
  response.end();
}

const CHUNK_BYTES = 65_536;
/** Where even an endless answer ends, so that a test without a limit of its own does. */
const ENDLESS_BYTES = 300_000_000;

async function pour(type: string, response: ServerResponse): Promise<void> {
  const chunk = Buffer.alloc(CHUNK_BYTES, 'a');
  const gone = once(response, 'close');
  response.writeHead(200, { 'content-type': type });
  for (let sent = 0; sent < ENDLESS_BYTES && !response.destroyed; sent += CHUNK_BYTES) {
    if (!response.write(chunk)) await Promise.race([once(response, 'drain'), gone]);
  }
  response.end();
}
