import { expect, test } from 'vitest';
import { isolate, lineMark } from '../src/text/isolate.ts';
import { oneLine } from '../src/text/one-line.ts';

/** Signs nobody sees, written so that a test can be read. */
const SIGNS: Readonly<Record<string, string>> = {
  '\u2066': '[L:',
  '\u2067': '[R:',
  '\u2069': ']',
  '\u200e': '(L)',
  '\u200f': '(R)',
};

function show(text: string): string {
  return text.replace(/[\u2066-\u2069\u200e\u200f]/gu, (sign) => SIGNS[sign] ?? sign);
}

test.each([
  ['Radio Bay', 'Radio Bay'],
  ['צוות', '[R:צוות]'],
  ['Apple تعلن عن هاتف جديد', '[R:Apple تعلن عن هاتف جديد]'],
  ['The café صوت opens a second room', '[L:The café صوت opens a second room]'],
])('only right-to-left text is kept apart, with the direction of most of its words: %s', (text, isolated) => {
  expect(show(isolate(text))).toBe(isolated);
});

test.each([
  ['1. Ferry line opens', ''],
  ['عودة العبّارة في 3 أيام', ''],
  ['Nordwerft تطلق قارب نجاة جديدًا', '(R)'],
  ['צוות says the ferry line opens again', '(L)'],
  [`1. ${isolate('عودة العبّارة')}`, '(R)'],
  ['120 · 30', ''],
])('a line runs as most of its words do, whatever its first letter: %s', (line, mark) => {
  expect(show(lineMark(line))).toBe(mark);
});

test('a line of signs that nobody sees is empty', () => {
  expect(oneLine(' \u200f \u2067\u2069\u200d')).toBe('');
});

test('of the signs that enclose a text none may stand alone: it would reach beyond', () => {
  expect(show(oneLine('a \u2067b\u2069 c'))).toBe('a [R:b] c');
  for (const loose of ['a \u2067b', 'a\u2069 b', 'a \u2069\u2067 b', '\u2066\u2067a\u2069 b'])
    expect(show(oneLine(loose))).toBe(oneLine(loose).replace(/[^ab ]/gu, ''));
});
