import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Page } from '../src/domain/page.ts';
import { parsePage } from '../src/ingest/page.ts';
import { readInstant } from '../src/ingest/page-dates.ts';

/** What a fixture expects: the fields named, of an article, or why it is none. */
interface Expected {
  readonly base: string;
  readonly why?: string;
  readonly page?: Readonly<Record<string, unknown>>;
}

const NOW = new Date('2026-11-20T12:00:00Z');
const FOLDER = 'test/fixtures/pages';
const names = globSync(`${FOLDER}/*.expected.json`).map((file) =>
  file.replaceAll('\\', '/').slice(FOLDER.length + 1, -'.expected.json'.length),
);

test.each(names)('the page %s is read as expected', (name) => {
  const expected: Expected = JSON.parse(readFileSync(`${FOLDER}/${name}.expected.json`, 'utf8'));
  const reading = parsePage(readFileSync(`${FOLDER}/${name}.html`, 'utf8'), expected.base, NOW);
  if (reading.kind === 'not-article') expect({ why: reading.why }).toEqual({ why: expected.why });
  else expect(asWritten(reading.page)).toMatchObject(expected.page ?? { why: expected.why });
});

function asWritten(page: Page) {
  return {
    ...page,
    published: page.published?.toISOString() ?? null,
    updated: page.updated?.toISOString() ?? null,
    text: page.text.split('\n'),
  };
}

test('a plain-text copy in German gives its headline, names, agency, date and tags', () => {
  const reading = parsePage(readFileSync(`${FOLDER}/plain-copy.txt`, 'utf8'), '', NOW);
  expect(reading.kind === 'article' && asWritten(reading.page)).toMatchObject({
    headline: 'Brücke über den Nordkanal ein Jahr früher fertig',
    byline: ['Lena Marquardt'],
    credit: 'dpa',
    publisher: 'hafenbote.de',
    published: '2026-03-14T07:30:00.000Z',
    language: 'de',
    dateline: 'KIEL',
    tags: ['Verkehr', 'Nordkanal', 'Brücken'],
    text: [
      expect.stringMatching(/^Die neue Brücke .* auf der Baustelle\.$/),
      expect.stringMatching(/^Möglich wurde .* als bestellt\.$/),
      expect.stringMatching(/^Die alte Brücke .* gesprengt\.$/),
    ],
  });
});

test.each(['', '   ', '<html><body></body></html>', '<template><p>unseen</p></template>'])(
  '%j is no article',
  (html) => {
    expect(parsePage(html, '', NOW)).toEqual({ kind: 'not-article', why: 'empty' });
  },
);

test('a page nested deeper than pages are is refused, and not read for minutes', () => {
  const html = `<html><body>${'<div>'.repeat(5000)}words${'</div>'.repeat(5000)}</body></html>`;
  expect(parsePage(html, '', NOW)).toEqual({ kind: 'not-article', why: 'error' });
});

test('a page of more elements than pages have is refused', () => {
  const html = `<html><body><h1>Long</h1>${'<p>'.repeat(30_000)}</body></html>`;
  expect(parsePage(html, '', NOW)).toEqual({ kind: 'not-article', why: 'error' });
});

test('a date in the future is not believed', () => {
  const html = `<html><head><meta name="date" content="2031-01-01T00:00:00Z"></head><body><p>${'The ferry was late again. '.repeat(20)}</p></body></html>`;
  const reading = parsePage(html, 'https://harbour.example/late', NOW);
  expect(reading.kind === 'article' && reading.page.published).toBeNull();
});

test.each([
  ['2026-03-04T06:30:00+01:00', null, '2026-03-04T05:30:00.000Z'],
  ['2026-03-04 06:30', null, '2026-03-04T06:30:00.000Z'],
  ['2026-03-04 06:30', 'Europe/Berlin', '2026-03-04T05:30:00.000Z'],
  ['2026-07-04 06:30', 'Europe/Berlin', '2026-07-04T04:30:00.000Z'],
  ['2026-03-04', 'Asia/Karachi', '2026-03-04T00:00:00.000Z'],
  ['1772605800', null, '2026-03-04T06:30:00.000Z'],
  ['Wed, 04 Mar 2026 06:30:00 GMT', null, '2026-03-04T06:30:00.000Z'],
  ['Published February 01, 2022 | 12:16 PM', 'Asia/Karachi', '2022-02-01T07:16:00.000Z'],
  ['Feb 1st, 2022 12:16 am PKT', null, '2022-01-31T19:16:00.000Z'],
  ['24. April 2024, 12:30 Uhr', 'Europe/Berlin', '2024-04-24T10:30:00.000Z'],
  ['Publié le 3 août 2025 à 18h05', 'Europe/Paris', '2025-08-03T16:05:00.000Z'],
  ['3 de mayo de 2025', null, '2025-05-03T00:00:00.000Z'],
  ['14 мая 2025, 20:28', 'Europe/Moscow', '2025-05-14T17:28:00.000Z'],
  ['2025年1月13日 21:37', 'Asia/Tokyo', '2025-01-13T12:37:00.000Z'],
  ['24.04.2024', null, '2024-04-24T00:00:00.000Z'],
  ['4 minutes ago', null, undefined],
  ['Marching 12 2024', null, undefined],
  ['2026-13-45', null, undefined],
])('the date %j in %s is %s', (text, zone, instant) => {
  expect(readInstant(text, zone)?.toISOString()).toBe(instant);
});

test.each([
  ['Reuters', 'BERLIN, March 4 (Reuters) - '],
  ['AP', 'HAYWARD, Calif. (AP) — '],
  ['APP', 'Islamabad, Mar 4 (Associated Press of Pakistan): '],
  ['Xinhua', '(Xinhua) -- '],
])('an opening of %s is taken off the text and credited', (credit, opening) => {
  const first = 'The council met for the first time since the election and chose a chair from its own ranks.';
  const body = [
    `${opening}${first}`,
    'It will meet again in a week to vote on the budget, which has grown by a tenth.',
  ];
  const page = parsePage(
    `<article><h1>Council chooses its chair</h1>${body.map((line) => `<p>${line}</p>`).join('')}</article>`,
    '',
    NOW,
  );
  expect(page.kind === 'article' && [page.page.credit, page.page.text.split('\n')[0]]).toEqual([credit, first]);
});

test('an agency that is only talked about gets no credit', () => {
  const html = `<article><h1>Agency opens an office by the harbour</h1><p>Reuters will open an office in the old customs house this autumn, its third in the country.</p><p>The building had stood empty since the customs moved to the new port nine years ago.</p></article>`;
  const reading = parsePage(html, '', NOW);
  expect(reading.kind === 'article' && reading.page.credit).toBeNull();
});
