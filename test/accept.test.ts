import { describe, expect, test } from 'vitest';
import { acceptAnswer } from '../src/summary/accept.ts';
import { readAnswer } from '../src/summary/answer.ts';
import { type Ask, showArticles, writePrompt } from '../src/summary/prompt.ts';
import { countWords } from '../src/text/words.ts';

const HEADLINE = 'Storm closes the harbour of Port Ellis';
const TEXT = [
  'The harbour of Port Ellis was closed on Monday after a storm tore down two cranes.',
  'Ferries stayed in port for the whole of the morning, the harbour office said. About 400 passengers had to wait.',
  'The mayor, Lena Marsh, called the damage “the worst in thirty years”. The first boats are expected to sail again on Tuesday.',
].join('\n');
const GROUND: Ask = {
  shown: [{ publisher: 'Quay Times', headline: HEADLINE, text: TEXT }],
  language: 'en',
  style: 'short',
  target: null,
};
const GOOD =
  'A storm tore down two cranes and closed the harbour of Port Ellis on Monday. Ferries stayed in port all morning and about 400 passengers had to wait.';

function judge(summary: string, more: object = {}) {
  return acceptAnswer(JSON.stringify({ summary, evidence: [], skip: false, ...more }), GROUND);
}

test('a summary that its article bears out is told as it is', () => {
  expect(judge(GOOD)).toEqual({ kind: 'accepted', text: GOOD });
});

test.each([
  ['fenced', `\`\`\`json\n${JSON.stringify({ summary: GOOD })}\n\`\`\``],
  ['behind a preamble', `Sure! Here's a summary of the article:\n\n${JSON.stringify({ summary: GOOD, skip: false })}`],
  ['behind thinking aloud', `<think>{"summary": "no"}</think>\n${JSON.stringify({ summary: GOOD })}`],
  ['behind thinking whose beginning was lost', `They want a summary.</think>${JSON.stringify({ summary: GOOD })}`],
  ['as plain text', GOOD],
  ['as plain text behind a preamble', `Here is the summary:\n\n${GOOD}`],
  ['with line breaks', JSON.stringify({ summary: GOOD.replace('. ', '.\n\n') })],
  ['with letters nobody sees', JSON.stringify({ summary: GOOD.replace('storm', 'st\u200bo\u00adrm') })],
])('an answer %s is read', (_, answer) => {
  expect(acceptAnswer(answer, GROUND)).toEqual({ kind: 'accepted', text: GOOD });
});

test.each([
  ['unreadable', ''],
  ['unreadable', '<think>I wonder'],
  ['unreadable', '{"summary": "The harbour of Port'],
  ['skipped', '{"summary": "", "evidence": [], "skip": true}'],
  ['empty', '{"summary": "", "evidence": [], "skip": false}'],
  ['off-topic', "I'm sorry, but I can't help with that."],
  ['too-short', 'Storm closes harbour.'],
  ['too-long', 'The harbour of Port Ellis was closed on Monday. '.repeat(40)],
  [
    'language',
    'Der Hafen von Port Ellis wurde am Montag nach einem Sturm geschlossen, weil zwei Kräne umgestürzt sind.',
  ],
  ['number', 'A storm closed the harbour of Port Ellis, and 900 passengers had to wait.'],
  ['name', 'A storm closed the harbour of Port Ellis, said Gregor Falk of the Baltic Lloyd.'],
  ['link', `${GOOD} See www.evil.example.`],
  ['mention', `${GOOD} @everyone`],
  ['markup', `${GOOD} **Now**`],
])('an answer is refused as %s: %s', (reason, answer) => {
  expect(acceptAnswer(answer, GROUND)).toMatchObject({ kind: 'rejected', reason });
});

test('evidence that is not in the articles refuses the summary, however it is spaced and quoted when it is', () => {
  const found = '"the  worst in\nthirty years". The first boats are expected to sail again on Tuesday';
  expect(judge(GOOD, { evidence: [found] }).kind).toBe('accepted');
  expect(judge(GOOD, { evidence: ['The harbour master resigned in the evening.'] })).toMatchObject({
    kind: 'rejected',
    reason: 'evidence',
    detail: 'The harbour master resigned in the evening.',
  });
});

test('a sentence that the article does not bear out is dropped, and the one that leans on it', () => {
  expect(judge(`${GOOD} President Zorbo Quux paid 7 million dollars.`)).toEqual({ kind: 'accepted', text: GOOD });
  const leaning = `${GOOD} President Zorbo Quux paid 7 million dollars. He called the damage the worst in thirty years.`;
  expect(judge(leaning)).toEqual({ kind: 'accepted', text: GOOD });
});

test('when most of it is not borne out, nothing of it is told', () => {
  const mostlyWrong = `Zorbo Quux resigned on 31 February 2099. Gotham City lost 9,876,543 dollars. ${HEADLINE}.`;
  expect(judge(mostlyWrong).kind).toBe('rejected');
});

test('a long summary ends with a sentence in time', () => {
  const sentences = TEXT.replaceAll('\n', ' ');
  const told = judge(`${sentences} ${sentences}`);
  expect(told.kind).toBe('accepted');
  const text = told.kind === 'accepted' ? told.text : '';
  expect(countWords(text)).toBeLessThanOrEqual(80);
  expect(sentences.startsWith(text)).toBe(true);
  expect(text).toMatch(/\.$/u);
});

test('what is no object with a summary is read as nothing', () => {
  for (const answer of ['[1, 2]', '{"text": "x"}', '{"summary": 7}', '{']) expect(readAnswer(answer)).toBeNull();
});

describe('the prompt', () => {
  const words = (count: number): string =>
    Array.from({ length: count / 10 }, (_, at) => `This is sentence ${at} of a rather long text here.`).join(' ');

  test('holds at most about 1,200 words of articles, cut at a sentence', () => {
    const one = showArticles([{ publisher: 'A', headline: 'B', text: words(3000) }], 'en');
    const [{ text } = { text: '' }] = one;
    expect(countWords(text)).toBe(1200);
    expect(text).toMatch(/here\.$/u);
    const three = showArticles(
      Array.from({ length: 3 }, () => ({ publisher: 'A', headline: 'B', text: words(3000) })),
      'en',
    );
    expect(three.map((each) => countWords(each.text))).toEqual([400, 400, 400]);
  });

  test('is not written of a text with nothing to leave out', () => {
    expect(showArticles([{ publisher: 'A', headline: 'B', text: 'The ferry is late again.' }], 'en')).toEqual([]);
  });

  test('names publishers and asks for disagreements where there are several articles', () => {
    const two = ['Quay Times', 'Meridian Wire'].map((publisher) => ({ publisher, headline: HEADLINE, text: TEXT }));
    const { system, user } = writePrompt({ shown: two, language: 'de', style: 'short', target: null }, 'n0nce');
    expect(system).toContain('in German');
    expect(system).toContain('disagree');
    expect(user).toContain('[n0nce article 2 of 2, published by Meridian Wire]');
    expect(user.lastIndexOf('n0nce')).toBeGreaterThan(user.lastIndexOf('sail again'));
  });

  test('keeps the joiners of Urdu and the letters of every script', () => {
    const urdu = 'بندرگاہ کو پیر کے روز طوفان کے بعد بند کر دیا گیا۔ '.repeat(6).trim();
    const joined = `${urdu} می\u200cخواهم`;
    expect(showArticles([{ publisher: 'پیام', headline: 'طوفان', text: joined }], 'ur')[0]?.text).toBe(joined);
  });
});
