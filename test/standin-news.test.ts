import RssParser from 'rss-parser';
import { expect, onTestFinished, test } from 'vitest';
import type { NewsArticle } from './support/news-feeds.ts';
import { type NewsSite, type NewsSiteOptions, startNewsSite } from './support/news-site.ts';

const STORM: NewsArticle = {
  id: 'storm',
  title: 'Storm closes the harbour & the airport',
  body: 'The harbour was closed on Monday.\n\nFerries stayed in port.',
  published: new Date('2026-03-02T08:00:00Z'),
  categories: ['Weather'],
  author: 'Ada Reed',
};
const CALM: NewsArticle = {
  id: 'calm',
  title: 'Calm seas return',
  body: 'Ships sail again.',
  published: new Date('2026-03-03T08:00:00Z'),
};

async function open(options: NewsSiteOptions = {}): Promise<NewsSite> {
  const site = await startNewsSite({ articles: [STORM, CALM], ...options });
  onTestFinished(site.close);
  return site;
}

test.each(['rss', 'atom', 'rdf'])('the %s feed tells every article, newest first', async (kind) => {
  const site = await open();
  const feed = await new RssParser().parseURL(`${site.url}/feed.${kind}`);
  expect(feed.items.map(({ title, link }) => [title, link])).toEqual([
    [CALM.title, `${site.url}/a/calm`],
    [STORM.title, `${site.url}/a/storm`],
  ]);
  expect(feed.items[1]?.isoDate).toBe('2026-03-02T08:00:00.000Z');
});

test('the JSON feed may hold whole articles', async () => {
  const site = await open({ hasFullText: true });
  const feed = await (await fetch(`${site.url}/feed.json`)).json();
  expect(feed).toMatchObject({
    items: [{ id: 'calm' }, { id: 'storm', content_html: expect.stringContaining('<p>Ferries') }],
  });
});

test('a page holds its article among clutter, the front page names the feed', async () => {
  const site = await open();
  const page = await (await fetch(`${site.url}/a/storm`)).text();
  expect(page).toContain('<p>Ferries stayed in port.</p>');
  expect(page).toContain('Calm seas return');
  expect(await (await fetch(site.url)).text()).toContain('href="/feed.rss"');
  expect((await fetch(`${site.url}/a/none`)).status).toBe(404);
});

test.each([
  ['etag', 'etag', 'if-none-match'],
  ['last-modified', 'last-modified', 'if-modified-since'],
] as const)('a feed that is known by its %s is not sent again until it changes', async (validators, given, asked) => {
  const site = await open({ validators });
  const first = await fetch(`${site.url}/feed.rss`);
  const conditional = { headers: { [asked]: first.headers.get(given) ?? '' } };
  expect((await fetch(`${site.url}/feed.rss`, conditional)).status).toBe(304);
  site.publish({ ...CALM, title: 'Calm seas stay', updated: new Date('2026-03-04T08:00:00Z') });
  const changed = await fetch(`${site.url}/feed.rss`, conditional);
  expect(await changed.text()).toContain('Calm seas stay');
  await site.until(() => site.hits.every(({ status }) => status !== null));
  expect(site.hits.map(({ status }) => status)).toEqual([200, 304, 200]);
});

test('robots.txt is there when given', async () => {
  const site = await open();
  expect((await fetch(`${site.url}/robots.txt`)).status).toBe(404);
  site.setRobots('User-agent: *\nDisallow: /a/');
  expect(await (await fetch(`${site.url}/robots.txt`)).text()).toContain('Disallow: /a/');
});

test('a long feed is compressed for who can read it', async () => {
  const site = await open({ articles: [{ ...STORM, summary: 'Rain. '.repeat(500) }] });
  const response = await fetch(`${site.url}/feed.rss`);
  expect(response.headers.get('content-encoding')).toBe('gzip');
  expect(await response.text()).toContain('Rain. Rain.');
});

test('a path may answer anything at all', async () => {
  const site = await open();
  site.setRaw('/feed.rss', { kind: 'status', status: 301, headers: { location: '/feed.atom' } });
  expect(new URL((await fetch(`${site.url}/feed.rss`)).url).pathname).toBe('/feed.atom');
  site.setRaw('/feed.rss', { kind: 'page', status: 503, body: 'later', headers: { 'retry-after': '9' } });
  expect((await fetch(`${site.url}/feed.rss`)).headers.get('retry-after')).toBe('9');
  site.setRaw('/feed.rss', { kind: 'drip', body: 'slow', everyMs: 1 });
  expect(await (await fetch(`${site.url}/feed.rss`)).text()).toBe('slow');
  site.setRaw('/feed.rss', { kind: 'bomb', bytes: 100_000, type: 'text/xml' });
  expect(await (await fetch(`${site.url}/feed.rss`)).text()).toHaveLength(100_000);
  site.setRaw('/feed.rss', null);
  expect((await fetch(`${site.url}/feed.rss`)).status).toBe(200);
});

test.each([{ kind: 'reset' }, { kind: 'cut', body: '<rss>' }] as const)(
  'the fault %o breaks the reading of a feed',
  async (raw) => {
    const site = await open();
    site.setRaw('/feed.rss', raw);
    await expect(fetch(`${site.url}/feed.rss`).then((response) => response.text())).rejects.toThrow();
  },
);

test.each([{ kind: 'hang' }, { kind: 'endless', type: 'text/xml' }] as const)(
  'the fault %o lasts until the reader leaves',
  async (raw) => {
    const site = await open();
    site.setRaw('/feed.rss', raw);
    const signal = AbortSignal.timeout(100);
    const reading = fetch(`${site.url}/feed.rss`, { signal }).then((response) => response.text());
    await expect(reading).rejects.toMatchObject({ name: 'TimeoutError' });
  },
);

test('requests at one time are counted', async () => {
  const site = await open();
  site.setRaw('/a/calm', { kind: 'hang' });
  const leave = new AbortController();
  const readings = [1, 2, 3].map(() => fetch(`${site.url}/a/calm`, { signal: leave.signal }).catch(() => undefined));
  await site.until(() => site.hits.length === 3);
  leave.abort();
  await Promise.all(readings);
  await fetch(`${site.url}/a/storm`);
  expect(site.peak()).toBe(3);
});
