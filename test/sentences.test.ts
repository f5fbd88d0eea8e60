import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { splitSentences } from '../src/text/sentences.ts';
import { countWords, foldWord, wordsOf } from '../src/text/words.ts';

interface HardCase {
  readonly name: string;
  readonly language?: string;
  /** The sentences joined by blanks when it is left out. */
  readonly text?: string;
  readonly sentences: readonly string[];
}

const HARD_CASES: readonly HardCase[] = JSON.parse(
  readFileSync(new URL('fixtures/sentences/hard-cases.json', import.meta.url), 'utf8'),
);

describe('sentences', () => {
  test.each(HARD_CASES)('$name', ({ language, text, sentences }) => {
    expect(splitSentences(text ?? sentences.join(' '), language ?? null)).toEqual(sentences);
  });

  test('a language nobody knows is split like any other', () => {
    expect(splitSentences('One is here. Two is there.', 'not a language')).toEqual(['One is here.', 'Two is there.']);
  });
});

describe('words', () => {
  test('are lower case, without punctuation, numbers whole', () => {
    expect(wordsOf('Port Alder’s 12,500 voters – 3.5% more – said: “No.”')).toEqual([
      'port',
      'alder',
      's',
      '12,500',
      'voters',
      '3.5',
      'more',
      'said',
      'no',
    ]);
  });

  test('of scripts without blanks are cut by a dictionary', () => {
    expect(wordsOf('大学今天宣布 AI 计划')).toEqual(['大学', '今天', '宣布', 'ai', '计划']);
  });

  test('keep the vowel signs that are letters of their script', () => {
    expect(wordsOf('नया पुल')).toEqual(['नया', 'पुल']);
  });

  test.each([
    ['MÜLLER', 'muller'],
    ['Łódź', 'lodz'],
    ['Straße', 'strasse'],
    ['مُحَمَّد', 'محمد'],
    ['पुल', 'पुल'],
  ])('%s folds to %s', (word, folded) => {
    expect(foldWord(word)).toBe(folded);
  });

  test('are counted as a reader would, whatever the script', () => {
    expect(countWords('The old bridge -- is shut')).toBe(6);
    expect(countWords('大桥昨天关闭了今天重开')).toBe(7);
  });
});
