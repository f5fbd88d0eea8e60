import { createHash } from 'node:crypto';
import { createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { drawParts } from '../src/digest/parts.ts';
import { discordRenderer } from '../src/discord/render.ts';
import type { Digest } from '../src/domain/digest.ts';
import type { FrontPage, FrontPageStanding } from '../src/domain/front-page.ts';
import type { Happening } from '../src/domain/happening.ts';
import type { StoryId } from '../src/domain/ids.ts';
import { telegramRenderer } from '../src/telegram/render.ts';
import { createWeb, type WebRoom } from '../src/web/server.ts';
import { newDigest, newItem } from './digest-samples.ts';

const HOSTILE = newItem({
  headline: '</h3><script>alert(1)</script> "@everyone" <b>bold</b> **now** [here](https://evil.example) &lt;i&gt;',
  summary: '<img src=x onerror=alert(2)> ||secret|| <a href="javascript:alert(3)">go</a> `code` \u202egnp.exe',
  publishers: ['<style>*{}</style> Herald', '_Star_'],
  link: 'https://harbour.example/?a=1&b="><script>',
});
const URDU = newItem({
  story: 2 as StoryId,
  headline: 'جزیروں کے درمیان 3 ماہ بعد کشتی پھر چل پڑی',
  summary: 'کشتی پیر سے چلے گی۔ دو کشتیوں کی مرمت ہو چکی ہے۔',
  publishers: ['بندرگاہ کی آواز', 'Harbour Post'],
  link: 'https://harbour.example/urdu',
});
const MIXED = newDigest([newItem(), URDU, { ...HOSTILE, story: 3 as StoryId }], {
  topics: ['climate AND (law OR court)'],
});
const STANDING: FrontPageStanding = { isDiscordOn: false, isTelegramOn: false, model: null, isSample: false };

test('the page that is served has no element but its own, whatever a headline holds', async () => {
  const { body } = await ask(await open({ page: frontPageOf(MIXED) }), '/');
  const elements = [...body.matchAll(/<\/?([a-z][a-z\d]*)/giu)].map((match) => String(match[1]).toLowerCase());
  const known =
    'html head meta title style body header h1 h2 h3 p main div section article span b strong em a time ol li code dl dt dd footer';
  expect(new Set(elements)).toEqual(new Set(known.split(' ')));
  const tags = body.match(/<[a-z][^>]*>/giu)?.join('') ?? '';
  const attributes = [...tags.matchAll(/ ([a-z-]+)="/gu)].map((match) => String(match[1]));
  expect(new Set(attributes)).toEqual(
    new Set('lang charset name content class id href rel dir datetime aria-labelledby aria-hidden'.split(' ')),
  );
  const outside = [...body.matchAll(/(?:href|src)="([^"]*)"/gu)].map((match) => String(match[1]));
  expect(outside.filter((address) => !address.startsWith('https://'))).toEqual([]);
  expect(body).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
});

test('the security policy lets in the page’s own style and nothing else', async () => {
  const { body, headers } = await ask(await open({}), '/');
  const style = /<style>([\s\S]*)<\/style>/u.exec(body)?.[1] ?? '';
  const hash = createHash('sha256').update(style).digest('base64');
  expect(headers.get('content-security-policy')).toBe(
    `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  );
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(style).not.toMatch(/url\(|@import/u);
  expect(body).not.toMatch(/<script|style="/u);
});

test('the page says how to connect what is not connected, what is read, and that a sample is invented', async () => {
  const off = await ask(await open({ standing: { ...STANDING, isSample: true } }), '/');
  expect(off.body).toContain('<strong>A sample.</strong>');
  expect(off.body).toContain('DISCORD_TOKEN');
  expect(off.body).toContain('TELEGRAM_TOKEN');
  expect(off.body).toMatch(/<dt>articles<\/dt><dd>120<\/dd>/u);
  const on = await ask(await open({ standing: { ...STANDING, isDiscordOn: true, model: '<m>' } }), '/');
  expect(on.body).not.toContain('DISCORD_TOKEN');
  expect(on.body).toContain('TELEGRAM_TOKEN');
  expect(on.body).not.toContain('A sample.');
  expect(on.body).toContain('Summaries are written by &lt;m&gt; and checked.');
});

test('a page without news looks again by itself, and shows the news once there is some', async () => {
  const silent = newDigest([], { coverage: { articles: 0, sources: 0, stories: 0, silent: 0 } });
  const pages = [frontPageOf(silent), frontPageOf(newDigest([newItem()]))];
  const address = await open({
    frontPage: async () => ({ page: pages.shift() ?? frontPageOf(silent), standing: STANDING }),
  });
  const before = await ask(address, '/');
  expect(before.headers.get('refresh')).toBe('5');
  expect(before.body).toContain('Nothing has been read yet');
  const after = await ask(address, '/');
  expect(after.headers.get('refresh')).toBeNull();
  expect(after.body).toContain('Ferry line between the islands opens again');
});

test('who reloads within seconds gets the same drawing, later a new one', async () => {
  let [drawings, now] = [0, new Date('2026-11-22T07:00:00Z')];
  const address = await open({
    frontPage: async () => {
      drawings += 1;
      return { page: frontPageOf(MIXED), standing: STANDING };
    },
    clock: () => now,
  });
  await Promise.all([ask(address, '/'), ask(address, '/')]);
  expect(drawings).toBe(1);
  now = new Date('2026-11-22T07:00:06Z');
  await ask(address, '/');
  expect(drawings).toBe(2);
});

test('a page that cannot be drawn is reported, told in a sentence, and tried again', async () => {
  const happenings: Happening[] = [];
  let isBroken = true;
  const address = await open({
    frontPage: async () => {
      if (isBroken) throw new Error('disk /secret is full');
      return { page: frontPageOf(MIXED), standing: STANDING };
    },
    report: (happening) => happenings.push(happening),
  });
  const broken = await ask(address, '/');
  expect(broken.status).toBe(500);
  expect(broken.body).not.toContain('/secret');
  expect(happenings).toEqual([expect.objectContaining({ event: 'walk-failed', walk: 'page' })]);
  isBroken = false;
  expect((await ask(address, '/')).status).toBe(200);
});

test('a watcher hears whether the process lives and whether the database answers', async () => {
  let isDown = false;
  const address = await open({ askDatabase: async () => (isDown ? Promise.reject(new Error('gone')) : null) });
  expect(await ask(address, '/healthz')).toMatchObject({ status: 200, body: 'ok\n' });
  expect(await ask(address, '/readyz')).toMatchObject({ status: 200, body: 'ok\n' });
  isDown = true;
  expect(await ask(address, '/healthz')).toMatchObject({ status: 200 });
  expect(await ask(address, '/readyz')).toMatchObject({ status: 503 });
});

test('the page is only read: other paths and methods are refused', async () => {
  const address = await open({});
  expect(await ask(address, '/../../etc/passwd')).toMatchObject({ status: 404 });
  expect(await ask(address, '/?q=1')).toMatchObject({ status: 200 });
  const posted = await ask(address, '/', 'POST');
  expect(posted.status).toBe(405);
  expect(posted.headers.get('allow')).toBe('GET, HEAD');
  const head = await ask(address, '/', 'HEAD');
  expect([head.status, head.body]).toEqual([200, '']);
  expect(Number(head.headers.get('content-length'))).toBeGreaterThan(1000);
});

test('when the usual port is taken the next free one is used and said; a port that was asked for is not left', async () => {
  const taken = await takePort();
  const moved = await openWeb({ port: taken, mayMove: true });
  expect(moved.hasMoved).toBe(true);
  const port = Number(new URL(moved.address).port);
  expect(port).toBeGreaterThan(taken);
  expect(port).toBeLessThanOrEqual(taken + 20);
  expect((await ask(moved.address, '/healthz')).status).toBe(200);
  await expect(openWeb({ port: taken, mayMove: false })).rejects.toThrow(
    `its page can't be at http://127.0.0.1:${taken}, because another program uses that port`,
  );
  await expect(openWeb({ host: '192.0.2.1' })).rejects.toThrow(/WEB_HOST/u);
});

function frontPageOf(digest: Digest): FrontPage {
  const { items, coverage, at, zone } = digest;
  const [discord, telegram] = [drawParts(digest, discordRenderer), drawParts(digest, telegramRenderer)];
  return { discord, telegram, stories: items.length, coverage, at, zone };
}

type Some = Partial<WebRoom> & Partial<Awaited<ReturnType<WebRoom['frontPage']>>>;

async function openWeb({ page = frontPageOf(MIXED), standing = STANDING, ...some }: Some) {
  const web = await createWeb({
    host: '127.0.0.1',
    port: 0,
    mayMove: false,
    frontPage: async () => ({ page, standing }),
    askDatabase: async () => null,
    report: ({ event }) => expect(event).toBe('nothing to report'),
    clock: () => new Date('2026-11-22T07:00:00Z'),
    ...some,
  });
  onTestFinished(() => web.close());
  return web;
}

async function open(some: Some): Promise<string> {
  return (await openWeb(some)).address;
}

async function ask(address: string, path: string, method = 'GET') {
  const response = await fetch(`${address}${path}`, { method });
  return { status: response.status, headers: response.headers, body: await response.text() };
}

/** A port another program has. */
async function takePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
