import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createStoryIndex } from '../src/story/gather.ts';
import { hasNews, newFacts } from '../src/story/news.ts';
import type { Telling } from '../src/story/telling.ts';
import { stemWord } from '../src/text/stem.ts';

interface Told {
  readonly event: string;
  readonly headline: string;
  readonly text: string;
  readonly language?: string;
}

interface Strangers {
  readonly why: string;
  readonly language?: string;
  readonly articles: readonly { readonly headline: string; readonly text: string }[];
}

const HOUR_MS = 3_600_000;
const START = Date.UTC(2026, 0, 5, 8);
const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`fixtures/stories/${name}.json`, import.meta.url), 'utf8'));
const fixture = (name: string): readonly Told[] => read(name) as readonly Told[];
const strangers = read('strangers') as readonly Strangers[];

function tell(id: number, told: Partial<Told & { readonly source: string }>, hours = 0): Telling {
  const at = new Date(START + hours * HOUR_MS);
  return { id, address: null, source: `s${id}`, headline: '', text: '', language: 'en', at, ...told };
}

test.each(['headlines', 'snippets', 'inflected', 'retold'])(
  'the articles of one event, told as %s, become one story, and other events others',
  (name) => {
    const index = createStoryIndex();
    const told = fixture(name);
    const found = told.map((each, i) => index.add(tell(i + 1, each, i / 4), null).story);
    const events = told.map(({ event }) => event);
    expect(groups(found)).toEqual(groups(events));
  },
);

test('one word in common does not make one story of two headlines', () => {
  const index = createStoryIndex();
  index.add(tell(1, { headline: 'Bees return to the botanical garden after a lean winter' }), null);
  expect(index.add(tell(2, { headline: 'Garden festival in Brennik sells ninety thousand tickets' }), null).isNew).toBe(
    true,
  );
});

test.each(strangers)('short articles with no more in common than $why stay two stories', ({ articles, language }) => {
  const index = createStoryIndex();
  const told = articles.map((each, i) => index.add(tell(i + 1, { ...each, language: language ?? 'en' }), null));
  expect(told.map(({ isNew }) => isNew)).toEqual([true, true]);
});

test('a name that stands in much of what is read makes no two articles one story', () => {
  const pair = [
    { headline: 'Ferry line Nordkran opens a new pier', text: 'Nordkran says that the pier is for trucks alone.' },
    {
      headline: 'Nordkran ferry to be scrapped',
      text: 'The oldest ferry of Nordkran will be broken up for its steel.',
    },
  ];
  const [fresh, used] = [createStoryIndex(), createStoryIndex()];
  for (let id = 100; id < 500; id++) used.file(tell(id, { headline: `Nordkran ferry delayed ${word(id)}` }), null, id);
  const joins = [fresh, used].map((index) => {
    index.file(tell(1, { ...pair[0] }), null, 1);
    return index.find(tell(2, { ...pair[1] }), null).story;
  });
  expect(joins).toEqual([1, null]);
});

test('what a source prints with everything makes no two of its articles one story', () => {
  const index = createStoryIndex();
  const guests = [
    'Marlo Tindal',
    'Ines Obrecht',
    'Pavlo Serin',
    'Dora Quist',
    'Yann Tollemer',
    'Edda Brusk',
    'Kito Amari',
  ];
  const stories = guests.map((guest, i) => {
    const headline = `Supper Table, course ${i + 1}: ${guest}`;
    const text = `${guest} sits down at the Supper Table with Brom Hadley and Fitz Corran, who pour the gravy and crack the nuts.`;
    return index.add(tell(i + 1, { headline, text, source: 'podcast' }), null).story;
  });
  expect(new Set(stories).size).toBe(guests.length);
});

test('a great story does not draw in what is merely about its subject', () => {
  const [ward, vaccine] = fixture('outbreak');
  const index = createStoryIndex();
  index.file(tell(1, { ...ward }), null, 1);
  expect(index.find(tell(99, { ...vaccine }), null).story).toBe(1);
  for (let id = 2; id <= 20; id++) index.file(tell(id, { ...ward }), null, 1);
  expect(index.find(tell(99, { ...vaccine }), null).story).toBeNull();
});

test('a reprint goes to the story of its original, whatever its words', () => {
  const index = createStoryIndex();
  const first = index.add(tell(1, { headline: 'Harbour of Port Elin closed after crane falls on ferry' }), null);
  expect(first.isNew).toBe(true);
  expect(index.add(tell(2, { headline: 'Bees return to the botanical garden' }), 1)).toMatchObject({
    story: first.story,
    isNew: false,
  });
});

test('the same words a month later are another story', () => {
  const index = createStoryIndex();
  const headline = 'Storm closes the harbour of Port Elin';
  const winter = index.add(tell(1, { headline }), null).story;
  expect(index.add(tell(2, { headline }, 5), null).story).toBe(winter);
  expect(index.add(tell(3, { headline }, 24 * 30), null).story).not.toBe(winter);
});

test("looking for an article's place changes nothing; filing it under a story of the caller's does", () => {
  const index = createStoryIndex();
  const [first, next] = [
    tell(1, { headline: 'Storm closes the harbour of Port Elin' }),
    tell(2, { headline: 'Port Elin harbour closed by storm' }),
  ];
  expect(index.find(first, null)).toEqual({ story: null, likeness: 0 });
  expect(index.find(next, null).story).toBeNull();
  index.file(first, null, 700);
  expect(index.find(next, null).story).toBe(700);
  expect(index.size).toBe(1);
});

test("the headline is that of the article most like all the others, and never a reprint's", () => {
  const index = createStoryIndex();
  const headlines = [
    'Crane falls: a night at sea',
    'Crane falls on ferry in Port Elin harbour',
    'Ferry hit by crane in harbour of Port Elin',
    'Port Elin harbour closed after crane falls on ferry',
  ];
  headlines.forEach((headline, i) => {
    index.file(tell(i + 1, { headline }), null, 1);
  });
  index.file(tell(9, { headline: 'Port Elin crane falls on harbour ferry' }), 2, 1);
  expect(index.headlineOf(1)).not.toBe(1);
  expect(index.headlineOf(1)).not.toBe(9);
  expect(index.headlineOf(2)).toBeNull();
});

test('an article does not become the headline by being reprinted', () => {
  const index = createStoryIndex();
  const headlines = [
    'Mayor Prent: a night none of us will forget, when the crane came down',
    'Crane falls on ferry in Port Elin harbour',
    'Ferry hit by crane in harbour of Port Elin',
  ];
  headlines.forEach((headline, i) => {
    index.file(tell(i + 1, { headline }), null, 1);
  });
  for (let id = 10; id < 16; id++) index.file(tell(id, { headline: headlines[0] ?? '' }), 1, 1);
  expect([2, 3]).toContain(index.headlineOf(1));
});

test('stories last told before an instant are forgotten', () => {
  const index = createStoryIndex();
  index.add(tell(1, { headline: 'Storm closes the harbour of Port Elin' }), null);
  index.add(tell(2, { headline: 'Bees return to the botanical garden' }, 48), null);
  index.forgetBefore(new Date(START + 24 * HOUR_MS));
  expect(index.size).toBe(1);
  expect(index.headlineOf(1)).toBeNull();
});

test.each([
  ['en', 'elections', 'election'],
  ['en', 'arrested', 'arrests'],
  ['ru', 'правительства', 'правительством'],
  ['es', 'gobernador', 'gobernadora'],
  ['de', 'regierungen', 'regierung'],
])('inflected forms of a word count as one: %s %s, %s', (language, one, other) => {
  expect(stemWord(one, language)).toBe(stemWord(other, language));
});

test.each([
  ['en', 'crane', 'crash'],
  ['ru', 'поезд', 'поэты'],
  ['zh', '地震', '地铁'],
])('different words stay different: %s %s, %s', (language, one, other) => {
  expect(stemWord(one, language)).not.toBe(stemWord(other, language));
});

test.each([
  ['a new toll and a new name', 'At least 14 people were hurt, and the mayor, Ludo Prent, asked for help.', true],
  ['nothing but other words', 'Because of the falling crane the harbour in Port Elin could not open.', false],
  ['one name more in passing', 'The harbour in Port Elin was closed, said Mara.', false],
])('an article with %s has news: %s', (_, text, expected) => {
  const known = [
    tell(1, {
      headline: 'Harbour closed',
      text: 'The harbour of Port Elin was closed on Monday after a crane fell on a ferry.',
    }),
  ];
  expect(hasNews(known, tell(2, { headline: 'Harbour still closed', text }))).toBe(expected);
});

test('one new number is news when it stands in the headline', () => {
  const known = [tell(1, { headline: 'Two hurt in Port Elin', text: 'Two were hurt in Port Elin.' })];
  expect(hasNews(known, tell(2, { headline: '17 hurt in Port Elin', text: 'In Port Elin 17 were hurt.' }))).toBe(true);
});

test('what is new is named as it was written', () => {
  const known = [tell(1, { text: 'The pier in Port Elin is closed. A crane fell.' })];
  const next = tell(2, {
    text: 'The pier in Port Elin is closed until 12 March, said Ludo Prent. Engineers of NordKran look at 2,400 bolts.',
  });
  expect(newFacts(known, next)).toEqual(['12', '2,400', 'March', 'Ludo', 'Prent', 'NordKran']);
});

/** The same partition however its groups are named. */
function groups(labels: readonly (string | number)[]): readonly number[] {
  return labels.map((label) => labels.indexOf(label));
}

/** A word nobody else uses. */
function word(number: number): string {
  return `zq${number}x`;
}
