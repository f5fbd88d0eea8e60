import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { isBoilerplate, stripCredit, stripDateline, stripPlace } from '../src/summary/clean.ts';
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
  ['Port Calder – Die alte Brücke der Stadt ist eingestürzt.', 'Die alte Brücke der Stadt ist eingestürzt.'],
  ['Calder, 5 mai — Le vieux pont de la ville est tombé.', 'Le vieux pont de la ville est tombé.'],
  ['کراچی: شہر کا پرانا پل پیر کی صبح گر گیا۔', 'شہر کا پرانا پل پیر کی صبح گر گیا۔'],
  ['Ruiz – die Bürgermeisterin – nannte es ein Unglück.', 'Ruiz – die Bürgermeisterin – nannte es ein Unglück.'],
  ['Ruiz – Chefin der Bahn – nannte es ein Unglück.', 'Ruiz – Chefin der Bahn – nannte es ein Unglück.'],
  ['The bridge – Calder’s oldest – fell down on Monday.', 'The bridge – Calder’s oldest – fell down on Monday.'],
])('a text that begins "%s" is told without the place it was filed from', (sentence, told) => {
  expect(stripPlace(sentence)).toBe(told);
});

test.each([
  ['Die Brücke ist gesperrt. (dpa/AFP)', 'Die Brücke ist gesperrt.'],
  ['The bridge is closed. – Reuters', 'The bridge is closed.'],
  ['The agency (Reuters) was told.', 'The agency (Reuters) was told.'],
])('of "%s" the agency behind it is not told', (sentence, told) => {
  expect(stripCredit(sentence)).toBe(told);
});

test('of words that somebody said in two parts neither is told without who said them', () => {
  const text = [
    'The council met about the bridge of Calder on Monday evening.',
    '“We closed the bridge of Calder in time,” said the engineer Lena Marsh. “The bridge of Calder was about to fall.”',
    '“Nobody was hurt on the bridge of Calder. The ferry was empty,” she added.',
  ].join('\n');
  const { sentences } = summarize([{ title: 'Bridge of Calder was about to fall', text }], 'en', {
    ...BUDGET,
    words: 24,
  });
  const told = sentences.map(({ text: sentence }) => sentence);
  expect(told).not.toContain('“Nobody was hurt on the bridge of Calder.');
  const second = told.indexOf('“The bridge of Calder was about to fall.”');
  if (second >= 0) expect(told[second - 1]).toContain('said the engineer');
});

describe('a toll that rose', () => {
  const FIRST = {
    title: 'Ferry accident kills four in Port Ellis',
    text: 'A ferry hit a pier in Port Ellis on Monday morning, killing four people and injuring 20. The harbour was closed. Rescue teams searched the water for survivors.',
    at: new Date('2031-03-03T08:00:00Z'),
  };
  const LATER = {
    title: 'Toll of the Port Ellis ferry accident rises to nine',
    text: 'The ferry that hit a pier in Port Ellis on Monday killed nine people and injured 31, the coast guard said. Divers found five bodies in the car deck.',
    at: new Date('2031-03-03T15:00:00Z'),
  };

  test.each([
    ['first', [FIRST, LATER]],
    ['last', [LATER, FIRST]],
  ])('is told as the later article has it, with the earlier one given %s', (_, articles) => {
    const { text } = summarize(articles, 'en', BUDGET);
    expect(text).toMatch(/^The ferry that hit a pier in Port Ellis on Monday killed nine people/u);
    expect(text).not.toContain('killing four');
  });

  test('is told as it was where nothing later is known', () => {
    expect(summarize([FIRST], 'en', BUDGET).text).toContain('killing four');
  });
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
