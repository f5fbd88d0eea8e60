import { expect, test } from 'vitest';
import type { Rich } from '../src/domain/rich.ts';
import { telegramRenderer } from '../src/telegram/render.ts';
import { drawRich, escapeHtml, fitHtml, sizeOf } from '../src/telegram/rich.ts';
import { clip } from '../src/text/clip.ts';
import { readLink } from '../src/text/web-link.ts';
import { newDigest, newItem, newItems } from './digest-samples.ts';
import { HOSTILE_DIGEST, mixedDigest } from './mixed-digests.ts';
import { type Entity, type Formatted, parseHtml } from './support/telegram/entities.ts';
import { drawDigest } from './telegram-samples.ts';

const LONG = 'The harbour board weighed three plans for the old crane and chose none of them before the summer. ';

function textOf({ body }: { readonly body: string }): string {
  return (JSON.parse(body) as { text: string }).text;
}

/** Telegram's limits, and that nothing can be touched but headlines. */
function expectAccepted(html: string): Formatted {
  const read = parseHtml(html);
  expect(read.text.length).toBeLessThanOrEqual(4096);
  expect(read.entities.length).toBeLessThanOrEqual(100);
  expect(new Set(read.entities.map(({ type }) => type))).toEqual(
    new Set([...kindsOf(read.entities), 'bold', 'italic']),
  );
  return read;
}

function kindsOf(entities: readonly Entity[]): readonly string[] {
  return entities.some(({ type }) => type === 'text_link') ? ['text_link'] : [];
}

test('the size of a message is what Telegram counts', () => {
  const digest = newDigest(
    [
      ...HOSTILE_DIGEST.items,
      ...mixedDigest('short', 'right-to-left').items,
      newItem({ headline: 'Boats 🚢 & <more>' }),
    ],
    {
      topics: ['a & b', '#c'],
    },
  );
  const stories = digest.items.map((item, i) => telegramRenderer.story(item, i + 1, digest));
  const foot = telegramRenderer.foot(digest);
  const blocks = [telegramRenderer.head(digest), ...stories, ...(foot === null ? [] : [foot])];
  const { text } = parseHtml(textOf({ body: telegramRenderer.join(blocks, 1, 1, digest) }));
  expect(text.length).toBe(blocks.reduce((sum, { size }) => sum + (size['text'] ?? 0), 0));
});

test('stories of any length go out in messages Telegram takes, each told once and in order', () => {
  const items = newItems(45).map((item, i) => ({
    ...item,
    headline: `Crane & <harbour> ${'plan '.repeat((i * 17) % 90)}`,
    summary: LONG.repeat(1 + ((i * 13) % 50)),
    publishers: Array.from({ length: i }, (_, at) => `Paper ${at}`),
  }));
  const messages = drawDigest(newDigest(items)).map((part) => expectAccepted(textOf(part)).text);
  const numbers = messages.flatMap((text) =>
    [...text.matchAll(/^(\d+)\. Crane/gmu)].map(([, number]) => Number(number)),
  );
  expect(numbers).toEqual(items.map((_, i) => i + 1));
  expect(messages.at(-1)?.split('\n')[0]).toBe(
    `News digest, Sunday, 22 November 2026 (${messages.length}/${messages.length})`,
  );
});

test('many short stories keep their links, for a message never holds more entities than Telegram keeps', () => {
  const items = newItems(70, { headline: 'A', summary: 'B.', publishers: ['C'] });
  const read = drawDigest(newDigest(items)).map((part) => expectAccepted(textOf(part)));
  const links = read.flatMap(({ entities }) => entities.filter(({ type }) => type === 'text_link'));
  expect(links).toHaveLength(70);
});

test('addresses of 2,000 characters spread over more messages, for Telegram refuses one with too many of them', () => {
  const link = `https://coast.example/${'a'.repeat(1_970)}`;
  const read = drawDigest(newDigest(newItems(7, { link }))).map((part) => expectAccepted(textOf(part)));
  const links = read.map(({ entities }) => entities.flatMap(({ url }) => url ?? []));
  expect(links).toEqual([Array(3).fill(link), Array(3).fill(link), [link]]);
});

test('a story too long for one message loses words of its summary, and keeps its headline and link', () => {
  const headline = `${'crane '.repeat(300)}end`;
  const [part, ...others] = drawDigest(newDigest([newItem({ headline, summary: LONG.repeat(100) })]));
  const { text, entities } = expectAccepted(textOf(part ?? { body: '{"text":""}' }));
  expect(text).toContain(`1. ${headline}`);
  expect(text.length).toBeGreaterThan(3_900);
  expect(entities).toContainEqual(expect.objectContaining({ type: 'text_link', url: newItem().link }));
  expect(others).toEqual([]);
});

test('a headline too long for one message is clipped between words', () => {
  const digest = newDigest([newItem({ headline: '@crane '.repeat(900) })]);
  const [part] = drawDigest(digest);
  const { text } = expectAccepted(textOf(part ?? { body: '{"text":""}' }));
  expect(text).toContain('@\u2060crane…');
});

test.each([`https://coast.example/${'a'.repeat(2000)}`, 'javascript:alert(1)', 'tg://user?id=1', 'no address'])(
  'a story whose link is %.30s goes out without it',
  (link) => {
    const [part] = drawDigest(newDigest([newItem({ link })]));
    const { text, entities } = expectAccepted(textOf(part ?? { body: '{"text":""}' }));
    expect(text).toContain('Ferry line');
    expect(entities.map(({ type }) => type)).not.toContain('text_link');
  },
);

test.each([
  ['mail @name, x@y.example', 'mail @|name, x@|y.|example'],
  ['#tag and /stop or (/stop@bot)', '#|tag and /|stop or (/|stop@|bot)'],
  ['http://a.example tg://join', 'http:|//|a.|example tg:|//|join'],
  ['$WIN 10.0.0.1 xn--p.xn--p1ai пример.рф', '$|WIN 10.|0.|0.1 xn--p.|xn--p1ai пример.|рф'],
])('nothing in “%s” can be touched', (text, drawn) => {
  expect(escapeHtml(text)).toBe(drawn.replaceAll('|', '\u2060'));
});

test.each(['3.5 percent', 'U.S. troops', 'and/or 1/2', '# 1 of $5', 'One. Two', 'at 10:30'])(
  '“%s” stays as it is',
  (text) => {
    expect(escapeHtml(text)).toBe(text);
  },
);

test('the bot’s words keep their form, and what fills them in has none', () => {
  const rich: Rich = [
    { form: 'bold', text: 'Done <1>' },
    { form: 'plain', text: ' \n2. @you & ' },
    { form: 'code', text: '/list a@b <c>' },
    { form: 'italic', text: '' },
    { form: 'link', text: 'here', href: 'https://a.example/?x="y"&z' },
    { form: 'link', text: 'nowhere', href: 'javascript:x' },
  ];
  expect(drawRich(rich)).toBe(
    '<b>Done &lt;1&gt;</b> \n2. @\u2060you &amp; <code>/list a@b &lt;c&gt;</code><a href="https://a.example/?x=%22y%22&amp;z">here</a>nowhere',
  );
});

test('text is cut before it is escaped, so that it fits with all that makes it harmless', () => {
  const drawn = fitHtml('@a & '.repeat(50), 41, clip);
  expect(sizeOf(drawn)).toBeLessThanOrEqual(41);
  expect(parseHtml(drawn).text).toMatch(/^(?:@\u2060a & )+@\u2060a…$/u);
  expect(fitHtml('anything', -3, clip)).toBe('');
});

test('an address is written in its normal form', () => {
  expect(readLink('HTTPS://A.example')).toBe('https://a.example/');
});
