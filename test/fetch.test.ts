import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { userAgent } from '../src/ingest/fetch.ts';
import { listen } from './support/loopback.ts';
import { type Route, reply, TEXT, textOf, useSite } from './support/site.ts';

const MIB = 1024 * 1024;
const { asked, get, open, port, routes, url } = useSite();

describe('what a server is told', () => {
  test('feed types come first, and who is asking is named', async () => {
    await get('/feed');
    const headers = asked[0]?.headers;
    expect(headers?.accept).toMatch(
      /^application\/rss\+xml, application\/atom\+xml, application\/feed\+json.*\*\/\*;q=0\.1$/u,
    );
    expect(headers?.['accept-encoding']).toBe('gzip, br');
    expect(headers?.['user-agent']).toBe('Broadsheet/0.1.0');
  });

  test('the contact address is in the User-Agent, and nothing that could end the header', () => {
    expect(userAgent('0.1.0', 'https://example.org/bot')).toBe('Broadsheet/0.1.0 (+https://example.org/bot)');
    expect(userAgent('0.1.0', 'a@b.example\r\nX-Evil: 1')).toBe('Broadsheet/0.1.0 (+a@b.exampleX-Evil:1)');
  });

  test('validators are sent byte for byte, both of them', async () => {
    await get('/feed', { etag: 'W/"a b"', lastModified: 'Mon, 2 Mar 2026 1:00 GMT' });
    expect(asked[0]?.headers).toMatchObject({
      'if-none-match': 'W/"a b"',
      'if-modified-since': 'Mon, 2 Mar 2026 1:00 GMT',
    });
  });

  test('no cookie, referer, fragment or query of our own, on a redirect neither', async () => {
    routes.set('/a?x=1', reply(302, { location: '/b#there', 'set-cookie': 'id=1' }));
    const outcome = await get('/a?x=1#here');
    expect(outcome).toMatchObject({ kind: 'fetched', url: `${url()}/b` });
    expect(asked.map(({ url }) => url)).toEqual(['/a?x=1', '/b']);
    for (const { headers } of asked) expect(Object.keys(headers)).not.toEqual(expect.arrayContaining(['cookie']));
    for (const { headers } of asked) expect(headers.referer).toBeUndefined();
  });
});

describe('what an answer becomes', () => {
  test('a body comes with its validators, freshness and address', async () => {
    const headers = {
      etag: 'W/"1"',
      'last-modified': 'yesterday',
      'cache-control': 'max-age=9',
      expires: '0',
      age: '3',
      'content-type': 'text/xml',
    };
    routes.set('/feed', reply(200, headers, TEXT));
    const outcome = await get('/feed');
    expect(outcome).toMatchObject({ status: 200, url: `${url()}/feed`, redirects: [], contentType: 'text/xml' });
    expect(outcome).toMatchObject({
      validators: { etag: 'W/"1"', lastModified: 'yesterday' },
      freshness: { cacheControl: 'max-age=9', expires: '0', age: '3' },
    });
    expect(textOf(outcome)).toBe(TEXT);
  });

  test('304 is unchanged', async () => {
    routes.set('/feed', reply(304, { etag: '"2"' }));
    expect(await get('/feed', { etag: '"1"' })).toMatchObject({
      kind: 'unchanged',
      validators: { etag: '"2"', lastModified: null },
    });
  });

  test.each([400, 401, 403, 404, 410, 451, 500, 503, 300, 204 + 100 + 1])(
    '%i is an answer, told in a sentence',
    async (status) => {
      routes.set('/feed', reply(status, {}, 'no'));
      expect(await get('/feed')).toMatchObject({
        kind: 'answered',
        status,
        retryAfter: null,
        sentence: expect.stringMatching(/^It answered \d+.*\.$/u),
      });
    },
  );

  test('redirects are followed and told one by one', async () => {
    routes.set('/1', reply(301, { location: '/2' }));
    routes.set('/2', reply(302, { location: `${url()}/3` }));
    expect(await get('/1')).toMatchObject({
      url: `${url()}/3`,
      redirects: [
        { status: 301, to: `${url()}/2` },
        { status: 302, to: `${url()}/3` },
      ],
    });
  });

  test('five redirects are followed, a sixth is not', async () => {
    for (let step = 1; step <= 6; step++) routes.set(`/${step}`, reply(302, { location: `/${step + 1}` }));
    expect((await get('/2')).kind).toBe('fetched');
    expect(await get('/1')).toMatchObject({ kind: 'failed', cause: 'loop' });
  });

  test('a circle is left at once', async () => {
    routes.set('/a', reply(302, { location: '/b' }));
    routes.set('/b', reply(302, { location: '/a' }));
    expect(await get('/a')).toMatchObject({ kind: 'failed', cause: 'loop' });
    expect(asked.length).toBeLessThanOrEqual(3);
  });

  test('a redirect back to where it began, to set a cookie we do not take, ends', async () => {
    routes.set('/a', reply(302, { location: '/a' }));
    expect(await get('/a')).toMatchObject({ kind: 'failed', cause: 'loop' });
  });
});

describe('compression', () => {
  test.each<[string, Record<string, string>, Buffer]>([
    ['gzip', { 'content-encoding': 'gzip' }, gzipSync(TEXT)],
    ['brotli', { 'content-encoding': 'br' }, brotliCompressSync(TEXT)],
    ['deflate', { 'content-encoding': 'deflate' }, deflateSync(TEXT)],
    ['deflate without its header', { 'content-encoding': 'deflate' }, deflateRawSync(TEXT)],
    ['gzip nobody asked for or spoke of', {}, gzipSync(TEXT)],
    ['gzip in gzip', { 'content-encoding': 'gzip' }, gzipSync(gzipSync(TEXT))],
    ['gzip, then brotli', { 'content-encoding': 'gzip, br' }, brotliCompressSync(gzipSync(TEXT))],
    ['a claim of gzip over plain text', { 'content-encoding': 'gzip' }, Buffer.from(TEXT)],
    ['an encoding that is a charset', { 'content-encoding': 'utf-8' }, Buffer.from(TEXT)],
  ])('%s is undone', async (_, headers, body) => {
    routes.set('/feed', reply(200, headers, body));
    expect(textOf(await get('/feed'))).toBe(TEXT);
  });

  test('an empty body stays empty', async () => {
    routes.set('/feed', reply(200, { 'content-encoding': 'gzip' }));
    expect(textOf(await get('/feed'))).toBe('');
  });

  test('a body that is cut short is a broken connection, not a short feed', async () => {
    routes.set('/feed', reply(200, { 'content-encoding': 'gzip' }, gzipSync(TEXT.repeat(50)).subarray(0, 40)));
    expect(await get('/feed')).toMatchObject({ kind: 'failed', cause: 'reset' });
    routes.set('/feed', (_, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write(TEXT, () => response.destroy());
    });
    expect(await get('/feed')).toMatchObject({ kind: 'failed', cause: 'reset' });
  });

  test('garbage that claims to be brotli is named', async () => {
    routes.set('/feed', reply(200, { 'content-encoding': 'br' }, 'plain words, not brotli at all'));
    expect(await get('/feed')).toMatchObject({ kind: 'failed', cause: 'encoding' });
  });

  test.each([
    ['gzip', () => gzipSync(Buffer.alloc(64 * MIB, 32))],
    ['br', () => brotliCompressSync(Buffer.alloc(64 * MIB, 32))],
  ])('a %s bomb is stopped at the cap', async (encoding, bomb) => {
    routes.set('/feed', reply(200, { 'content-encoding': encoding }, bomb()));
    expect(await get('/feed')).toMatchObject({ kind: 'failed', cause: 'too-big' });
  });

  test('a bomb in a bomb is stopped at the cap', async () => {
    routes.set('/feed', reply(200, { 'content-encoding': 'gzip' }, gzipSync(gzipSync(Buffer.alloc(64 * MIB, 32)))));
    expect(await get('/feed')).toMatchObject({ kind: 'failed', cause: 'too-big' });
  });

  test('an endless body is hung up on at the cap', async () => {
    let sent = 0;
    routes.set('/feed', (_, response) => {
      const more = (): void => {
        while (!response.destroyed && sent < 64 * MIB && response.write(Buffer.alloc(MIB))) sent += MIB;
      };
      response.on('drain', more);
      more();
    });
    expect(await get('/feed')).toMatchObject({ kind: 'failed', cause: 'too-big' });
    expect(sent).toBeLessThan(64 * MIB);
  });

  test('the cap is the caller’s', async () => {
    expect((await get('/feed', { maxBytes: TEXT.length })).kind).toBe('fetched');
    expect(await get('/feed', { maxBytes: TEXT.length - 1 })).toMatchObject({ kind: 'failed', cause: 'too-big' });
  });
});

describe('dead and dying servers', () => {
  test('silence, a drip and a redirect that drips all end at the deadline', async () => {
    const drip: Route = (_, response) => {
      const timer = setInterval(() => response.write('<'), 5);
      response.on('close', () => clearInterval(timer));
    };
    routes.set('/silent', () => undefined);
    routes.set('/drip', drip);
    routes.set('/away', reply(302, { location: '/drip' }));
    for (const path of ['/silent', '/drip', '/away']) {
      expect(await get(path, { deadlineMs: 80 }), path).toMatchObject({ kind: 'failed', cause: 'timeout' });
    }
  });

  test('a closed port, an unknown name, a wrong certificate and another protocol are told apart', async () => {
    const unknown = open({ resolve: () => Promise.reject(Object.assign(new Error('unknown'), { code: 'ENOTFOUND' })) });
    routes.set('/feed', (request) => request.socket.end('SSH-2.0-nothing\r\n'));
    expect(await unknown.fetch('http://nowhere.example/', { accept: 'feed' })).toMatchObject({ cause: 'dns' });
    expect(await open().fetch(`https://127.0.0.1:${port()}/`, { accept: 'feed' })).toMatchObject({ cause: 'tls' });
    expect(await get('/feed')).toMatchObject({ cause: 'not-http' });
    const closed = await listen(async () => undefined);
    await closed.close();
    expect(await open().fetch(closed.url, { accept: 'feed' })).toMatchObject({ cause: 'connect' });
  });

  test('a header without end is not read', async () => {
    routes.set('/feed', reply(200, { 'x-long': 'x'.repeat(64 * 1024) }, TEXT));
    expect(await get('/feed')).toMatchObject({ kind: 'failed', cause: 'not-http' });
  });

  test('a redirect with an endless body is followed without reading it', async () => {
    routes.set('/feed', (_, response) => {
      response.writeHead(301, { location: '/next' });
      const more = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(MIB)));
      };
      response.on('drain', more);
      more();
    });
    expect(textOf(await get('/feed'))).toBe(TEXT);
  });
});
