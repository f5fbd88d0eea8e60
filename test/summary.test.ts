import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { isBoilerplate, stripDateline } from '../src/summary/clean.ts';
import { summarize, type Told } from '../src/summary/extractive.ts';
import { leansBack } from '../src/summary/leaning.ts';
import { countWords } from '../src/text/words.ts';

interface StoryFixture {
  readonly name: string;
  readonly language: string;
  readonly articles: readonly Told[];
}

const BUDGET = { sentences: 3, words: 60 };
const STORIES: readonly StoryFixture[] = JSON.parse(
  readFileSync(new URL('fixtures/summaries/stories.json', import.meta.url), 'utf8'),
);
const TOLD: Readonly<Record<string, readonly string[]>> = JSON.parse(
  readFileSync(new URL('fixtures/summaries/told.json', import.meta.url), 'utf8'),
);

describe.each(STORIES)('$name', ({ name, language, articles }) => {
  const { sentences, text } = summarize(articles, language, BUDGET);

  test('is told as people have read and approved it', () => {
    expect(sentences.map((sentence) => sentence.text)).toEqual(TOLD[name]);
    expect(text).toBe(TOLD[name]?.join(' '));
  });

  test('is told in its own words, in their order and within the budget', () => {
    const places = sentences.map(
      ({ text: told, article }) => article * 10_000 + (articles[article]?.text.indexOf(told) ?? Number.NaN),
    );
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(sentences.every(({ text: told, article }) => articles[article]?.text.includes(told))).toBe(true);
    expect(countWords(text)).toBeLessThanOrEqual(70);
  });

  test('has no sentence that leans on one left out', () => {
    for (const [at, sentence] of sentences.entries()) {
      const before = sentences[at - 1];
      const source = articles[sentence.article]?.text ?? '';
      const isBeside =
        before !== undefined &&
        source
          .slice(source.indexOf(before.text) + before.text.length)
          .trimStart()
          .startsWith(sentence.text);
      expect(!leansBack(sentence.text, language) || isBeside, sentence.text).toBe(true);
    }
  });
});

const LONG = Array.from({ length: 75 }, (_, at) => `word${at}`).join(' ');

test.each([
  ['no article', []],
  ['an empty text', [{ title: 'A headline', text: '' }]],
  ['white space and signs', [{ title: '', text: ' \n … — \n ' }]],
])('of %s there is nothing to tell', (_, articles) => {
  expect(summarize(articles, null, BUDGET).sentences.filter(({ text }) => /\p{L}/u.test(text))).toEqual([]);
});

test('half a character or a language nobody knows does not stop it', () => {
  expect(
    summarize([{ title: '\ud800', text: 'A bridge \udc00 fell. Nobody was hurt there.' }], 'xx-not', BUDGET).text,
  ).toContain('Nobody was hurt');
});

test('only a first sentence may be longer than the budget, and then it stands alone', () => {
  const { sentences } = summarize([{ title: '', text: `The ${LONG} end. And ${LONG} more.` }], 'en', BUDGET);
  expect(sentences.map(({ text }) => text)).toEqual([`The ${LONG} end.`]);
});

test('a sentence that is too long is left for one that fits', () => {
  const { text } = summarize(
    [{ title: '', text: `The ${LONG} end. The bridge of Calder was closed on Monday.` }],
    'en',
    BUDGET,
  );
  expect(text).toBe('The bridge of Calder was closed on Monday.');
});

test('the budget is kept when it is small', () => {
  const { sentences, text } = summarize(STORIES[0]?.articles ?? [], 'en', { sentences: 1, words: 30 });
  expect(sentences).toHaveLength(1);
  expect(countWords(text)).toBeLessThanOrEqual(35);
});

test('two papers with the same sentence are told once', () => {
  const text = 'The old bridge of Calder was closed on Monday because of cracks in two piers.';
  const { sentences } = summarize(
    [
      { title: '', text },
      { title: '', text: `${text} The ferry of the town runs all night now.` },
    ],
    'en',
    BUDGET,
  );
  expect(sentences.filter((sentence) => sentence.text === text)).toHaveLength(1);
});

test.each([
  ['WASHINGTON (AP) — The old bridge of the town fell down.', 'The old bridge of the town fell down.'],
  ['(CNN)The old bridge of the town fell down.', 'The old bridge of the town fell down.'],
  [
    'Karachi, Feb 1 (APP - 1st Feb, 2022 ) : The old bridge of the town fell down.',
    'The old bridge of the town fell down.',
  ],
  [
    'Crowds in Lille on Sunday (Photo: AFP) The old bridge of the town fell down.',
    'The old bridge of the town fell down.',
  ],
  [
    'The mayor (a former pilot) said the bridge of the town fell down.',
    'The mayor (a former pilot) said the bridge of the town fell down.',
  ],
  [
    'Ruiz — the mayor of the town — said the bridge fell down.',
    'Ruiz — the mayor of the town — said the bridge fell down.',
  ],
])('of "%s" the text is told', (sentence, told) => {
  expect(stripDateline(sentence)).toBe(told);
});

test.each([
  'Read more: Ten bridges',
  'Sign up for our newsletter.',
  'Mara Osei contributed to this report.',
  'Baca juga: Jembatan',
])('"%s" is never told', (line) => {
  expect(isBoilerplate(line)).toBe(true);
});

test.each([
  ['en', 'The two left at night.', true],
  ['en', '“They are gone,” said Mara.', true],
  ['en', 'Theatres are open again.', false],
  ['de', 'Dennoch bleibt die Brücke zu.', true],
  ['fr', 'Elle est fermée.', true],
  ['vi', 'Tuy nhiên, cây cầu vẫn đóng.', true],
  ['ur', 'انہوں نے کہا۔', true],
  ['zh', '但渡轮很小。', true],
  ['sw', 'Hata hivyo, daraja limefungwa.', false],
])('in %s, "%s" leans on the sentence before it: %s', (language, sentence, leans) => {
  expect(leansBack(sentence, language)).toBe(leans);
});

test.each(['a', 'A.', '"', '(', '1,', '[a](', '<a ', 'a@b.', '大学。', 'He. '])(
  'a text of nothing but "%s" is done with in a moment',
  (piece) => {
    const text = piece.repeat(60_000);
    expect(() => summarize([{ title: piece.repeat(500), text }], null, BUDGET)).not.toThrow();
  },
);

test('the signs of a list are not told', () => {
  const text = 'The bridge of Calder was closed on Monday.\n- The ferry runs all night.\n• It is free until January.';
  expect(summarize([{ title: '', text }], 'en', BUDGET).text).not.toMatch(/[-•]/u);
});
