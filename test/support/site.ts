import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { afterEach, beforeEach } from 'vitest';
import {
  createFetcher,
  type Fetcher,
  type FetcherOptions,
  type FetchRequest,
  userAgent,
} from '../../src/ingest/fetch.ts';
import type { FetchOutcome } from '../../src/ingest/fetch-outcome.ts';
import { type Loopback, listen } from './loopback.ts';

export type Route = (request: IncomingMessage, response: ServerResponse) => void;

/** A web host on 127.0.0.1 for the tests of one file, new for each, and fetchers that are closed after it. */
export interface Site {
  readonly url: () => string;
  readonly port: () => string;
  /** By path and query; what has no route answers TEXT. */
  readonly routes: Map<string, Route>;
  readonly asked: { readonly url: string; readonly headers: IncomingHttpHeaders }[];
  readonly open: (options?: Partial<FetcherOptions>) => Fetcher;
  /** Fetches a path with a fetcher of the plainest kind. */
  readonly get: (path: string, request?: Partial<FetchRequest>) => Promise<FetchOutcome>;
}

export const NOW = new Date('2026-03-02T12:00:00Z');
export const TEXT = 'The harbour was closed on Monday.';

export function useSite(): Site {
  const routes = new Map<string, Route>();
  const asked: { readonly url: string; readonly headers: IncomingHttpHeaders }[] = [];
  const opened: Fetcher[] = [];
  let host: Loopback;
  let plain: Fetcher;

  // 127.0.0.1 is opened and stands for the public internet; every other private address stays shut.
  const open = (options: Partial<FetcherOptions> = {}): Fetcher => {
    const defaults = {
      userAgent: userAgent('0.1.0', null),
      allow: ['127.0.0.1'],
      hostGapMs: 0,
      concurrency: 8,
      clock: () => NOW,
    };
    const made = createFetcher({ ...defaults, ...options });
    opened.push(made);
    return made;
  };

  beforeEach(async () => {
    routes.clear();
    asked.length = 0;
    host = await listen(async (request, response) => {
      asked.push({ url: request.url ?? '', headers: request.headers });
      const route = routes.get(request.url ?? '');
      if (route === undefined) response.end(TEXT);
      else route(request, response);
    });
    plain = open();
  });

  afterEach(async () => {
    await Promise.all(opened.splice(0).map((each) => each.close()));
    await host.close();
  });

  return {
    url: () => host.url,
    port: () => new URL(host.url).port,
    routes,
    asked,
    open,
    get: (path, request = {}) => plain.fetch(`${host.url}${path}`, { accept: 'feed', ...request }),
  };
}

export function reply(
  status: number,
  headers: Readonly<Record<string, string>> = {},
  body: string | Buffer = '',
): Route {
  return (_, response) => response.writeHead(status, headers).end(body);
}

export function textOf(outcome: FetchOutcome): string {
  return outcome.kind === 'fetched' ? Buffer.from(outcome.bytes).toString() : outcome.kind;
}
