import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { SourceId } from '../src/domain/ids.ts';
import type { Source } from '../src/domain/source.ts';
import { decodeBytes } from '../src/ingest/decode.ts';
import { parseFeed } from '../src/ingest/feed.ts';
import { FeedFault } from '../src/ingest/feed-fault.ts';
import type { Fetcher } from '../src/ingest/fetch.ts';
import type { Fetched } from '../src/ingest/fetch-outcome.ts';
import { type AfterPoll, newCourse, nextPoll, type Poll } from '../src/ingest/pace.ts';
import { NOW, type Route, reply, TEXT, useSite } from './support/site.ts';

/** What a source's owner may expect of us, from the first request to the last; pace.test.ts and fetch.test.ts have the cases one by one. */
const { asked, open, routes, url } = useSite();
const PACE = { pollMinutes: 15 };
const MINUTE = 60_000;

function newSource(path = '/feed', id = 1): Source {
  return {
    id: id as SourceId,
    title: null,
    home: null,
    section: null,
    language: null,
    ...newCourse(`${url()}${path}`, NOW),
  };
}

function rss(...titles: readonly string[]): string {
  const items = titles.map((title) => `<item><title>${title}</title><guid>${title}</guid></item>`);
  return `<rss version="2.0"><channel><title>News</title>${items.join('')}</channel></rss>`;
}

function feed(headers: Readonly<Record<string, string>> = {}, ...titles: readonly string[]): Route {
  return reply(200, { 'content-type': 'application/rss+xml', ...headers }, rss(...titles));
}

/** One poll as the program makes it. */
async function poll(
  source: Source,
  now: Date,
  fetcher: Fetcher = open({ clock: () => now }),
): Promise<AfterPoll & { readonly poll: Poll }> {
  const { etag, lastModified } = source.validators;
  const outcome = await fetcher.fetch(source.address, { accept: 'feed', etag, lastModified });
  const made = outcome.kind === 'fetched' ? await read(source, outcome) : outcome;
  return { ...nextPoll(source, made, now, PACE), poll: made };
}

async function read(source: Source, fetched: Fetched): Promise<Poll> {
  const bodyHash = createHash('sha256').update(fetched.bytes).digest('hex');
  if (bodyHash === source.bodyHash) return { kind: 'same', fetched };
  try {
    const { entries, hints } = await parseFeed(decodeBytes(fetched.bytes, fetched.contentType), fetched.url);
    return { kind: 'read', fetched, bodyHash, hints, newEntries: entries.length };
  } catch (error) {
    if (error instanceof FeedFault) return { kind: 'unreadable', sentence: error.message };
    throw error;
  }
}

/** Polls whenever the source is due, until it is given up or so many polls were made. */
async function follow(
  source: Source,
  times: number,
): Promise<{ readonly source: Source; readonly notices: readonly string[]; readonly pauses: readonly number[] }> {
  let current = source;
  let now = NOW;
  const fetcher = open({ clock: () => now });
  const notices: string[] = [];
  const pauses: number[] = [];
  for (let count = 0; count < times && current.state === 'active'; count++) {
    const after = await poll(current, now, fetcher);
    if (after.notice !== null) notices.push(after.notice.kind);
    pauses.push(Math.round((after.source.nextPollAt.getTime() - now.getTime()) / MINUTE));
    current = after.source;
    now = current.nextPollAt;
  }
  return { source: current, notices, pauses };
}

function sent(name: string): readonly (string | string[] | undefined)[] {
  return asked.map(({ headers }) => headers[name]);
}

test('1, 2, 3, 5: only the first request is unconditional; then both validators go back byte for byte', async () => {
  routes.set('/feed', feed({ etag: 'W/"a,b \'c\'"', 'last-modified': 'Sun, 1 Mar 2026 8:00 GMT' }, 'One'));
  await follow(newSource(), 3);
  expect(sent('if-none-match')).toEqual([undefined, 'W/"a,b \'c\'"', 'W/"a,b \'c\'"']);
  expect(sent('if-modified-since')).toEqual([undefined, 'Sun, 1 Mar 2026 8:00 GMT', 'Sun, 1 Mar 2026 8:00 GMT']);
});

test('4: what was stored is sent by a new process', async () => {
  routes.set('/feed', feed({ etag: '"1"' }, 'One'));
  const { source } = await poll(newSource(), NOW);
  const restored: Source = structuredClone(source);
  await poll(restored, restored.nextPollAt, open());
  expect(sent('if-none-match')).toEqual([undefined, '"1"']);
});

test('6, 27: a 304 is not parsed, changes nothing, ends trouble and goes on', async () => {
  routes.set('/feed', feed({ etag: '"1"' }, 'One'));
  const first = await poll(newSource(), NOW);
  routes.set('/feed', reply(500));
  const second = await poll(first.source, first.source.nextPollAt);
  expect(second.source.health.failures).toBe(1);
  routes.set('/feed', reply(304));
  const third = await poll(second.source, second.source.nextPollAt);
  expect(third.poll.kind).toBe('unchanged');
  expect(third.source.health).toMatchObject({ failures: 0, failingSince: null, lastError: null });
  expect(third.source.bodyHash).toBe(first.source.bodyHash);
  expect(third.source.nextPollAt > second.source.nextPollAt).toBe(true);
});

test('7: a new validator replaces the old, on 304 and on 200; a 200 without one clears it', async () => {
  routes.set('/feed', feed({ etag: '"1"' }, 'One'));
  const first = await poll(newSource(), NOW);
  routes.set('/feed', reply(304, { etag: '"2"' }));
  const second = await poll(first.source, NOW);
  expect(second.source.validators.etag).toBe('"2"');
  routes.set('/feed', feed({}, 'Two'));
  expect((await poll(second.source, NOW)).source.validators).toEqual({ etag: null, lastModified: null });
});

test.each<[string, Route]>([
  [
    '8: a page where a feed was',
    reply(200, { etag: '"bad"', 'content-type': 'text/html' }, '<html><body>Sorry</body></html>'),
  ],
  [
    '8: a feed cut short on the way',
    (_, response) =>
      response.writeHead(200, { etag: '"bad"', 'content-length': '9999' }).write(rss('One'), () => response.destroy()),
  ],
  [
    '8: a feed cut short in its gzip',
    reply(200, { etag: '"bad"', 'content-encoding': 'gzip' }, gzipSync(rss('One')).subarray(0, 50)),
  ],
  ['9: a 404', reply(404, { etag: '"bad"' })],
  ['9: a 503', reply(503, { etag: '"bad"' })],
])('%s brings no validators', async (_, route) => {
  routes.set('/feed', feed({ etag: '"good"' }, 'One'));
  const first = await poll(newSource(), NOW);
  routes.set('/feed', route);
  const second = await poll(first.source, first.source.nextPollAt);
  expect(second.source).toMatchObject({
    validators: { etag: '"good"' },
    bodyHash: first.source.bodyHash,
    health: { failures: 1 },
  });
});

test('10: without hints a source is asked every POLL_MINUTES, and less and less once it sleeps', async () => {
  routes.set('/feed', feed({}, 'One'));
  const { pauses } = await follow(newSource(), 60);
  expect(Math.min(...pauses)).toBeGreaterThanOrEqual(15);
  expect(pauses.slice(0, 4)).toEqual([16, 16, 16, 16]);
  expect(pauses.at(-1)).toBeGreaterThanOrEqual(720);
  expect(pauses.at(-1)).toBeLessThanOrEqual(726);
});

test('11 to 15: what the answer and the feed say of their freshness is kept to, up to a day', async () => {
  routes.set('/feed', feed({ 'cache-control': 'max-age=7200', age: '3600' }, 'One'));
  routes.set('/slow', reply(200, {}, rss('One').replace('<title>', '<ttl>100000</ttl><title>')));
  expect((await follow(newSource('/feed'), 1)).pauses[0]).toBeGreaterThanOrEqual(60);
  const { pauses } = await follow(newSource('/slow'), 1);
  expect(pauses[0]).toBeGreaterThanOrEqual(1440);
  expect(pauses[0]).toBeLessThanOrEqual(1446);
});

test('16: hours and days the feed wants off are kept, over a 304 too', async () => {
  const off = '<skipHours><hour>12</hour><hour>13</hour></skipHours><skipDays><day>Tuesday</day></skipDays>';
  routes.set('/feed', reply(200, { etag: '"1"' }, rss('One').replace('<title>', `${off}<title>`)));
  const first = await poll(newSource(), NOW);
  expect(first.source.nextPollAt.getUTCHours()).toBe(14);
  routes.set('/feed', reply(304));
  const late = await poll(first.source, new Date('2026-03-02T23:50:00Z'));
  expect(late.source.nextPollAt.toISOString().slice(0, 13)).toBe('2026-03-04T00');
});

test.each([
  ['18: 429 with seconds', 429, '7200', 120],
  ['19: 429 with a date', 429, 'Mon, 02 Mar 2026 14:00:00 GMT', 120],
  ['19: 503 with a date', 503, 'Mon, 02 Mar 2026 14:00:00 GMT', 120],
])('%s: no request before', async (_, status, header, minutes) => {
  routes.set('/feed', reply(status, { 'retry-after': header }));
  const { source } = await poll(newSource(), NOW);
  expect(source.nextPollAt.getTime()).toBeGreaterThanOrEqual(NOW.getTime() + minutes * MINUTE);
  expect(source.retryAfter).toEqual(new Date('2026-03-02T14:00:00Z'));
});

test('21: Retry-After holds for every source of the host', async () => {
  routes.set('/feed', reply(503, { 'retry-after': '3600' }));
  const fetcher = open();
  await poll(newSource('/feed'), NOW, fetcher);
  const other = await poll(newSource('/other', 2), NOW, fetcher);
  expect(asked).toHaveLength(1);
  expect(other.source.nextPollAt.getTime()).toBeGreaterThanOrEqual(NOW.getTime() + 60 * MINUTE);
  expect(other.source.health.failures).toBe(0);
});

test('22, 24: a move is stored at the third poll that meets it, and the next request there is unconditional', async () => {
  routes.set('/feed', reply(301, { location: '/new' }));
  routes.set('/new', feed({ etag: '"1"' }, 'One'));
  const { source, notices } = await follow(newSource(), 4);
  expect(source.address).toBe(`${url()}/new`);
  expect(notices).toEqual(['moved']);
  expect(asked.map((request) => request.url)).toEqual(['/feed', '/new', '/feed', '/new', '/feed', '/new', '/new']);
  expect(sent('if-none-match').at(-1)).toBeUndefined();
});

test('22: a passing redirect is followed and never stored', async () => {
  routes.set('/feed', reply(307, { location: '/new' }));
  routes.set('/new', feed({}, 'One'));
  expect((await follow(newSource(), 6)).source.address).toBe(`${url()}/feed`);
});

test('23: a circle of redirects is an error and backs off', async () => {
  routes.set('/feed', reply(301, { location: '/feed' }));
  const { source, pauses } = await follow(newSource(), 3);
  expect(asked.length).toBeLessThanOrEqual(6);
  expect(source.health.failures).toBe(3);
  expect(pauses[2]).toBeGreaterThanOrEqual(120);
});

test('25: 410 ends it at the first answer', async () => {
  routes.set('/feed', reply(410));
  const { source, notices } = await follow(newSource(), 5);
  expect(asked).toHaveLength(1);
  expect(source.state).toBe('gone');
  expect(notices).toEqual(['gone']);
});

test('26: a week of failures is asked few times, told twice, and ends', async () => {
  routes.set('/feed', reply(404));
  const { source, notices } = await follow(newSource(), 500);
  expect(source.state).toBe('disabled');
  expect(notices).toEqual(['failing', 'disabled']);
  expect(asked.length).toBeLessThan(20);
});

test('36: the same bytes again are known for what they are', async () => {
  routes.set('/feed', feed({}, 'One', 'Two'));
  const first = await poll(newSource(), NOW);
  const second = await poll(first.source, first.source.nextPollAt);
  expect([first.poll.kind, second.poll.kind]).toEqual(['read', 'same']);
  expect(second.source.cadence).toEqual(first.source.cadence);
});

test('38: a page at a feed’s address is a failure and nothing is looked for behind it', async () => {
  routes.set(
    '/feed',
    reply(
      200,
      { 'content-type': 'text/html' },
      '<html><head><link rel="alternate" type="application/rss+xml" href="/real"></head></html>',
    ),
  );
  const { source } = await poll(newSource(), NOW);
  expect(source.health.failures).toBe(1);
  expect(asked.map((request) => request.url)).toEqual(['/feed']);
});

test('a plain text at a feed’s address is told in a sentence', async () => {
  routes.set('/feed', reply(200, {}, TEXT));
  expect((await poll(newSource(), NOW)).source.health.lastError).toMatch(/\.$/u);
});
