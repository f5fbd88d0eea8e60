import { expect, test } from 'vitest';
import { correctionIn, withdrawalIn } from '../src/story/amendments.ts';
import { replacedIn } from '../src/story/replaced.ts';

const HEADLINE = 'Bridge at Lindmoor opens in spring';
const TEXT =
  'The new bridge at Lindmoor opens in March, mayor Ida Kessel said. It cost 14 million crowns and carries 800 lorries a day.';

function worded(text: string, headline = HEADLINE, language: string | null = 'en') {
  return { headline, text, language };
}

test.each([
  ['en', 'Correction: The bridge cost 12 million crowns, not 14 million.', /^The bridge cost 12 million crowns/u],
  ['en', 'An earlier version of this article gave a wrong name. The mayor is Ida Kessler.', /Ida Kessler\.$/u],
  ['en', 'Correction, March 3: The mayor is Ida Kessler.', /^The mayor is Ida Kessler\.$/u],
  ['en', '(Corrects cost of the bridge in paragraph 2)', /^\(Corrects cost/u],
  ['en', 'Correction\nThe bridge cost 12 million crowns.', /^The bridge cost 12 million/u],
  ['en', 'This story has been corrected to say that the bridge cost 12 million crowns.', /^This story/u],
  ['de', 'Korrektur: Die Brücke kostet zwölf Millionen Kronen.', /^Die Brücke kostet/u],
  ['de', 'In einer früheren Version dieses Artikels hieß es, die Brücke koste 14 Millionen.', /früheren Version/u],
  ['fr', 'Rectificatif : le pont a coûté 12 millions de couronnes.', /^Le pont a coûté/u],
  ['fr', 'Une version précédente de cet article donnait un autre prix.', /version précédente/u],
  ['es', 'Corrección: el puente costó 12 millones de coronas.', /^El puente costó/u],
  ['es', 'Una versión anterior de esta noticia daba otro precio.', /versión anterior/u],
  ['ru', 'Исправление: мост стоил 12 миллионов крон.', /^Мост стоил/u],
  ['ru', 'В более ранней версии материала была указана другая цена.', /более ранней/u],
  ['ar', 'تصحيح: بلغت كلفة الجسر 12 مليون كرون.', /^بلغت كلفة/u],
  ['ar', 'ورد خطأ في نسخة سابقة من هذا المقال بشأن كلفة الجسر.', /نسخة سابقة/u],
])('in %s an article says that it was corrected: %s', (language, note, said) => {
  for (const told of [language, null])
    expect(correctionIn(worded(TEXT), worded(`${TEXT}\n${note}`, HEADLINE, told))?.join(' ')).toMatch(said);
  // Its publisher said so before.
  expect(correctionIn(worded(`${TEXT}\n${note}`), worded(`${TEXT}\n${note}\nMore.`, HEADLINE, language))).toBeNull();
});

test('a headline marked as agencies mark a corrected text is a correction', () => {
  expect(correctionIn(worded(TEXT), worded(TEXT, 'CORRECTED-Bridge at Lindmoor opens in May'))).toEqual([
    'Bridge at Lindmoor opens in May',
  ]);
  expect(correctionIn(worded(TEXT), worded(TEXT, 'KORREKTUR: Brücke öffnet im Mai'))).toEqual(['Brücke öffnet im Mai']);
});

test.each([
  ['The House of Correction: a museum opens', TEXT],
  ['Correction-minded editors meet in Lindmoor', TEXT],
  [HEADLINE, `${TEXT}\nAn earlier version of this bill failed in June.`],
  [HEADLINE, `${TEXT}\nThe market saw a correction of nine percent.`],
])('is no correction: %s', (headline, text) => {
  expect(correctionIn(worded(TEXT), worded(text, headline))).toBeNull();
});

test.each([
  ['en', HEADLINE, 'This article has been removed because it did not meet our standards.'],
  ['en', 'Article removed', 'We have retracted this story. Its source could not be verified.'],
  ['en', 'WITHDRAWN: Bridge at Lindmoor opens in spring', 'The agency advises that the bridge does not open.'],
  ['en', 'KILL - Bridge at Lindmoor', ''],
  ['en', 'This story has been retracted', ''],
  ['de', HEADLINE, 'Dieser Artikel wurde zurückgezogen. Wir prüfen die Angaben.'],
  ['fr', HEADLINE, 'Cet article a été retiré.'],
  ['es', HEADLINE, 'Esta noticia ha sido eliminada por un error.'],
  ['ru', HEADLINE, 'Материал удалён по решению редакции.'],
  ['ar', HEADLINE, 'تم حذف هذا المقال لعدم دقته.'],
])('in %s an article was withdrawn: %s, %s', (language, headline, text) => {
  expect(withdrawalIn(worded(text, headline, language))).toBe(text === '' ? headline : text);
});

test.each([
  ['Kill Bill: Volume 1 returns to the screen', TEXT],
  ['Withdrawn horse delays the race', TEXT],
  [HEADLINE, TEXT],
  [HEADLINE, `${TEXT} ${TEXT} ${TEXT} ${TEXT}\nThis article has been removed from the exhibition.`],
  [HEADLINE, 'The company said on Monday that after long talks this story was withdrawn from its site.'],
])('was not withdrawn: %s', (headline, text) => {
  expect(withdrawalIn(worded(text, headline))).toBeNull();
});

test.each([
  ['a name', 'Ida Kessel', 'Ida Kessler', 'Kessel', 'Kessler'],
  ['a smaller number', '14 million', '12 million', '14', '12'],
  ['a share', '800 lorries', '8.5 % of all lorries', '', ''],
])('%s in the head of an article is replaced', (_, was, is, gone, come) => {
  const replaced = replacedIn(worded(TEXT), worded(TEXT.replace(was, is)));
  expect(replaced).toEqual(gone === '' ? null : { sentence: expect.stringContaining(come), was: gone, is: come });
});

test.each([
  ['a count that grew', '800 lorries', '850 lorries'],
  ['a sentence more', 'a day.', 'a day. Ida Kessel cut the ribbon with 40 children.'],
  ['a word that is no name', 'carries', 'bears'],
  ['another weekday', 'in March', 'on Tuesday'],
])('%s is no correction', (_, was, is) => {
  expect(replacedIn(worded(TEXT), worded(TEXT.replace(was, is)))).toBeNull();
});

test.each([
  [
    'an hour',
    'en',
    'At 14:55 the mayor of Lindmoor opened the bridge, and ferries blew their horns.',
    '14:55',
    '15:05',
  ],
  ['a weekday', 'fr', 'La maire de Lindmoor a dit Lundi que le pont ouvrira.', 'Lundi', 'Mardi'],
  ['a noun in German', 'de', 'Am Mittag hat der Mann in Lindmoor die Brücke geöffnet.', 'Mann', 'Täter'],
])('%s in the place of another is no correction', (_, language, text, was, is) => {
  expect(replacedIn(worded(text), worded(text.replace(was, is), HEADLINE, language))).toBeNull();
});

test('words of a headline where all have capitals are no names', () => {
  const [before, after] = [worded(TEXT, 'Bridge At Lindmoor Opens'), worded(TEXT, 'Bridge At Lindmoor Closes')];
  expect(replacedIn(before, after)).toBeNull();
});

test('a count that is told as one that goes on is no correction, whichever way it goes', () => {
  const before = worded('So far 40 of the 900 ballot boxes are counted in Lindmoor, the clerk said.');
  expect(replacedIn(before, worded(before.text.replace('40', '35')))).toBeNull();
});

test('what is told elsewhere in the article as before was not replaced', () => {
  const before = worded(`${TEXT}\nThe 14 million came from the county.`);
  expect(replacedIn(before, worded(before.text.replace('14 million', '12 million')))).toBeNull();
});
