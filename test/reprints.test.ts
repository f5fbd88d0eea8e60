import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createReprintIndex } from '../src/story/reprints.ts';
import type { Telling } from '../src/story/telling.ts';

const START = Date.UTC(2026, 0, 5, 8);
const HOUR_MS = 3_600_000;
const read = (name: string): string =>
  readFileSync(new URL(`fixtures/stories/${name}.txt`, import.meta.url), 'utf8').trim();
const HARBOUR = read('harbour');
const HARBOUR_OTHER_OUTLET = read('harbour-other-outlet');
const STANDING = read('standing');
const SUBJECTS = read('subjects').split('\n\n');

let ids = 0;
function tell(given: Partial<Telling> & { readonly hours?: number }): Telling {
  const id = ++ids;
  const at = new Date(START + (given.hours ?? 0) * HOUR_MS);
  return {
    id,
    address: `https://a.example/${id}`,
    source: 'a',
    headline: `Headline ${id}`,
    text: '',
    language: 'en',
    at,
    ...given,
  };
}

/** What the index answers for a second article, told once the first is known. */
function second(first: Telling, next: Telling): number | null {
  const index = createReprintIndex();
  index.add(first);
  return index.add(next);
}

const paragraphs = (text: string): readonly string[] => text.split('\n');

test.each([
  ['under another headline, with a dateline', `PORT ELIN, Jan 5 (NWA) - ${HARBOUR}`],
  ['cut to its first half', paragraphs(HARBOUR).slice(0, 4).join('\n')],
  ['cut to two sentences', paragraphs(HARBOUR).slice(0, 2).join('\n')],
  ['with new figures and a new paragraph', `${HARBOUR.replaceAll('340', '355')}\n${SUBJECTS[0]}`],
  ['with other line breaks and capitals', HARBOUR.replaceAll('\n', ' ').toUpperCase()],
])('one text %s is a reprint', (_, text) => {
  const original = tell({ text: HARBOUR });
  expect(second(original, tell({ source: 'b', text }))).toBe(original.id);
});

test('two outlets that write about one event in their own words are no reprints, though they quote the same sentence', () => {
  expect(second(tell({ text: HARBOUR }), tell({ source: 'b', text: HARBOUR_OTHER_OUTLET }))).toBeNull();
});

test('two articles that share some background are no reprints', () => {
  const background = paragraphs(HARBOUR).slice(6, 9).join('\n');
  const text = `${HARBOUR_OTHER_OUTLET}\n${background}`;
  expect(second(tell({ text: HARBOUR }), tell({ source: 'b', text }))).toBeNull();
});

test('two outlets that wrote their own texts under one headline are no reprints', () => {
  const headline = 'Harbour of Port Elin closed after crane falls on ferry';
  expect(
    second(tell({ headline, text: HARBOUR }), tell({ headline, source: 'b', text: HARBOUR_OTHER_OUTLET })),
  ).toBeNull();
});

test('what a source prints under every article makes no reprints of them, from the first article on', () => {
  const index = createReprintIndex();
  const answers = SUBJECTS.map((text) => index.add(tell({ source: 'short-items', text: `${text}\n${STANDING}` })));
  expect(answers).toEqual(SUBJECTS.map(() => null));
});

test('what a source prints above every article makes no reprints of them once it is known', () => {
  const index = createReprintIndex();
  const answers = SUBJECTS.map((text) => index.add(tell({ source: 'short-items', text: `${STANDING}\n${text}` })));
  expect(answers.slice(2)).toEqual(SUBJECTS.slice(2).map(() => null));
});

test('a reprint among standing text is found by what is its own', () => {
  const index = createReprintIndex();
  for (const text of SUBJECTS.slice(0, 4)) index.add(tell({ source: 'b', text: `${text}\n${STANDING}` }));
  const original = tell({ text: HARBOUR });
  index.add(original);
  const cut = paragraphs(HARBOUR).slice(0, 3).join('\n');
  expect(index.add(tell({ source: 'b', text: `${cut}\n${STANDING}` }))).toBe(original.id);
});

test('an article that comes again at its address is the same one, whatever was edited', () => {
  const first = tell({ address: 'https://a.example/harbour', text: '' });
  expect(
    second(first, tell({ address: 'https://a.example/harbour', headline: 'Now with another headline', text: HARBOUR })),
  ).toBe(first.id);
});

test('a page that changed its subject is another article though its address is the same', () => {
  const [first, next] = [SUBJECTS.slice(0, 4).join('\n'), SUBJECTS.slice(4).join('\n')];
  const address = 'https://a.example/live';
  expect(second(tell({ address, text: first }), tell({ address, text: next }))).toBeNull();
});

test('where there is no text, one headline at two outlets within a day and a half is a reprint, and not a week later', () => {
  const headline = 'Harbour of Port Elin closed after crane falls on ferry';
  const first = tell({ headline });
  expect(second(first, tell({ headline: headline.toUpperCase(), source: 'b', hours: 20 }))).toBe(first.id);
  expect(second(tell({ headline }), tell({ headline, source: 'b', hours: 24 * 7 }))).toBeNull();
});

test('a column with the same headline every day is new every day, and so is a short one', () => {
  const daily = 'What to watch on television tonight';
  expect(second(tell({ headline: daily }), tell({ headline: daily, hours: 24 }))).toBeNull();
  expect(
    second(tell({ headline: 'Morning briefing' }), tell({ headline: 'Morning briefing', source: 'b' })),
  ).toBeNull();
});

test('a reprint of a reprint is a reprint of the first', () => {
  const index = createReprintIndex();
  const original = tell({ text: HARBOUR });
  index.add(original);
  index.add(tell({ source: 'b', text: `${HARBOUR}\n${SUBJECTS[0]}` }));
  expect(index.add(tell({ source: 'c', text: `${HARBOUR}\n${SUBJECTS[0]}\n${SUBJECTS[1]}` }))).toBe(original.id);
});

test('after a restart the restored articles are known as before', () => {
  const [original, copy] = [tell({ text: HARBOUR }), tell({ source: 'b', text: HARBOUR })];
  const index = createReprintIndex();
  index.restore(original, null);
  index.restore(copy, original.id);
  expect(index.add(tell({ source: 'c', text: HARBOUR }))).toBe(original.id);
});

test('what is older than the window is forgotten, and what is younger is not', () => {
  const index = createReprintIndex();
  const [old, young] = [tell({ text: HARBOUR }), tell({ text: SUBJECTS.join('\n'), hours: 48 })];
  index.add(old);
  index.add(young);
  index.forgetBefore(new Date(START + 24 * HOUR_MS));
  expect(index.size).toBe(1);
  expect(index.add(tell({ source: 'b', text: HARBOUR, hours: 49 }))).toBeNull();
  expect(index.add(tell({ source: 'b', text: SUBJECTS.join('\n'), hours: 49 }))).toBe(young.id);
});
