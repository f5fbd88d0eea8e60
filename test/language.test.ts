import { expect, test } from 'vitest';
import { languageOf, primaryLanguage } from '../src/text/language.ts';

test.each([
  ['en', 'The harbour board will vote on the new ferry terminal on Thursday.'],
  ['de', 'Der Hafenrat stimmt am Donnerstag über das neue Fährterminal ab.'],
  ['fr', 'Le conseil du port votera jeudi sur le nouveau terminal des ferries.'],
  ['ru', 'Совет порта проголосует в четверг за новый паромный терминал.'],
  ['ur', 'بندرگاہ کا بورڈ جمعرات کو نئے ٹرمینل پر ووٹ دے گا۔'],
  ['ja', '港湾委員会は木曜日に新しいターミナルについて採決する。'],
])('a sentence in %s is known by its words alone', (language, text) => {
  expect(languageOf(text)).toBe(language);
});

test.each(['', '12:45', '???', 'Bodi ya bandari itapiga kura siku ya Alhamisi'])(
  'nothing is claimed about "%s"',
  (text) => {
    expect(languageOf(text)).toBe('und');
  },
);

test('what the source says decides a text too short to tell', () => {
  expect(languageOf('Trump', 'fr-FR')).toBe('fr');
  expect(languageOf('2 : 1', 'de')).toBe('de');
});

test('what the source says decides between close relatives', () => {
  const danish = languageOf('Ny bro over havnen i Bergen', 'da');
  expect([danish, languageOf('Ny bro over havnen i Bergen', 'nb')]).toEqual(['da', 'no']);
});

test('a clear text overrules what the source says', () => {
  expect(languageOf('Der Hafenrat stimmt am Donnerstag über das neue Fährterminal ab.', 'en')).toBe('de');
});

test('a language the detector does not know is believed when the source names it', () => {
  expect(languageOf('Bodi ya bandari itapiga kura siku ya Alhamisi', 'sw')).toBe('sw');
});

test('tags and locales are reduced to the language', () => {
  expect(['pt_BR', 'zh-Hant-TW', 'NB', 'iw', 'und', '', 'english', null].map(primaryLanguage)).toEqual([
    'pt',
    'zh',
    'no',
    'he',
    null,
    null,
    null,
    null,
  ]);
});
