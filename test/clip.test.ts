import { expect, test } from 'vitest';
import { clip, clipAtWord } from '../src/text/clip.ts';

const TWO = 'The council of Port Alder voted on Monday to close the old bridge. Work on a new one starts in spring.';

test('a text that fits stays as it is', () => {
  expect(clip(TWO, TWO.length)).toBe(TWO);
  expect(clip('', 10)).toBe('');
});

test('a text ends with its last whole sentence that fits', () => {
  expect(clip(TWO, 90)).toBe('The council of Port Alder voted on Monday to close the old bridge.');
  expect(clip('He met the U.S. envoy in Oslo. Later he flew home to Lima with her.', 50)).toBe(
    'He met the U.S. envoy in Oslo.',
  );
});

test('line breaks between sentences stay', () => {
  expect(clip('The first line is told here.\n\nThe second line is told too.\nThe third is left out of it.', 62)).toBe(
    'The first line is told here.\n\nThe second line is told too.',
  );
});

test('a cut inside a sentence falls between words and shows', () => {
  expect(clip(TWO, 40)).toBe('The council of Port Alder voted on…');
  expect(clip('The mayor, a former pilot, resigned', 12)).toBe('The mayor…');
});

test('a short first sentence does not swallow the room', () => {
  expect(clip('Why? The harbour froze over for the first time in sixty years this week.', 40)).toBe(
    'Why? The harbour froze over for the…',
  );
});

test('a text without blanks is cut between letters', () => {
  expect(clip('北京大学今天宣布明年春天开设新的海洋研究学院并招收学生', 12)).toBe('北京大学今天宣布明年春…');
});

test.each([
  ['👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 13],
  ['e\u0301e\u0301e\u0301e\u0301', 4],
  ['नमस्तेदुनियानमस्ते', 7],
  ['🇺🇦🇺🇦🇺🇦', 6],
])('no letter of %s is torn', (text, max) => {
  const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });
  const letters = (from: string) => Array.from(graphemes.segment(from), ({ segment }) => segment);
  const kept = letters(clip(text, max).replace('…', ''));
  expect(clip(text, max).length).toBeLessThanOrEqual(max);
  expect(kept).toEqual(letters(text).slice(0, kept.length));
});

test('no clip is longer than asked, whatever the size', () => {
  const text = 'Ein Wort, zwei “Wörter” 🙂 – und (noch) eins. 東京 U.S. Then more… and more.';
  for (let max = 0; max <= text.length; max += 1) expect(clip(text, max).length).toBeLessThanOrEqual(max);
});

test('a headline ends with a word and an ellipsis, never with its first sentence', () => {
  expect(clipAtWord(TWO, 90)).toBe(
    'The council of Port Alder voted on Monday to close the old bridge. Work on a new one…',
  );
  expect(clipAtWord(TWO, TWO.length)).toBe(TWO);
});

test('of a headline that is one endless letter something is left, for a link hangs on it', () => {
  expect(clipAtWord(`e${'\u0301'.repeat(400)}`, 10)).toBe(`e${'\u0301'.repeat(8)}…`);
  expect(clipAtWord('👩\u200d'.repeat(100), 6)).toBe('👩\u200d👩…');
});
