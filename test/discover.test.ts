import { describe, expect, test } from 'vitest';
import type { Feed } from '../src/domain/entry.ts';
import { decodeBytes } from '../src/ingest/decode.ts';
import { type Discovery, discover } from '../src/ingest/discover.ts';
import { parseFeed } from '../src/ingest/feed.ts';
import { FeedFault } from '../src/ingest/feed-fault.ts';
import { knownFeed } from '../src/ingest/feed-shapes.ts';
import { sayPlain } from '../src/phrases/say.ts';
import { type Route, reply, useSite } from './support/site.ts';

const { asked, open, port, routes, url } = useSite();
const MOST_REQUESTS = 8;

async function readFeed(bytes: Uint8Array, contentType: string | null, base: string): Promise<Feed | null> {
  try {
    return await parseFeed(decodeBytes(bytes, contentType), base);
  } catch (error) {
    if (error instanceof FeedFault) return null;
    throw error;
  }
}

function find(path: string): Promise<Discovery> {
  return discover(`${url()}${path}`, open(), readFeed);
}

function feed(title: string, ...dates: readonly string[]): Route {
  const items = dates.map(
    (date, index) => `<item><title>Item ${index}</title><guid>${index}</guid><pubDate>${date}</pubDate></item>`,
  );
  return reply(
    200,
    { 'content-type': 'application/rss+xml' },
    `<rss version="2.0"><channel><title>${title}</title>${items.join('')}</channel></rss>`,
  );
}

function page(head: string, body = ''): Route {
  return reply(
    200,
    { 'content-type': 'text/html' },
    `<!doctype html><html><head><title>A paper</title>${head}</head><body>${body}</body></html>`,
  );
}

function found(discovery: Discovery): readonly string[] {
  return discovery.feeds.map((each) => each.url.replace(url(), ''));
}

const missing = reply(404);

describe('where a feed is found', () => {
  test('at the address itself, with its title and how fresh it is', async () => {
    routes.set('/any', feed('Harbour News', 'Mon, 02 Mar 2026 10:00:00 GMT', 'Mon, 02 Mar 2026 11:00:00 GMT'));
    expect((await find('/any')).feeds).toEqual([
      { url: `${url()}/any`, title: 'Harbour News', newest: new Date('2026-03-02T11:00:00Z'), entries: 2 },
    ]);
    expect(asked).toHaveLength(1);
  });

  test('in the page’s link elements, in its order, comments last, whatever its base', async () => {
    const links = [
      '<base href="/paper/">',
      '<link rel="alternate" type="application/rss+xml" href="comments/feed">',
      '<link rel="alternate" type="application/atom+xml; charset=utf-8" href="atom">',
      "<LINK TYPE='application/feed+json' REL='Alternate' HREF='/json'>",
      '<link rel="stylesheet" type="text/css" href="x.css"><link rel="alternate" hreflang="de" href="/de">',
      '<link rel="alternate" type="application/json+oembed" href="/oembed"><link rel="alternate" type="application/json" href="/wp-json/wp/v2/pages/1">',
    ];
    routes.set('/', page(links.join('')));
    routes.set('/paper/comments/feed', feed('Comments'));
    routes.set('/paper/atom', feed('All'));
    routes.set(
      '/json',
      reply(200, {}, JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title: 'JSON', items: [] })),
    );
    expect(found(await find('/'))).toEqual(['/paper/atom', '/json', '/paper/comments/feed']);
    expect(asked).toHaveLength(4);
  });

  test('among its anchors', async () => {
    routes.set(
      '/',
      page(
        '',
        '<a href="/about">About</a> <a href="https://feedly.com/i/subscription/feed/x">Follow</a> <a href="/news.rss">RSS</a>',
      ),
    );
    routes.set('/news.rss', feed('News'));
    expect(found(await find('/'))).toEqual(['/news.rss']);
    expect(asked).toHaveLength(2);
  });

  test('where most sites have it', async () => {
    routes.set('/section/page', page('', 'No word of feeds.'));
    routes.set('/feed', missing);
    routes.set('/rss', page(''));
    routes.set('/rss.xml', feed('News'));
    const discovery = await find('/section/page');
    expect(found(discovery)).toEqual(['/rss.xml']);
    expect(discovery.faults).toEqual([]);
  });
});

describe('a feed that is found by a detour', () => {
  test('behind a permanent redirect it is told by its new address, behind a passing one by the old', async () => {
    routes.set('/old', reply(301, { location: '/new' }));
    routes.set('/today', reply(302, { location: '/new' }));
    routes.set('/new', feed('News'));
    expect(found(await find('/old'))).toEqual(['/new']);
    expect(found(await find('/today'))).toEqual(['/today']);
  });

  test('two addresses of one feed are told once', async () => {
    routes.set(
      '/',
      page(
        '<link rel="alternate" type="application/rss+xml" href="/a"><link rel="alternate" type="application/rss+xml" href="/b">',
      ),
    );
    routes.set('/a', reply(302, { location: '/b' }));
    routes.set('/b', feed('News'));
    expect((await find('/')).feeds).toHaveLength(1);
  });

  test('of an account on a Mastodon host', async () => {
    routes.set('/@desk', page(''));
    routes.set('/@desk.rss', feed('The desk'));
    expect(found(await find('/@desk'))).toEqual(['/@desk.rss']);
    expect(asked).toHaveLength(1);
  });

  test('when the scheme is left out and the host speaks only http', async () => {
    routes.set('/any', feed('News'));
    expect(found(await discover(`127.0.0.1:${port()}/any`, open(), readFeed))).toEqual(['/any']);
  });
});

describe('what a search costs', () => {
  test('a site that names twenty feeds is asked eight times, and says where it stopped', async () => {
    const links = Array.from(
      { length: 20 },
      (_, index) => `<link rel="alternate" type="application/rss+xml" href="/feed/${index}">`,
    );
    routes.set('/', page(links.join('')));
    for (let index = 0; index < 20; index++) routes.set(`/feed/${index}`, feed(`Feed ${index}`));
    const discovery = await find('/');
    expect(asked).toHaveLength(MOST_REQUESTS);
    expect(discovery.feeds).toHaveLength(MOST_REQUESTS - 1);
    expect(discovery.faults).toHaveLength(1);
  });

  test('redirects count', async () => {
    const links = Array.from(
      { length: 20 },
      (_, index) => `<link rel="alternate" type="application/rss+xml" href="/r/${index}">`,
    );
    routes.set('/', page(links.join('')));
    for (let index = 0; index < 20; index++) routes.set(`/r/${index}`, reply(302, { location: `/s/${index}` }));
    for (let index = 0; index < 20; index++) routes.set(`/s/${index}`, reply(302, { location: `/t/${index}` }));
    await find('/');
    expect(asked.length).toBeLessThanOrEqual(MOST_REQUESTS);
  });

  test('a site without feeds is asked eight times at most', async () => {
    const anchors = Array.from({ length: 5 }, (_, index) => `<a href="/rss/${index}">RSS</a>`);
    routes.set('/', page('', anchors.join('')));
    await find('/');
    expect(asked.length).toBeLessThanOrEqual(MOST_REQUESTS);
  });
});

describe('what is said when there is none', () => {
  const sentences = async (path: string) => (await find(path)).faults.map(({ sentence }) => sentence).join(' ');

  test('a site without a feed', async () => {
    routes.set('/', page(''));
    expect(await sentences('/')).toMatch(/no feed there/u);
  });

  test('a site that turns programs away, whose feed is open', async () => {
    routes.set('/', reply(403));
    routes.set('/feed', feed('News'));
    const discovery = await find('/');
    expect(found(discovery)).toEqual(['/feed']);
    expect(discovery.faults[0]?.sentence).toMatch(/^It answered 403: it turns away programs/u);
  });

  test('an address where there is nothing', async () => {
    for (const path of ['/gone', '/feed', '/rss', '/rss.xml', '/feed.xml', '/atom.xml', '/index.xml', '/feed.json'])
      routes.set(path, missing);
    expect(await sentences('/gone')).toMatch(/404.*home page/u);
  });

  test('a declared feed that is broken', async () => {
    routes.set('/', page('<link rel="alternate" type="application/rss+xml" href="/broken">'));
    routes.set('/broken', page(''));
    const discovery = await find('/');
    expect(discovery.faults[0]).toEqual({
      url: `${url()}/broken`,
      sentence: sayPlain('en', 'search-fault.unreadable'),
    });
  });

  test('a private address, and what is no address', async () => {
    for (const given of ['http://10.0.0.1/', 'file:///etc/hosts', 'mailto:a@b.example', 'not an address', '']) {
      const discovery = await discover(given, open(), readFeed);
      expect(discovery.feeds, given).toEqual([]);
      expect(discovery.faults.length, given).toBeGreaterThan(0);
    }
    expect(asked).toEqual([]);
  });
});

test.each([
  [
    'https://www.youtube.com/channel/UCabcdefghijklmnopqrstuv/videos',
    'https://www.youtube.com/feeds/videos.xml?channel_id=UCabcdefghijklmnopqrstuv',
  ],
  ['https://m.youtube.com/playlist?list=PL1', 'https://www.youtube.com/feeds/videos.xml?playlist_id=PL1'],
  ['https://old.reddit.com/r/worldnews/', 'https://www.reddit.com/r/worldnews/.rss'],
  ['https://mastodon.example/@desk', 'https://mastodon.example/@desk.rss'],
  ['https://medium.com/@writer', 'https://medium.com/feed/@writer'],
  [
    'https://news.google.com/search?q=port+strike&hl=en-GB&gl=GB&ceid=GB%3Aen',
    'https://news.google.com/rss/search?q=port%20strike&hl=en-GB&gl=GB&ceid=GB%3Aen',
  ],
  ['https://news.google.com/search?q=port', 'https://news.google.com/rss/search?q=port'],
  ['https://news.google.com/topics/CAAq?hl=en-US', 'https://news.google.com/rss/topics/CAAq?hl=en-US'],
  ['https://github.com/nodejs/node/releases', 'https://github.com/nodejs/node/releases.atom'],
  ['https://www.youtube.com/@somebody', null],
  ['https://www.example.com/news', null],
])('the feed of %s is known', (address, expected) => {
  expect(knownFeed(new URL(address))).toBe(expected);
});
