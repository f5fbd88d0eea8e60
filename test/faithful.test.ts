import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkFaithful } from '../src/summary/faithful.ts';

interface FaithfulCase {
  readonly name: string;
  readonly summary: string;
  readonly reasons: readonly string[];
}

const ARTICLE = readFileSync(new URL('fixtures/faithful/article.txt', import.meta.url), 'utf8');
const CASES: readonly FaithfulCase[] = JSON.parse(
  readFileSync(new URL('fixtures/faithful/cases.json', import.meta.url), 'utf8'),
);
const LETTER = /\p{L}/u;

describe('may be told', () => {
  test.each(CASES.filter(({ reasons }) => reasons.length === 0))('$name', ({ summary }) => {
    expect(checkFaithful(ARTICLE, summary)).toEqual({ faithful: true, unsupported: [] });
  });
});

describe('is refused', () => {
  test.each(CASES.filter(({ reasons }) => reasons.length > 0))('$name', ({ summary, reasons }) => {
    const { faithful, unsupported } = checkFaithful(ARTICLE, summary);
    expect(faithful).toBe(false);
    expect([...new Set(unsupported.map(({ reason }) => reason))]).toEqual(reasons);
  });
});

test('the sentence at fault is named, and the words it hangs on', () => {
  const { unsupported } = checkFaithful(ARTICLE, 'The ferry will run all night. It carries 520 people.');
  expect(unsupported).toEqual([{ sentence: 'It carries 520 people.', reason: 'number', detail: '520' }]);
});

test.each([
  [
    'fr',
    'Le pont de Calder, long de 32 000 mètres, a fermé lundi 5 mars.',
    'Calder a fermé lundi 5 mars son pont de 32.000 mètres.',
    [],
  ],
  ['fr', 'Le pont de Calder a fermé lundi.', 'Le pont de Calder a fermé jeudi.', ['date']],
  [
    'id',
    'Jembatan Calder ditutup karena 2,5 juta orang lewat.',
    'Jembatan Calder ditutup karena 3,5 juta orang lewat.',
    ['number'],
  ],
  ['vi', 'Cầu Calder đóng cửa sau hai tuần với 1.250 xe.', 'Cầu Calder đóng cửa sau 2 tuần với 1.250 xe.', []],
  [
    'de',
    'Die Stadt Calder hat die Brücke am Montag für 320 Autos geschlossen.',
    'Calder schloss die Brücke am Montag für 320 Wagen.',
    [],
  ],
  ['ur', 'پل پر روزانہ 41300 لوگ گزرتے ہیں۔', 'پل پر روزانہ 51300 لوگ گزرتے ہیں۔', ['number']],
])('numbers and dates are compared in %s: %s', (_, source, summary, reasons) => {
  expect(checkFaithful(source, summary).unsupported.map(({ reason }) => reason)).toEqual(reasons);
});

test('every sentence of an article may be told of it', () => {
  const sentences = ARTICLE.split(/(?<=[.”"])\s+(?=\p{Lu}|")/u).filter(
    (sentence) => LETTER.test(sentence) && !sentence.includes('@'),
  );
  for (const sentence of sentences) expect(checkFaithful(ARTICLE, sentence).unsupported, sentence).toEqual([]);
});

test('nothing is faithful to nothing, and odd text does not stop the check', () => {
  expect(checkFaithful('', '').faithful).toBe(true);
  expect(checkFaithful('', 'Ana Ruiz spoke to 40 people.').faithful).toBe(false);
  expect(checkFaithful('\ud800 "', '\udc00 “ ( [').faithful).toBe(true);
});
