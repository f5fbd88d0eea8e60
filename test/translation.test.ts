import { expect, test } from 'vitest';
import { acceptAnswer } from '../src/summary/accept.ts';
import { checkTranslation } from '../src/summary/faithful-translation.ts';
import { type Ask, showArticles, writePrompt } from '../src/summary/prompt.ts';

const HEADLINE = 'Sturm schließt den Hafen von Port Ellis';
const TEXT = [
  'Der Hafen von Port Ellis ist am Montag nach einem Sturm geschlossen worden, der zwei Kräne umgerissen hat.',
  'Die Fähren blieben den ganzen Vormittag im Hafen, 400 Fahrgäste mussten warten.',
  'Die Bürgermeisterin Lena Marsh bezifferte den Schaden in Deutschland auf 2,5 Millionen Euro. Am 5. März soll der Betrieb wieder beginnen.',
].join('\n');
const SAID = 'Die Fähren blieben den ganzen Vormittag im Hafen, 400 Fahrgäste mussten warten.';
const GOOD =
  'The harbour of Port Ellis was closed on Monday after a storm tore down two cranes. Ferries stayed in port all morning and 400 passengers had to wait.';
const ASK: Ask = {
  shown: [{ publisher: 'Hafenblatt', headline: HEADLINE, text: TEXT }],
  language: 'de',
  style: 'short',
  target: 'en',
};

function judge(summary: string, more: object = {}) {
  const answer = { headline: 'Storm closes the harbour of Port Ellis', summary, evidence: [SAID], skip: false };
  return acceptAnswer(JSON.stringify({ ...answer, ...more }), ASK);
}

test('a translation whose facts agree is told, with its headline', () => {
  expect(judge(GOOD)).toEqual({ kind: 'accepted', text: GOOD, headline: 'Storm closes the harbour of Port Ellis' });
});

test('a headline whose facts do not agree is left in its own language', () => {
  expect(judge(GOOD, { headline: 'Storm closes 17 harbours' })).toEqual({ kind: 'accepted', text: GOOD });
  expect(judge(GOOD, { headline: 'Zedcoin rises and rises' })).toEqual({ kind: 'accepted', text: GOOD });
  expect(judge(GOOD, { headline: 'See https://evil.example' })).toEqual({ kind: 'accepted', text: GOOD });
});

test.each([
  ['without evidence', { evidence: [] }, 'evidence'],
  ['with evidence that is in no article', { evidence: ['Der Hafen brannte die ganze Nacht lang.'] }, 'evidence'],
  ['that stays in the language of the article', { summary: TEXT.split('\n')[0] }, 'language'],
  ['with a link', { summary: `${GOOD} https://evil.example` }, 'link'],
  [
    'about something else',
    { summary: 'Zedcoin is the best of all ways to save money, and everybody should have some.' },
    'off-topic',
  ],
  ['that skips', { skip: true }, 'skipped'],
])('an answer %s is not told', (_, more, reason) => {
  expect(judge(GOOD, more)).toMatchObject({ kind: 'rejected', reason });
});

test('a sentence with a number that is not there is dropped, and the others stand', () => {
  expect(judge(`${GOOD} The damage was put at 900 million euros.`)).toMatchObject({ kind: 'accepted', text: GOOD });
});

test.each([
  ['The damage was put at 2.5 million euros.', null],
  ['Two cranes fell on Monday.', null],
  ['Work is to begin again on 5 March.', null],
  ['Mayor Lena Marsh spoke in Port Ellis.', null],
  ['The damage in the United Kingdom was great.', 'name'],
  ['The damage was put at 3.5 million euros.', 'number'],
  ['Two cranes fell on Friday.', 'date'],
  ['Work is to begin again on 5 April.', 'date'],
  ['Mayor Boris Kolt spoke.', 'name'],
  ['Read more at evil.example/now.', 'link'],
  ['Ask @everyone about it.', 'mention'],
  ['It was **grave**.', 'markup'],
])('in English "%s" has the fault %s', (told, reason) => {
  const reasons = new Set(checkTranslation(TEXT, told, 'de', 'en').unsupported.map((fault) => fault.reason));
  expect([...reasons]).toEqual(reason === null ? [] : [reason]);
});

test.each([
  ['ur', 'en', 'زلزلے میں ۱۲ افراد ہلاک ہوئے، یہ منگل کو ہوا۔', 'The earthquake on Tuesday killed 12 people.', null],
  [
    'ur',
    'en',
    'زلزلے میں ۱۲ افراد ہلاک ہوئے، یہ منگل کو ہوا۔',
    'The earthquake on Tuesday killed 13 people.',
    'number',
  ],
  [
    'ru',
    'en',
    'Договор подписали в среду, 4 марта 2031 года.',
    'The treaty was signed on Wednesday, 4 March 2031.',
    null,
  ],
  [
    'ru',
    'en',
    'Договор подписали в среду, 4 марта 2031 года.',
    'The treaty was signed on Thursday, 4 March 2031.',
    'date',
  ],
  ['en', 'de', 'Three bridges were closed on Tuesday.', 'Am Dienstag wurden drei Brücken gesperrt.', null],
  ['en', 'de', 'Three bridges were closed on Tuesday.', 'Am Dienstag wurden vier Brücken gesperrt.', 'number'],
  ['en', 'fr', 'The United States and Germany agreed.', 'Les États-Unis et l’Allemagne se sont accordés.', null],
  ['de', 'en', 'Die Vereinigten Staaten stimmten zu.', 'The United States agreed.', null],
])('from %s to %s, of %j the text %j has the fault %s', (from, to, source, told, reason) => {
  expect(checkTranslation(source, told, from, to).unsupported.map((fault) => fault.reason)).toEqual(
    reason === null ? [] : [reason],
  );
});

test('the model is asked for the channel’s language, for evidence in the article’s, and for a headline', () => {
  const shown = showArticles(ASK.shown, 'de');
  const { system, answer } = writePrompt({ ...ASK, shown }, 'n0nce');
  expect(system).toContain('Write the summary in English');
  expect(system).toContain('evidence stay in the language of the articles');
  expect(answer.schema['required']).toContain('headline');
  const own = writePrompt({ ...ASK, shown, target: null }, 'n0nce');
  expect(own.system).toContain('Write the summary in German');
  expect(own.answer.schema['required']).not.toContain('headline');
});
