import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { decodeBytes } from '../src/ingest/decode.ts';
import { parseFeed } from '../src/ingest/feed.ts';
import { parseDate } from '../src/ingest/feed-date.ts';
import { FeedFault } from '../src/ingest/feed-fault.ts';
import { createParser } from '../src/ingest/parser.ts';
import { sayPlain } from '../src/phrases/say.ts';
import { htmlToText, readHtml } from '../src/text/html.ts';

const FEEDS = new URL('./fixtures/feeds/', import.meta.url);
const BASE = 'https://fixture.example/feeds/';
const EXPECTED = '.expected.json';

/** What a feed says in the form of its expected file: a fault is its kind and sentence. */
async function readFixture(name: string): Promise<unknown> {
  try {
    return JSON.parse(JSON.stringify(await parseFeed(decodeBytes(readFileSync(new URL(name, FEEDS)), null), BASE)));
  } catch (error) {
    if (error instanceof FeedFault) return { fault: error.kind, reason: error.message };
    throw error;
  }
}

describe('a feed says what its expected file holds', () => {
  const inputs = readdirSync(FEEDS).filter((name) => !name.endsWith(EXPECTED));
  test.each(inputs)('%s', async (name) => {
    const expected = new URL(name.replace(/\.[a-z]+$/u, EXPECTED), FEEDS);
    expect(await readFixture(name)).toEqual(JSON.parse(readFileSync(expected, 'utf8')));
  });
});

test('an element named __proto__ changes no object of ours', async () => {
  await readFixture('hostile-names.xml');
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect('polluted' in {}).toBe(false);
});

describe('a date is read in any usual form', () => {
  test.each([
    ['Tue, 03 Mar 2026 07:05:09 GMT', '2026-03-03T07:05:09Z'],
    ['Tue, 3 Mar 26 07:05 -0530', '2026-03-03T12:35:00Z'],
    ['03 Mar 2026 07:05:09 EST', '2026-03-03T12:05:09Z'],
    ['Tue Mar  3 07:05:09 2026', '2026-03-03T07:05:09Z'],
    ['Tue Mar  3 07:05:09 PST 2026', '2026-03-03T15:05:09Z'],
    ['Tue Mar 03 2026 07:05:09 GMT+0100 (CET)', '2026-03-03T06:05:09Z'],
    ['March 3rd, 2026 at 7:05 pm', '2026-03-03T19:05:00Z'],
    ['Mar 3, 2026 12:05 a.m.', '2026-03-03T00:05:00Z'],
    ['2026-03-03T07:05:09.123456+01:00', '2026-03-03T06:05:09Z'],
    ['2026-03-03 07:05:09 +0100', '2026-03-03T06:05:09Z'],
    ['2026-03-03T07:05Z', '2026-03-03T07:05:00Z'],
    ['20260303T070509Z', '2026-03-03T07:05:09Z'],
    ['2026-062', '2026-03-03T00:00:00Z'],
    ['2026-03', '2026-03-01T00:00:00Z'],
    ['2026', '2026-01-01T00:00:00Z'],
    ['2026/03/13 07:05', '2026-03-13T07:05:00Z'],
    ['13.3.2026, 07:05 MEZ', '2026-03-13T06:05:00Z'],
    ['13/03/2026', '2026-03-13T00:00:00Z'],
    ['03/13/2026', '2026-03-13T00:00:00Z'],
    ['1772521509', '2026-03-03T07:05:09Z'],
    ['1772521509000', '2026-03-03T07:05:09Z'],
    ['Di, 3. März 2026 07:05:09 +0100', '2026-03-03T06:05:09Z'],
    ['mar. 3 févr. 2026 14h05', '2026-02-03T14:05:00Z'],
    ['3 de agosto de 2026', '2026-08-03T00:00:00Z'],
    ['lun, 3 ago 2026 07:05:09 +0200', '2026-08-03T05:05:09Z'],
    ['3 grudnia 2026', '2026-12-03T00:00:00Z'],
    ['3 мая 2026, 07:05', '2026-05-03T07:05:00Z'],
    ['3 Ağustos 2026', '2026-08-03T00:00:00Z'],
    ['Παρ, 3 Ιούλ 2026 07:05:09 GMT', '2026-07-03T07:05:09Z'],
    ['2026-július-13T9:15-05:00', '2026-07-13T14:15:00Z'],
    ['Thu, 31 Dec 1998 23:59:60 GMT', '1998-12-31T23:59:59Z'],
  ])('%s', (written, instant) => {
    expect(parseDate(written)?.getTime()).toBe(Date.parse(instant));
  });

  test.each([
    '',
    'yesterday',
    '4 minutes ago',
    '31 June 2026',
    '2026-02-30',
    '2026-13-01',
    '04/05/2026',
    'March',
    '25:99',
    '0000-00-00',
    'Q'.repeat(90),
  ])('and never guessed: "%s"', (written) => {
    expect(parseDate(written)).toBeNull();
  });
});

describe('HTML becomes plain text', () => {
  test('paragraphs are lines, words in tags run on, cells stand apart', () => {
    expect(
      htmlToText('<h1>A</h1>\n<p>One\n <b>w</b>ord.</p><p>Two</p><table><tr><td>x</td><td>y</td></tr></table>'),
    ).toBe('A\nOne word.\nTwo\nx y');
  });

  test('scripts, styles and comments are not text', () => {
    expect(
      htmlToText('a<script>if (1 < 2) b()</script><style>p{}</style><!-- c --><template><p>d</p></template>e'),
    ).toBe('ae');
  });

  test('references are decoded once, with and without their semicolon', () => {
    expect(htmlToText('Caf&eacute; &amp;lt; R&D &copy 2026 &#x20ac; &#128;')).toBe('Café &lt; R&D © 2026 € €');
  });

  test('text without a tag has its paragraphs at blank lines', () => {
    expect(htmlToText('One\nline.\n \nAnother &amp; last.')).toBe('One line.\nAnother & last.');
  });

  test('the first picture that can be seen is the one', () => {
    expect(readHtml('<img src="p.gif" width=1><IMG alt="x" SRC="a.jpg?b=1&amp;c"><img src="b.jpg">').image).toBe(
      'a.jpg?b=1&c',
    );
  });
});

describe('a parsing process', () => {
  const parser = createParser();
  afterAll(() => parser.close());
  const ask = (text: string, type: string | null = null) =>
    parser.parseFeed({ bytes: Buffer.from(text), type, base: BASE });
  const inItem = (content: string) =>
    `<rss version="2.0"><channel><item><title>t</title>${content}</item></channel></rss>`;

  test('answers with the feed, dates and all', async () => {
    const answer = await ask(inItem('<pubDate>2026-03-03T07:05:09Z</pubDate>'));
    expect(answer).toMatchObject({
      kind: 'feed',
      feed: { entries: [{ title: 't', published: new Date('2026-03-03T07:05:09Z') }] },
    });
  });

  test('says in a sentence what is no feed', async () => {
    expect(await ask('<!DOCTYPE html><html><body>Hello</body></html>')).toEqual({
      kind: 'fault',
      fault: 'html',
      reason: sayPlain('en', 'feed-fault.page'),
    });
  });

  test.each([
    ['elements nested a hundred thousand deep', inItem(`<x>${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}</x>`)],
    [
      'fifty thousand attributes',
      inItem(`<x ${Array.from({ length: 50_000 }, (_, place) => `a${place}="1"`).join(' ')}/>`),
    ],
    ['tags that never end in a body', inItem(`<description><![CDATA[${'x<br'.repeat(40_000)}]]></description>`)],
    ['CDATA in CDATA', inItem('<![CDATA['.repeat(50_000))],
    ['ten megabytes of ampersands', inItem(`<title>${'&'.repeat(10_000_000)}</title>`)],
    ['ten megabytes of open tags', inItem(`<description><![CDATA[${'<'.repeat(10_000_000)}]]></description>`)],
  ])('reads its way through %s', async (_, text) => {
    expect(await ask(text)).toMatchObject({ kind: 'feed', feed: { entries: [{ title: 't' }] } });
  });

  test('twenty thousand items that never end are items nonetheless, up to the limit', async () => {
    const answer = await ask(`<rss version="2.0"><channel>${'<item><title>t'.repeat(20_000)}</channel></rss>`);
    expect(answer.kind === 'feed' && answer.feed.entries.length).toBe(5000);
  });

  test('refuses JSON with more parts than its memory can hold', async () => {
    expect(await ask(`{"items":[${'{},'.repeat(400_000)}{}]}`)).toMatchObject({ kind: 'fault', fault: 'large' });
  });

  test('is ended when it wants too much memory, and the next document is read all the same', async () => {
    const poor = createParser({ milliseconds: 60_000, mebibytes: 110 });
    const greedy = Buffer.from(inItem(`<title>${'&#60;'.repeat(2_000_000)}</title>`));
    expect(await poor.parseFeed({ bytes: greedy, type: null, base: BASE })).toMatchObject({
      kind: 'fault',
      fault: 'large',
    });
    expect(await poor.parseFeed({ bytes: Buffer.from(inItem('')), type: null, base: BASE })).toMatchObject({
      kind: 'feed',
    });
    await poor.close();
  });

  test('is ended when it takes too long, and the next document is read all the same', async () => {
    const hasty = createParser({ milliseconds: 1, mebibytes: 200 });
    const slow = Buffer.from(inItem('<category>a</category>'.repeat(200_000)));
    expect(await hasty.parseFeed({ bytes: slow, type: null, base: BASE })).toMatchObject({
      kind: 'fault',
      fault: 'slow',
    });
    await hasty.close();
    expect(await hasty.parseFeed({ bytes: slow, type: null, base: BASE })).toMatchObject({
      kind: 'fault',
      fault: 'closed',
    });
    expect(await ask(inItem(''))).toMatchObject({ kind: 'feed' });
  });
});
