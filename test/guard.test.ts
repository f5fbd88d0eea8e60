import { expect, test } from 'vitest';
import { isNetwork, isPublic } from '../src/ingest/guard.ts';
import { reply, TEXT, textOf, useSite } from './support/site.ts';

const { asked, open, port, routes, url } = useSite();

const NAMES: Readonly<Record<string, readonly string[]>> = {
  'inside.example': ['127.0.0.2'],
  'inside6.example': ['::1'],
  'mapped.example': ['::ffff:127.0.0.2'],
  'mixed.example': ['127.0.0.1', '10.0.0.1'],
  'open.example': ['127.0.0.1'],
  localhost: ['::1', '127.0.0.1'],
};
const resolve = async (name: string): Promise<readonly string[]> => NAMES[name] ?? [];

test.each([
  'http://127.0.0.2:PORT/',
  'http://[::1]:PORT/',
  'http://[::ffff:127.0.0.2]:PORT/',
  'http://[::127.0.0.2]:PORT/',
  'http://2130706434:PORT/',
  'http://0x7f.2:PORT/',
  'http://0177.0.0.2:PORT/',
  'http://127.2:PORT/',
  'http://0.0.0.0:PORT/',
  'http://[::]:PORT/',
  'http://10.1.2.3/',
  'http://169.254.169.254/latest/meta-data/',
  'http://[fe80::1%25eth0]/',
  'http://[fd00:ec2::254]/',
  'http://[64:ff9b::7f00:2]/',
  'http://[2002:7f00:2::]/',
  'http://[2001::1]/',
  'http://１２７.0.0.2:PORT/',
  'http://inside.example:PORT/',
  'http://INSIDE.example.:PORT/',
  'http://inside6.example:PORT/',
  'http://mapped.example:PORT/',
  'http://mixed.example:PORT/',
  'file:///etc/hostname',
  'data:text/xml,<rss/>',
  'ftp://127.0.0.1/',
  'gopher://127.0.0.1/',
  'javascript:1',
  'http://user@127.0.0.1:PORT/',
  'http://user:secret@127.0.0.1:PORT/',
  'http://127.0.0.1:22/',
  'http://127.0.0.1:25/',
  'http://127.0.0.1:6379/',
  'http://127.0.0.1:5432/',
  '//127.0.0.1/',
  'feed',
  '',
])('%s is not fetched', async (address) => {
  const guarded = open({ resolve: (name) => resolve(name.toLowerCase().replace(/\.$/u, '')) });
  const outcome = await guarded.fetch(address.replace('PORT', port()), { accept: 'feed' });
  expect(outcome.kind).toBe('refused-by-us');
  expect(asked).toEqual([]);
});

test.each([
  'http://127.0.0.2:PORT/',
  'http://inside.example:PORT/',
  'file:///etc/hostname',
  'http://user@127.0.0.1:PORT/',
  'http://127.0.0.1:22/',
])('a redirect to %s is not followed', async (address) => {
  routes.set('/feed', reply(302, { location: address.replace('PORT', port()) }));
  const guarded = open({ resolve });
  expect((await guarded.fetch(`${url()}/feed`, { accept: 'feed' })).kind).toBe('refused-by-us');
  expect(asked).toHaveLength(1);
});

test('a name that changes its mind between two connections is looked at each time', async () => {
  let lookups = 0;
  const turncoat = open({ resolve: async () => [lookups++ === 0 ? '127.0.0.1' : '127.0.0.2'] });
  routes.set('/feed', reply(200, { connection: 'close' }, TEXT));
  const ask = () => turncoat.fetch(`http://turn.example:${port()}/feed`, { accept: 'feed' });
  expect((await ask()).kind).toBe('fetched');
  expect((await ask()).kind).toBe('refused-by-us');
  expect(asked).toHaveLength(1);
});

test('what was opened is fetched, by address, by name and by block', async () => {
  for (const allow of [['127.0.0.1'], ['127.0.0.0/8'], ['::ffff:127.0.0.1'], ['10.0.0.0/8', '127.0.0.1/32']]) {
    const outcome = await open({ allow, resolve }).fetch(`http://open.example:${port()}/`, { accept: 'feed' });
    expect(textOf(outcome), allow.join()).toBe(TEXT);
  }
});

test('localhost is fetched by the one of its addresses that was opened', async () => {
  expect(textOf(await open({ resolve }).fetch(`http://localhost:${port()}/`, { accept: 'feed' }))).toBe(TEXT);
});

test('every kind of address that is not the public internet is told from those that are', () => {
  const inside = [
    '10.0.0.1',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '192.0.0.1',
    '192.0.2.1',
    '198.18.0.1',
    '198.51.100.1',
    '203.0.113.1',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '0.1.2.3',
    '127.9.9.9',
    '::',
    '::1',
    '::ffff:10.0.0.1',
    '::10.0.0.1',
    '::ffff:0:10.0.0.1',
    '64:ff9b::7f00:1',
    '64:ff9b:1::1',
    '2002:7f00:1::',
    '2001::1',
    'fc00::1',
    'fd12::1',
    'fe80::1',
    'fec0::1',
    'ff02::1',
    '2001:db8::1',
    '3fff::1',
    '5f00::1',
    '4000::1',
    '100::1',
    '2a00::200:5efe:10.0.0.1',
    '2a00::5efe:10.0.0.1',
    'nonsense',
    '',
  ];
  expect(inside.filter(isPublic)).toEqual([]);
  const outside = ['93.184.216.34', '1.1.1.1', '::ffff:8.8.8.8', '2606:4700::1111', '2a00:1450:4001:80e::200e'];
  expect(outside.filter((address) => !isPublic(address))).toEqual([]);
});

test('a setting that is no address is refused when the program starts', () => {
  expect(['127.0.0.1', '10.0.0.0/8', 'fd00::/8'].every(isNetwork)).toBe(true);
  expect(['home', '10.0.0.0/99', '', '*'].some(isNetwork)).toBe(false);
  expect(() => open({ allow: ['home'] })).toThrow('"home" is neither an address nor a CIDR block.');
});
