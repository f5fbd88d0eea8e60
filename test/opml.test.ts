import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { SECTIONS } from '../src/domain/section.ts';
import { canonicalAddress } from '../src/ingest/address.ts';
import { type Outline, readOpml, writeOpml } from '../src/ingest/opml.ts';

function fixture(name: string): string {
  return readFileSync(new URL(`fixtures/opml/${name}`, import.meta.url), 'utf8');
}

function list(count: number): readonly Outline[] {
  return Array.from({ length: count }, (_, index) => ({
    title: `Paper ${index}`,
    address: `https://paper${index}.example/feed`,
    section: `Folder ${index % 20}`,
  }));
}

function inFile(body: string): string {
  return `<opml version="2.0">\n<body>\n${body}\n</body>\n</opml>`;
}

describe('a list that is read', () => {
  test('folders are sections, the innermost counts, titles are kept and doubles told once', () => {
    expect(readOpml(fixture('folders.opml'))).toEqual({ kind: 'read', outlines: JSON.parse(fixture('folders.json')) });
  });

  test('ten thousand sources are read', () => {
    const result = readOpml(writeOpml('Many', list(10_000)));
    expect(result.kind === 'read' && result.outlines.length).toBe(10_000);
  });

  test('a list without sources is an empty list', () => {
    expect(readOpml(inFile(''))).toEqual({ kind: 'read', outlines: [] });
  });

  test('an attribute named like a part of every object is only an attribute', () => {
    const outlines = [{ title: 'x', address: 'https://x.example/', section: null }];
    expect(readOpml(inFile('<outline __proto__="y" constructor="z" text="x" xmlUrl="https://x.example/"/>'))).toEqual({
      kind: 'read',
      outlines,
    });
  });
});

describe('a list that is broken is named by its line', () => {
  test.each([
    ['no list at all', 'Dear sir,\nplease find', 1, 'no <opml>'],
    ['a web page', '<html><body><p>404</p></body></html>', 1, 'no <opml>'],
    ['an empty file', '', 1, 'no <opml>'],
    [
      'a folder that is never closed',
      inFile('<outline text="A">\n<outline text="b" xmlUrl="https://b.example/"/>'),
      3,
      'never closes',
    ],
    [
      'a source that is never closed',
      inFile('<outline text="A">\n<outline text="b" xmlUrl="https://b.example/">\n</outline>'),
      3,
      'never closes',
    ],
    ['a file cut short in a folder', fixture('folders.opml').split('<outline text="No')[0] ?? '', 8, 'never closes'],
    ['a file cut short in a tag', inFile('<outline text="A">\n<outline text="b" xml').slice(0, 60), 3, 'never closes'],
    ['folders without end', inFile(`${'<outline text="a">\n'.repeat(500)}`), 65, 'deep'],
  ])('%s', (_, text, line, words) => {
    const result = readOpml(text);
    expect(result).toMatchObject({ kind: 'fault', line, sentence: expect.stringContaining(words) });
  });

  test('a list past the cap', () => {
    expect(readOpml(writeOpml('Too many', list(20_001)))).toMatchObject({
      kind: 'fault',
      sentence: expect.stringContaining('20000'),
    });
  });
});

describe('a list that is written', () => {
  test('is read back the same', () => {
    const outlines = [
      { title: 'Loose', address: 'https://loose.example/?a=1&b="2"', section: null },
      { title: 'Tom & Jerry <daily> "best"', address: 'https://tj.example/feed', section: 'Culture' },
      { title: 'اخبار', address: 'https://urdu.example/feed', section: "World & 'more'" },
    ];
    expect(readOpml(writeOpml('Mine & yours', outlines))).toEqual({ kind: 'read', outlines });
  });

  test('a source without a title is called by its address, and control characters are left out', () => {
    const [first, second] = [
      { title: null, address: 'https://a.example/', section: null },
      { title: 'line\nbreak\u0000\u0008', address: 'https://b.example/', section: null },
    ];
    const result = readOpml(writeOpml('x', [first, second]));
    expect(result.kind === 'read' && result.outlines.map(({ title }) => title)).toEqual([
      'https://a.example/',
      'line break',
    ]);
  });
});

test('the first sources lie in folders named like sections, over https, none twice', () => {
  const result = readOpml(readFileSync(new URL('../src/ingest/starter.opml', import.meta.url), 'utf8'));
  const outlines = result.kind === 'read' ? result.outlines : [];
  expect(outlines.length).toBeGreaterThanOrEqual(12);
  expect(outlines.filter(({ section }) => !SECTIONS.some((known) => known === section))).toEqual([]);
  expect(outlines.filter(({ address }) => !address.startsWith('https://'))).toEqual([]);
  expect(new Set(outlines.map(({ address }) => canonicalAddress(address))).size).toBe(outlines.length);
});

test('a file of folders that are never closed is refused at once, however long it is', () => {
  const started = performance.now();
  expect(readOpml(`<opml>${'<outline text="a">'.repeat(290_000)}`)).toMatchObject({ kind: 'fault', line: 1 });
  expect(performance.now() - started).toBeLessThan(2_000);
});
