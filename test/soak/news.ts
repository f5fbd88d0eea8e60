import type { IncomingMessage, ServerResponse } from 'node:http';
import { chances, inventEvent } from '../support/invented-events.ts';
import { type Loopback, listen } from '../support/loopback.ts';

/** Feeds of invented news, of which some fail at each reading. */
export interface Newsstand {
  readonly addresses: readonly string[];
  /** The feeds hold what was published by then. */
  setClock(now: Date): void;
  /** Readings that were answered with a fault so far. */
  faults(): number;
  close(): Promise<void>;
}

interface Entry {
  readonly id: string;
  readonly at: number;
  readonly title: string;
  readonly text: string;
}

const HOUR_MS = 3_600_000;
/** With some outlets each, every source tells something about once an hour. */
const EVENTS_PER_SOURCE_AND_HOUR = 0.4;
const NEWEST = 20;
/** Of a hundred readings so many fail. */
const FAILING = 8;

export async function openNewsstand(seed: number, sources: number, from: Date, hours: number): Promise<Newsstand> {
  const feeds = writeNews(seed, sources, from, hours);
  const chance = chances(seed + 1);
  let [now, faults] = [from, 0];
  const server: Loopback = await listen(async (request, response) => {
    if (chance(100) < FAILING) {
      faults += 1;
      fail(chance(3), request, response);
    } else answer(feeds[Number.parseInt(request.url?.slice(1) ?? '', 10)] ?? [], now, response);
  });
  return {
    addresses: feeds.map((_, feed) => `${server.url}/${feed}.xml`),
    setClock: (at) => {
      now = at;
    },
    faults: () => faults,
    close: () => server.close(),
  };
}

/** Each event is told by some outlets, in the hour after it came up; some go on some hours later. */
function writeNews(seed: number, sources: number, from: Date, hours: number): readonly (readonly Entry[])[] {
  const chance = chances(seed);
  const feeds: Entry[][] = Array.from({ length: sources }, () => []);
  for (let id = 0; id < hours * sources * EVENTS_PER_SOURCE_AND_HOUR; id += 1) {
    const event = inventEvent(id, chance);
    const cameUp = from.getTime() + chance(hours * 60) * 60_000;
    for (let outlets = 1 + chance(5); outlets > 0; outlets -= 1) {
      const [outlet, stage] = [chance(sources), chance(2) === 0 ? 0 : chance(event.stages)];
      const at = cameUp + stage * 4 * HOUR_MS + chance(60) * 60_000;
      feeds[outlet]?.push({ id: `${id}-${stage}-${outlet}`, at, ...event.tell(outlet, stage) });
    }
  }
  return feeds.map((entries) => entries.sort((a, b) => b.at - a.at));
}

function fail(kind: number, request: IncomingMessage, response: ServerResponse): void {
  if (kind === 0) request.socket.resetAndDestroy();
  else if (kind === 1) response.writeHead(503).end();
  else response.writeHead(200, { 'content-type': 'text/html' }).end('<p>We will be back soon.');
}

function answer(entries: readonly Entry[], now: Date, response: ServerResponse): void {
  const items = entries
    .filter(({ at }) => at <= now.getTime())
    .slice(0, NEWEST)
    .map(
      ({ id, at, title, text }) =>
        `<item><guid isPermaLink="false">${id}</guid><link>https://news.example/${id}</link><title>${inXml(title)}</title>` +
        `<pubDate>${new Date(at).toUTCString()}</pubDate><description>${inXml(text)}</description></item>`,
    );
  response.writeHead(200, { 'content-type': 'application/rss+xml; charset=utf-8' });
  response.end(`<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>${items.join('')}</channel></rss>`);
}

function inXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
