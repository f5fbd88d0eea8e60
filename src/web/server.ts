import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { FrontPage, FrontPageStanding } from '../domain/front-page.ts';
import type { Report } from '../domain/happening.ts';
import { sayPlain } from '../phrases/say.ts';
import { addressOf, type Listening, listen } from './listen.ts';
import { drawPage, STYLE_HASH } from './page.ts';

/** What the page rests on. */
export interface WebRoom extends Listening {
  readonly frontPage: () => Promise<Shown>;
  /** Settles when the database answers, and fails when it does not. */
  readonly askDatabase: () => Promise<unknown>;
  readonly report: Report;
  readonly clock: () => Date;
}

/** The news, and what stands around it. */
interface Shown {
  readonly page: FrontPage;
  readonly standing: FrontPageStanding;
}

export interface Web {
  /** What a person types to see the page. */
  readonly address: string;
  /** Whether it is not where it was told to be, because that port is in use. */
  readonly hasMoved: boolean;
  close(): Promise<void>;
}

/** How long a drawn page is shown again: whoever reloads it often costs no more than one who does not. */
const FRESH_MS = 5_000;
/** A database that takes longer is not ready for work. */
const READY_WITHIN_MS = 2_000;
/** How often a page without news is looked at again, in seconds. */
const LOOK_AGAIN_S = 5;

/** Offers the page at `/`, and for who watches the bot `/healthz` (the process lives) and `/readyz` (the database answers). Throws WebRefused. */
export async function createWeb(room: WebRoom): Promise<Web> {
  const recall = remember(room);
  const server = createServer((request, response) => {
    void answer({ ...room, frontPage: recall }, request, response);
  });
  const port = await listen(server, room);
  return {
    address: addressOf(room.host, port),
    hasMoved: room.port !== 0 && port !== room.port,
    async close() {
      const { promise, resolve } = Promise.withResolvers<void>();
      server.close(() => resolve());
      server.closeAllConnections();
      await promise;
    },
  };
}

/** One drawing serves all who ask within a few seconds; a page without news, or one that failed, is drawn anew. */
function remember({ frontPage, clock }: WebRoom): WebRoom['frontPage'] {
  let drawn: Promise<Shown> | null = null;
  let drawnAt = 0;
  return async () => {
    const now = clock().getTime();
    if (drawn === null || Math.abs(now - drawnAt) > FRESH_MS) {
      drawn = frontPage();
      drawnAt = now;
    }
    const mine = drawn;
    const forget = (): void => {
      if (drawn === mine) drawn = null;
    };
    const shown = await mine.catch((error: unknown) => {
      forget();
      throw error;
    });
    if (shown.page.stories === 0) forget();
    return shown;
  };
}

interface Answer {
  readonly status: number;
  readonly type: 'text/html' | 'text/plain';
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

async function answer(room: WebRoom, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { status, type, body, headers } = await answerTo(room, request).catch((error: unknown) => {
    room.report({ event: 'walk-failed', walk: 'page', error });
    return plain(500, sayPlain('en', 'page.failed'));
  });
  const length = Buffer.byteLength(body);
  response.writeHead(status, {
    ...SAFE,
    'content-type': `${type}; charset=utf-8`,
    'content-length': length,
    ...headers,
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** The page is text and its own style: it loads, runs, sends and embeds nothing. */
const SAFE = {
  'content-security-policy': `default-src 'none'; style-src '${STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cache-control': 'no-store',
};

async function answerTo(room: WebRoom, { method, url = '/' }: IncomingMessage): Promise<Answer> {
  if (method !== 'GET' && method !== 'HEAD')
    return { ...plain(405, sayPlain('en', 'page.read-only')), headers: { allow: 'GET, HEAD' } };
  switch (url.split('?')[0]) {
    case '/':
      return await answerPage(room);
    case '/healthz':
      return plain(200, 'ok');
    case '/readyz':
      return (await isReady(room)) ? plain(200, 'ok') : plain(503, sayPlain('en', 'page.not-ready'));
    default:
      return plain(404, sayPlain('en', 'page.no-such'));
  }
}

async function answerPage({ frontPage }: WebRoom): Promise<Answer> {
  const { page, standing } = await frontPage();
  const headers = page.stories === 0 ? { refresh: String(LOOK_AGAIN_S) } : {};
  return { status: 200, type: 'text/html', body: drawPage(page, standing), headers };
}

async function isReady({ askDatabase }: WebRoom): Promise<boolean> {
  const { promise: late, resolve } = Promise.withResolvers<false>();
  const timer = setTimeout(resolve, READY_WITHIN_MS, false);
  const answered = askDatabase().then(
    () => true,
    () => false,
  );
  const isAnswered = await Promise.race([answered, late]);
  clearTimeout(timer);
  return isAnswered;
}

function plain(status: number, text: string): Answer {
  return { status, type: 'text/plain', body: `${text}\n` };
}
