import { expect, test } from 'vitest';
import { tagsOf } from '../src/topic/tags.ts';

function tags(title: string, text: string, language: string | null = 'en'): readonly string[] {
  return tagsOf({ title, text, language });
}

test('an article is tagged with the places and organisations it is about, those of the title first', () => {
  const text =
    "Moscow's envoy will meet his American counterpart in Geneva. Russia asked the UN Security Council for a session, Moscow said.";
  expect(tags('Ukraine: Russia to talk', text)).toEqual(['Russia', 'Ukraine', 'Moscow', 'Geneva', 'United Nations']);
});

test('names are told from the words they look like', () => {
  expect(tags('How to roast a turkey', 'Let us ask who can carve the turkey in the un-heated kitchen.')).toEqual([]);
  expect(tags('Turkey votes', 'The U.N. and the WHO sent people.')).toEqual([
    'Turkey',
    'United Nations',
    'World Health Organization',
  ]);
});

test.each([
  [
    'de',
    'Gipfel in Brüssel',
    'Deutschland und Großbritannien reden mit den Vereinten Nationen.',
    ['Brussels', 'Germany', 'United Kingdom', 'United Nations'],
  ],
  ['ru', 'ООН обсудит Украину', 'В Москве ждут ответа США.', ['United Nations', 'Ukraine', 'Moscow', 'United States']],
  ['ur', 'اقوام متحدہ کا اجلاس', 'پاکستان نے یوکرین پر بات کی۔', ['United Nations', 'Pakistan', 'Ukraine']],
  ['ar', 'الأمم المتحدة تجتمع', 'ناقشت مصر والوفد الوضع في غزة.', ['United Nations', 'Egypt', 'Gaza']],
])('a known name has one tag in every language: %s', (language, title, text, expected) => {
  expect(tags(title, text, language)).toEqual(expected);
});

test('the United States are tagged when named, not when US stands before another word', () => {
  expect(tags('US, Norway envoys meet', 'A US official spoke.')).toEqual(['Norway']);
  expect(tags('Envoys meet', 'The U.S. and Norway spoke.')).toEqual(['United States', 'Norway']);
});

test('a person is a tag when the story keeps coming back to them, and not when named once', () => {
  const text =
    'The court heard President Maria Holm on Monday. Holm denied all of it, and the lawyer Jan Berg read a letter. Later Holm left.';
  expect(tags('Court hears leader', text)).toEqual(['Maria Holm']);
});

test('a country named once far down is background', () => {
  const filler = 'The committee went through the plan line by line. '.repeat(20);
  expect(tags('Committee meets', `${filler}A guest came from Norway.`)).toEqual([]);
  expect(tags('Committee meets', `${filler}A guest came from Norway. Norway has no such plan.`)).toEqual(['Norway']);
});

test('there are six tags at most, and none for an empty text', () => {
  const many = 'France, Germany, Italy, Spain, Portugal, Greece, Poland and Hungary agreed.';
  expect(tags('Eight agree', many)).toHaveLength(6);
  expect(tags('', '')).toEqual([]);
});
