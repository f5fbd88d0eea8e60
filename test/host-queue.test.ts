import { expect, test } from 'vitest';
import { listen } from './support/loopback.ts';
import { NOW, type Route, reply, TEXT, textOf, useSite } from './support/site.ts';

const { asked, get, open, routes, url } = useSite();

test('one request at a time, with the gap between the end of one and the start of the next', async () => {
  const events: { readonly what: string; readonly at: number }[] = [];
  const slow: Route = (_, response) => {
    events.push({ what: 'asked', at: performance.now() });
    setImmediate(() => {
      events.push({ what: 'answered', at: performance.now() });
      response.end(TEXT);
    });
  };
  for (const path of ['/1', '/2', '/3']) routes.set(path, slow);
  const paced = open({ hostGapMs: 30 });
  await Promise.all(['/1', '/2', '/3'].map((path) => paced.fetch(`${url()}${path}`, { accept: 'feed' })));
  expect(events.map(({ what }) => what)).toEqual(['asked', 'answered', 'asked', 'answered', 'asked', 'answered']);
  for (const index of [2, 4])
    expect((events[index]?.at ?? 0) - (events[index - 1]?.at ?? 0)).toBeGreaterThanOrEqual(30);
});

test('hosts do not wait for each other, and no more are asked at once than allowed', async () => {
  let now = 0;
  let most = 0;
  const waiting: (() => void)[] = [];
  const servers = await Promise.all(
    Array.from({ length: 6 }, () =>
      listen(async (_, response) => {
        most = Math.max(most, ++now);
        waiting.push(() => {
          now--;
          response.end(TEXT);
        });
        if (now === 3) for (const go of waiting.splice(0)) setImmediate(go);
      }),
    ),
  );
  const three = open({ concurrency: 3, hostGapMs: 60_000 });
  const outcomes = await Promise.all(servers.map((server) => three.fetch(server.url, { accept: 'feed' })));
  expect(outcomes.map(textOf)).toEqual(servers.map(() => TEXT));
  expect(most).toBe(3);
  await Promise.all(servers.map((server) => server.close()));
});

test.each([429, 503])('after %i with Retry-After none of the host’s addresses is asked until then', async (status) => {
  let now = NOW;
  const fetcher = open({ clock: () => now });
  const get = (path: string) => fetcher.fetch(`${url()}${path}`, { accept: 'feed' });
  routes.set('/feed', reply(status, { 'retry-after': '120' }));
  const until = new Date(NOW.getTime() + 120_000);
  expect(await get('/feed')).toMatchObject({ kind: 'answered', status, retryAfter: until });
  expect(await get('/other')).toEqual({ kind: 'held', until });
  expect(asked).toHaveLength(1);
  now = new Date(until.getTime() + 1);
  expect(textOf(await get('/other'))).toBe(TEXT);
});

test('those who already stood in line are sent away too', async () => {
  routes.set('/feed', reply(429, { 'retry-after': 'Mon, 02 Mar 2026 13:00:00 GMT' }));
  const outcomes = await Promise.all(['/feed', '/b', '/c'].map((path) => get(path)));
  expect(outcomes.map(({ kind }) => kind)).toEqual(['answered', 'held', 'held']);
  expect(asked).toHaveLength(1);
});

test('a promise of quiet can be taken up after a restart', async () => {
  const until = new Date(NOW.getTime() + 60_000);
  const fetcher = open();
  fetcher.hold(`${url()}/any`, until);
  fetcher.hold(`${url()}/any`, new Date(NOW.getTime() + 1));
  expect(await fetcher.fetch(`${url()}/feed`, { accept: 'feed' })).toEqual({ kind: 'held', until });
  expect(asked).toEqual([]);
});

test('a 429 without Retry-After holds nobody else back', async () => {
  routes.set('/feed', reply(429));
  await get('/feed');
  expect(textOf(await get('/other'))).toBe(TEXT);
});
