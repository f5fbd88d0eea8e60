import { expect, test } from 'vitest';
import { escapeMarkdown } from '../src/discord/rich.ts';
import { escapeHtml } from '../src/telegram/rich.ts';
import { readMarkdown } from '../src/web/discord-markdown.ts';
import { drawRuns, type Run, webAddress } from '../src/web/runs.ts';
import { readTelegramHtml } from '../src/web/telegram-html.ts';

test.each([
  ['plain', ['plain']],
  ['**bold _and\\* italic_** after', ['bold:bold ', 'bold,italic:and* italic', ' after']],
  [
    '__under__ ~~gone~~ ||hidden|| `c*d*e`',
    ['underline:under', ' ', 'struck:gone', ' ', 'spoiler:hidden', ' ', 'code:c*d*e'],
  ],
  ['[a **b**](<https://x.example/(1)>)', ['a |https://x.example/(1)', 'bold:b|https://x.example/(1)']],
  ['[a](javascript:alert(1)) [b](tg:x)', ['[a](javascript:alert(1)) b']],
  ['see https://x.example/ now', ['see ', 'https://x.example/|https://x.example/', ' now']],
  ['see https\\://x.example', ['see https://x.example']],
  ['**head**\n-# small\nend', ['bold:head', '\n', 'small:small', '\nend']],
  ['lone \\ and \\a', ['lone \\ and \\a']],
  ['due on <t:1795327200:F>.', ['due on Sunday, 22 November 2026, 06:00 (UTC).']],
])('Discord shows %j so', (text, shown) => {
  expect(readMarkdown(text).map(asText)).toEqual(shown);
});

test.each([
  ['plain &lt;b&gt; &amp;amp; &quot;', ['plain <b> &amp; "']],
  ['<b>bold <i>both</b> left</i> none', ['bold:bold ', 'bold,italic:both', 'italic: left', ' none']],
  ['1. <a href="https://x.example/?a=1&amp;b=2"><b>head</b></a>', ['1. ', 'bold:head|https://x.example/?a=1&b=2']],
  ['<a href="javascript:alert(1)">go</a>', ['go']],
  ['<a href="tg://user?id=1">go</a>', ['go']],
  ['<script>x</script><img src=x onerror=y>', ['<script>x</script><img src=x onerror=y>']],
  ['<b onclick="x">bold</b>', ['bold:bold']],
  [
    '<blockquote expandable>said</blockquote><tg-spoiler>hid</tg-spoiler><pre>p</pre>',
    ['quote:said', 'spoiler:hid', 'code:p'],
  ],
  ['&#1588;&#x41;&#9999999;&nbsp;</b>', ['\u0634A&nbsp;']],
])('Telegram shows %j so', (text, shown) => {
  expect(readTelegramHtml(text).map(asText)).toEqual(shown);
});

test.each([
  'a * b _c_ ~~d~~ ||e|| `f` [g](https://h.example) <@1> \\ # i',
  '<b>&lt;</b> & "quotes" \'single\'',
  '- one',
  '-# small',
])('what the platforms escape of %j reads as it was', (text) => {
  expect(readMarkdown(escapeMarkdown(text)).map(asText)).toEqual([text]);
  const shown = readTelegramHtml(escapeHtml(text)).map(asText);
  expect(shown.map((each) => each.replaceAll('\u2060', ''))).toEqual([text]);
});

test('runs become closed elements, and their text stays text', () => {
  const runs = [
    { text: '<b>&', forms: ['bold', 'spoiler'], href: 'https://x.example/?a=1&b=2' },
    { text: '"', forms: ['underline', 'struck', 'italic', 'code', 'quote', 'small'], href: null },
  ] as const;
  expect(drawRuns(runs).markup).toBe(
    '<a href="https://x.example/?a=1&amp;b=2" rel="noopener noreferrer nofollow"><span class="spoiler"><strong>&lt;b&gt;&amp;</strong></span></a>' +
      '<small><span class="quote"><code><em><s><u>&quot;</u></s></em></code></span></small>',
  );
});

test('only addresses of the web may be followed', () => {
  expect(webAddress('https://x.example/"><script>')).toBe('https://x.example/%22%3E%3Cscript%3E');
  for (const address of ['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', '//x.example', 'x'])
    expect(webAddress(address)).toBeNull();
});

test('hostile text of the greatest size is read at once', () => {
  for (const piece of ['[', '[a](', '**_', '`', '\\', '<a href="', '&#', '||~~'])
    for (const read of [readMarkdown, readTelegramHtml])
      expect(
        read(`${piece.repeat(3000)} x`)
          .at(-1)
          ?.text.endsWith('x'),
      ).toBe(true);
});

function asText({ text, forms, href }: Run): string {
  return `${forms.length === 0 ? '' : `${forms.join()}:`}${text}${href === null ? '' : `|${href}`}`;
}
