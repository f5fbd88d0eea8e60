import { Agent, type Dispatcher } from 'undici';
import { sayPlain } from '../phrases/say.ts';
import { type Body, readBody } from './body.ts';
import {
  answered,
  causeOf,
  type FetchOutcome,
  type Freshness,
  failed,
  type Redirect,
  refusedByUs,
} from './fetch-outcome.ts';
import { BlockedAddress, createGuard, type Guard, type Resolve } from './guard.ts';
import { createHostQueue, type HostQueue } from './host-queue.ts';
import { readRetryAfter } from './retry-after.ts';

/** Asks the web, politely and without being led astray. One for the whole program, since it keeps every host's pace. */
export interface Fetcher {
  /** Asks once, when it is the host's turn, following up to five redirects, each looked at like the first address. */
  readonly fetch: (url: string, request: FetchRequest) => Promise<FetchOutcome>;
  /** Leaves the host of an address in peace until an instant, as a Retry-After seen before a restart asked. */
  readonly hold: (url: string, until: Date) => void;
  /** Ends every connection. */
  readonly close: () => Promise<void>;
}

export interface FetchRequest {
  readonly accept: keyof typeof ACCEPT;
  readonly etag?: string | null;
  readonly lastModified?: string | null;
  readonly maxRedirects?: number;
  /** The most that is read, in bytes, after decompression. */
  readonly maxBytes?: number;
  /** Time for the whole exchange, its redirects with it and its waiting for a turn not. */
  readonly deadlineMs?: number;
}

export interface FetcherOptions {
  readonly userAgent: string;
  /** Addresses or CIDR blocks that may be fetched though not public. */
  readonly allow: readonly string[];
  readonly hostGapMs: number;
  /** Requests under way at once, over all hosts. */
  readonly concurrency: number;
  readonly resolve?: Resolve;
  readonly clock?: () => Date;
}

const ACCEPT = {
  feed: 'application/rss+xml, application/atom+xml, application/feed+json, application/rdf+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1',
  page: 'text/html, application/xhtml+xml, */*;q=0.1',
  robots: 'text/plain, */*;q=0.1',
} as const;

const MAX_REDIRECTS = 5; // RFC 1945's old limit: no honest feed needs more
const MAX_BYTES = 10 * 1024 * 1024; // ten times the largest news feed seen; more is a mistake or an attack
const TOTAL_MS = 30_000;
const HEADERS_MS = 15_000;
const MAX_HEADER_BYTES = 32 * 1024;
const KEPT_AFTER_GAP_MS = 500; // a connection outlives the host's pause by this; thousands of idle ones would cost more memory than new ones cost time

/** The User-Agent: product, version, and where its operator can be reached when that is set. */
export function userAgent(version: string, contact: string | null): string {
  return `Broadsheet/${version}${contact === null ? '' : ` (+${contact.replace(/[^\x21-\x7e]/gu, '')})`}`;
}

export function createFetcher(options: FetcherOptions): Fetcher {
  const clock = options.clock ?? (() => new Date());
  const guard = createGuard(options.allow, options.resolve);
  const agent = new Agent({
    connect: guard.connect,
    connections: 1,
    maxHeaderSize: MAX_HEADER_BYTES,
    keepAliveTimeout: options.hostGapMs + KEPT_AFTER_GAP_MS,
    keepAliveMaxTimeout: options.hostGapMs + KEPT_AFTER_GAP_MS,
    maxOrigins: Infinity,
  });
  const hosts = createHostQueue({ hostGapMs: options.hostGapMs, concurrency: options.concurrency, clock });
  const world = { agent, guard, hosts, clock, userAgent: options.userAgent };
  return {
    fetch: (url, request) => follow(world, url, request),
    hold: (url, until) => {
      if (URL.canParse(url)) hosts.hold(hostOf(new URL(url)), until);
    },
    close: () => agent.destroy(),
  };
}

interface World {
  readonly agent: Agent;
  readonly guard: Guard;
  readonly hosts: HostQueue;
  readonly clock: () => Date;
  readonly userAgent: string;
}

/** One step of an exchange: it ended, or it goes on elsewhere. */
type Step =
  | { readonly kind: 'end'; readonly outcome: FetchOutcome }
  | { readonly kind: 'on'; readonly to: URL; readonly status: number };

async function follow(world: World, address: string, request: FetchRequest): Promise<FetchOutcome> {
  if (!URL.canParse(address)) return refusedByUs(sayPlain('en', 'address-fault.unreadable'), []);
  let url = new URL(address);
  let leftMs = request.deadlineMs ?? TOTAL_MS;
  const redirects: Redirect[] = [];
  for (;;) {
    const objection = world.guard.objectTo(url);
    if (objection !== null) return refusedByUs(objection, redirects);
    const here = url;
    const turn = await world.hosts.turn(hostOf(here), async () => {
      const started = performance.now();
      const step = await ask(world, here, request, redirects, leftMs);
      leftMs -= performance.now() - started;
      return step;
    });
    if (turn.kind === 'held') return turn;
    const step = turn.value;
    if (step.kind === 'end') return step.outcome;
    if (
      redirects.length >= (request.maxRedirects ?? MAX_REDIRECTS) ||
      redirects.some((seen) => seen.to === step.to.href)
    )
      return failed('loop', redirects);
    if (leftMs <= 0) return failed('timeout', redirects);
    redirects.push({ status: step.status, to: step.to.href });
    url = step.to;
  }
}

/** A host is a name or an address, and a port: two sites on one machine keep their own pace. */
function hostOf(url: URL): string {
  return `${url.hostname.replace(/\.$/u, '')}:${url.port || (url.protocol === 'https:' ? '443' : '80')}`;
}

async function ask(
  world: World,
  url: URL,
  request: FetchRequest,
  redirects: readonly Redirect[],
  leftMs: number,
): Promise<Step> {
  try {
    return await askOnce(world, url, request, redirects, leftMs);
  } catch (error) {
    if (isBlocked(error)) return end(refusedByUs(error.message, redirects));
    const cause = causeOf(error);
    if (cause === null)
      throw new Error(`Fetching from ${url.hostname} met an error that is not the network's.`, { cause: error });
    return end(failed(cause, redirects));
  }
}

function isBlocked(error: unknown): error is BlockedAddress {
  return error instanceof BlockedAddress;
}

function end(outcome: FetchOutcome): Step {
  return { kind: 'end', outcome };
}

async function askOnce(
  world: World,
  url: URL,
  request: FetchRequest,
  redirects: readonly Redirect[],
  leftMs: number,
): Promise<Step> {
  const answer = await world.agent.request({
    origin: url.origin,
    path: `${url.pathname}${url.search}`,
    method: 'GET',
    headers: requestHeaders(world.userAgent, request),
    headersTimeout: Math.min(HEADERS_MS, leftMs),
    bodyTimeout: leftMs,
    signal: AbortSignal.timeout(Math.ceil(leftMs)),
  });
  const headers = headerReader(answer.headers);
  const to = redirectTarget(answer.statusCode, headers('location'), url);
  if (to !== null) {
    await discard(answer.body, headers);
    return { kind: 'on', to, status: answer.statusCode };
  }
  if (answer.statusCode === 304) {
    await discard(answer.body, headers);
    return end({ kind: 'unchanged', ...answerFacts(answer.statusCode, url, redirects, headers) });
  }
  if (answer.statusCode < 200 || answer.statusCode > 299) {
    await discard(answer.body, headers);
    return end(turnedAway(world, url, answer.statusCode, redirects, headers));
  }
  const body = await readBody(answer.body, headers('content-encoding'), request.maxBytes ?? MAX_BYTES);
  return end(fetched(body, answerFacts(answer.statusCode, url, redirects, headers), headers('content-type')));
}

function requestHeaders(agent: string, request: FetchRequest): Record<string, string> {
  return {
    'user-agent': agent,
    accept: ACCEPT[request.accept],
    'accept-encoding': 'gzip, br',
    ...(canBeSent(request.etag) ? { 'if-none-match': request.etag } : {}),
    ...(canBeSent(request.lastModified) ? { 'if-modified-since': request.lastModified } : {}),
  };
}

/** A server may give what no header can carry back; such a validator is of no use. */
function canBeSent(value: string | null | undefined): value is string {
  return typeof value === 'string' && /^[\t\x20-\x7e\x80-\xff]+$/u.test(value);
}

type HeaderReader = (name: string) => string | null;

function headerReader(headers: Dispatcher.ResponseData['headers']): HeaderReader {
  return (name) => {
    const value = headers[name];
    return (Array.isArray(value) ? value[0] : value) ?? null;
  };
}

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

function redirectTarget(status: number, location: string | null, base: URL): URL | null {
  if (!REDIRECTS.has(status) || location === null || !URL.canParse(location, base.href)) return null;
  const to = new URL(location, base);
  to.hash = '';
  return to;
}

/** What is small is read off so that the connection can be kept; the rest is hung up on. */
async function discard(body: Dispatcher.ResponseData['body'], headers: HeaderReader): Promise<void> {
  body.on('error', () => undefined); // hanging up is reported as an error of the body, which nobody reads
  const length = headers('content-length');
  if (length === null || Number(length) > SMALL_BODY) body.destroy();
  else await body.dump({ limit: SMALL_BODY, signal: AbortSignal.timeout(DISCARD_MS) }).catch(() => body.destroy());
}
const SMALL_BODY = 16 * 1024;
const DISCARD_MS = 2_000;

function answerFacts(status: number, url: URL, redirects: readonly Redirect[], headers: HeaderReader) {
  const freshness: Freshness = {
    cacheControl: headers('cache-control'),
    expires: headers('expires'),
    date: headers('date'),
    age: headers('age'),
  };
  return {
    status,
    url: plain(url),
    redirects,
    freshness,
    validators: { etag: headers('etag'), lastModified: headers('last-modified') },
  };
}

function plain(url: URL): string {
  return url.hash === '' ? url.href : url.href.slice(0, -url.hash.length);
}

function turnedAway(
  world: World,
  url: URL,
  status: number,
  redirects: readonly Redirect[],
  headers: HeaderReader,
): FetchOutcome {
  const retryAfter = status === 429 || status === 503 ? readRetryAfter(headers('retry-after'), world.clock()) : null;
  if (retryAfter !== null) world.hosts.hold(hostOf(url), retryAfter);
  return answered(status, retryAfter, redirects);
}

function fetched(body: Body, facts: ReturnType<typeof answerFacts>, contentType: string | null): FetchOutcome {
  if (body.kind === 'none') return failed(body.cause, facts.redirects);
  return { kind: 'fetched', ...facts, contentType, bytes: body.bytes };
}
