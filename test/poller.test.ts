import { expect, onTestFinished, test } from 'vitest';
import type { Messenger } from '../src/domain/messenger.ts';
import { plainText } from '../src/domain/rich.ts';
import { createTerminalMessenger } from '../src/preview/messenger.ts';
import type { NewsArticle } from './support/news-feeds.ts';
import { type NewsSite, type NewsSiteOptions, startNewsSite } from './support/news-site.ts';
import { openPolling } from './support/poll-room.ts';
import { NOW } from './support/site.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const WORDS = Array.from({ length: 120 }, (_, i) => `word${i}`).join(' ');
const CLOSED: NewsArticle = {
  id: 'closed',
  title: 'The harbour is closed',
  body: `The harbour was closed on Monday. ${WORDS}.`,
  summary: 'The harbour was closed on Monday.',
  published: new Date('2026-03-02T08:00:00Z'),
};

async function openSite(options: NewsSiteOptions = {}): Promise<NewsSite> {
  const site = await startNewsSite(options);
  onTestFinished(site.close);
  return site;
}

function paths(site: NewsSite): readonly string[] {
  return site.hits.map(({ path }) => path);
}

/** The address of a path of the site by a host name of its own. */
function at(site: NewsSite, host: string, path: string): string {
  return site.url.replace('127.0.0.1', `${host}.test`) + path;
}

test('32: a source that many communities read is fetched once', async () => {
  const site = await openSite({ articles: [CLOSED], hasFullText: true });
  const polling = await openPolling();
  for (const owner of ['starter', 'discord:1', 'discord:2', 'telegram:3'] as const)
    await polling.add(`${site.url}/feed.rss`, owner);
  const poller = polling.restart();
  await poller.pollDue();
  await poller.pollDue();
  await poller.settled();
  expect(paths(site)).toEqual(['/feed.rss']);
  expect(await polling.database.articles.count()).toBe(1);
});

test('37: the page of an article is read once, however often its feed is polled', async () => {
  const site = await openSite({ articles: [CLOSED], robots: 'User-agent: *\nDisallow: /private', validators: 'none' });
  const polling = await openPolling();
  await polling.add(`${site.url}/feed.rss`);
  const poller = polling.restart();
  await poller.pollDue();
  await poller.settled();
  site.publish({ ...CLOSED, id: 'open', title: 'The harbour is open', body: `It opened on Tuesday. ${WORDS}.` });
  polling.setClock(new Date(NOW.getTime() + 60 * MINUTE));
  await poller.pollDue();
  await poller.settled();
  expect(paths(site)).toEqual(['/feed.rss', '/robots.txt', '/a/closed', '/feed.rss', '/a/open']);
  const [article] = await polling.database.articles.ungathered(1);
  expect(article?.text).toContain('word119');
});

test('37: a page that robots.txt forbids is not read, and the feed’s own words serve', async () => {
  const site = await openSite({ articles: [CLOSED], robots: 'User-agent: Broadsheet\nDisallow: /a/' });
  const polling = await openPolling();
  await polling.add(`${site.url}/feed.rss`);
  const poller = polling.restart();
  await poller.pollDue();
  await poller.settled();
  expect(paths(site)).toEqual(['/feed.rss', '/robots.txt']);
  const [article] = await polling.database.articles.ungathered(1);
  expect(article?.text).toBe('The harbour was closed on Monday.');
});

test('a slow host with many sources keeps no other waiting', async () => {
  const [slow, quick] = [await openSite(), await openSite({ articles: [CLOSED], hasFullText: true })];
  const polling = await openPolling();
  for (let i = 0; i < 700; i++) {
    slow.setRaw(`/${i}`, { kind: 'hang' });
    await polling.add(`${slow.url}/${i}`);
  }
  await polling.add(`${quick.url}/feed.rss`);
  const poller = polling.restart();
  await poller.pollDue();
  await quick.until(() => quick.hits.length === 1);
  expect(slow.hits.length).toBeLessThanOrEqual(2);
  poller.stop();
});

test('all that is due is polled although it is more than there are places', async () => {
  const site = await openSite();
  const polling = await openPolling();
  for (let i = 0; i < 150; i++) await polling.add(at(site, `host-${i}`, `/${i}`));
  const poller = polling.restart();
  await poller.pollDue();
  await poller.settled();
  expect(new Set(paths(site)).size).toBe(150);
  expect(site.hits).toHaveLength(150);
});

test('pages that are slow to come keep no place of another source', async () => {
  const site = await openSite({ articles: [CLOSED] });
  site.setRaw('/a/closed', { kind: 'hang' });
  const quick = await openSite({ articles: [CLOSED], hasFullText: true });
  const polling = await openPolling();
  const feed = `<rss><channel><title>N</title><item><title>T</title><link>${site.url}/a/closed</link></item></channel></rss>`;
  for (let i = 0; i < 64; i++) {
    site.setRaw(`/${i}`, { kind: 'page', body: feed });
    await polling.add(at(site, `host-${i}`, `/${i}`));
  }
  await polling.add(`${quick.url}/feed.rss`);
  const poller = polling.restart();
  await poller.pollDue();
  await quick.until(() => quick.hits.length === 1);
  expect(polling.happenings.filter(({ event }) => event === 'poll-failed')).toEqual([]);
  poller.stop();
});

test('18, 21: quiet that a host asked for is kept over a restart, by all its sources', async () => {
  const site = await openSite();
  site.setRaw('/busy', { kind: 'status', status: 429, headers: { 'retry-after': '7200' } });
  const polling = await openPolling();
  const busy = await polling.add(`${site.url}/busy`);
  const before = polling.restart();
  await before.pollDue();
  await before.settled();
  before.stop();
  const other = await polling.add(`${site.url}/other`);
  const after = polling.restart();
  await after.pollDue();
  await after.settled();
  expect(paths(site)).toEqual(['/busy']);
  expect((await polling.find(busy)).retryAfter).toEqual(new Date(NOW.getTime() + 120 * MINUTE));
  expect((await polling.find(other)).health.failures).toBe(0);
});

test('what a stop breaks off is no failure of the source, which stays due', async () => {
  const site = await openSite();
  site.setRaw('/feed', { kind: 'hang' });
  const polling = await openPolling();
  const source = await polling.add(`${site.url}/feed`);
  const poller = polling.restart();
  await poller.pollDue();
  await site.until(() => site.hits.length === 1);
  poller.stop();
  await polling.close();
  await poller.settled();
  expect(await polling.find(source)).toEqual(source);
});

/** A messenger that hands over what it is to tell. */
function listener(reached = true) {
  const heard: { readonly person: string; readonly text: string }[] = [];
  const messenger: Messenger = {
    ...createTerminalMessenger(() => undefined),
    platform: 'discord',
    tell: async (person, text) => {
      heard.push({ person, text: plainText(text) });
      return reached;
    },
  };
  return { heard, messenger };
}

test('26: who added a source is told in private when it has failed for a day and when it is given up', async () => {
  const site = await openSite();
  const { heard, messenger } = listener();
  const polling = await openPolling([messenger]);
  const source = await polling.add(`${site.url}/none`, 'discord:1', 'discord:9');
  await polling.add(`${site.url}/none`, 'telegram:2', 'telegram:8');
  const poller = polling.restart();
  for (let time = NOW.getTime(); time < NOW.getTime() + 9 * DAY; time += DAY / 4) {
    polling.setClock(new Date(time));
    await poller.pollDue();
    await poller.settled();
  }
  expect(heard.map(({ person }) => person)).toEqual(['discord:9', 'discord:9']);
  expect(heard[0]?.text).toMatch(/not answered well for a day.+404.+remove this one\.$/su);
  expect(heard[1]?.text).toMatch(/failed for a week.+404.+add it again; else remove it\.$/su);
  expect(polling.happenings.filter(({ event }) => event === 'source-notice')).toEqual([
    { event: 'source-notice', source: source.id, notice: 'failing', person: 'discord:9', reached: true },
    { event: 'source-notice', source: source.id, notice: 'failing', person: 'telegram:8', reached: false },
    { event: 'source-notice', source: source.id, notice: 'disabled', person: 'discord:9', reached: true },
    { event: 'source-notice', source: source.id, notice: 'disabled', person: 'telegram:8', reached: false },
  ]);
});

test('25: a source that is gone for good is told of, not asked again, and revived by adding it again', async () => {
  const site = await openSite({ articles: [CLOSED], hasFullText: true });
  site.setRaw('/feed.rss', { kind: 'status', status: 410 });
  const { heard, messenger } = listener(false);
  const polling = await openPolling([messenger]);
  const source = await polling.add(`${site.url}/feed.rss`, 'discord:1', 'discord:9');
  const poller = polling.restart();
  await poller.pollDue();
  await poller.settled();
  polling.setClock(new Date(NOW.getTime() + DAY));
  await poller.pollDue();
  await poller.settled();
  expect(site.hits).toHaveLength(1);
  expect(heard[0]?.text).toContain('gone for good');
  expect(polling.happenings.at(-1)).toMatchObject({ event: 'source-notice', notice: 'gone', reached: false });
  site.setRaw('/feed.rss', null);
  await polling.add(source.address, 'discord:1', 'discord:9');
  await poller.pollDue();
  await poller.settled();
  expect(await polling.find(source)).toMatchObject({ state: 'active', health: { failures: 0, lastError: null } });
});

test('22: who added a source is told where it has moved to', async () => {
  const site = await openSite({ articles: [CLOSED], hasFullText: true });
  site.setRaw('/old', { kind: 'status', status: 301, headers: { location: '/feed.rss' } });
  const { heard, messenger } = listener();
  const polling = await openPolling([messenger]);
  await polling.add(`${site.url}/old`, 'discord:1', 'discord:9');
  await polling.add(`${site.url}/feed.rss`, 'starter');
  const poller = polling.restart();
  for (let i = 0; i < 4; i++) {
    polling.setClock(new Date(NOW.getTime() + (i * DAY) / 2));
    await poller.pollDue();
    await poller.settled();
  }
  expect(heard).toEqual([{ person: 'discord:9', text: expect.stringContaining(`to ${site.url}/feed.rss`) }]);
});
