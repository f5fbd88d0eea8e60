import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { SECTIONS } from '../src/domain/section.ts';
import { nearestSection, sectionsOf, type Unsorted } from '../src/topic/sections.ts';

interface Case {
  readonly language: string;
  readonly title: string;
  readonly text: string;
  readonly sections: readonly string[];
}
const cases = JSON.parse(readFileSync('test/fixtures/topics/sections.json', 'utf8')) as readonly Case[];

const NOTHING_SAID: Unsorted = { title: 'Untitled', text: '', language: 'en', categories: [], folder: null };

function namesOf(about: Partial<Unsorted>): readonly string[] {
  return sectionsOf({ ...NOTHING_SAID, ...about }).map(({ section }) => section);
}

describe('the sections of an article', () => {
  test.each(cases)('$language: $title', ({ language, title, text, sections }) => {
    const found = namesOf({ language, title, text });
    expect(found.slice(0, Math.max(1, sections.length))).toEqual(sections);
  });

  test.each([
    ['World news', ['World']],
    ['News/Sport/Football', ['Sport']],
    ['Science & Environment', ['Science', 'Environment']],
    ['Film & TV', ['Culture']],
    ['UK politics', ['Politics']],
    ['Wirtschaft', ['Business']],
    ['Économie', ['Business']],
    ['Деньги', ['Business']],
    ['کھیل', ['Sport']],
    ['ثقافة وفن', ['Culture']],
    ['國際', ['World']],
    ['Top stories', []],
    ['Jane Doe', []],
    ['Everything you must know of the war today', []],
  ])('a feed that files it under %s is believed', (category, sections) => {
    expect(namesOf({ categories: [category] }).toSorted()).toEqual(sections.toSorted());
  });

  test('the newsroom has the first word, and what the text says comes after', () => {
    const match = { title: 'Striker scores twice', text: 'The team won the match; the coach praised his players.' };
    expect(namesOf({ ...match, categories: ['Business'] })).toEqual(['Business', 'Sport']);
    expect(namesOf({ ...match, folder: 'World' })[0]).toBe('Sport');
    expect(namesOf({ folder: 'World' })).toEqual(['World']);
  });

  test('a newsroom and a text that agree are surer than either', () => {
    const match = { ...NOTHING_SAID, title: 'Striker scores twice', text: 'The team won the match.' };
    const alone = sectionsOf(match)[0];
    const agreed = sectionsOf({ ...match, categories: ['Football'] })[0];
    expect(agreed?.section).toBe('Sport');
    expect(agreed?.score).toBeGreaterThan(Math.max(0.95, alone?.score ?? 1));
  });

  test('scores fall from the first section to the last, between 0 and 1, three at most', () => {
    const categories = ['Politics', 'Business', 'Health', 'Sport', 'Culture'];
    const scores = sectionsOf({ ...NOTHING_SAID, categories }).map(({ score }) => score);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    expect(scores.every((score) => score > 0 && score <= 1)).toBe(true);
    expect(scores).toHaveLength(3);
  });
});

describe('the section someone may have meant', () => {
  test.each([
    ['sports', 'Sport'],
    ['Buisness', 'Business'],
    ['polit', 'Politics'],
    ['labor', 'Labour'],
    ['enviroment', 'Environment'],
    ['Wissenschaft', 'Science'],
    ['Спорт', 'Sport'],
    ['سیاست', 'Politics'],
    ['xyzzy plugh', null],
    ['a', null],
    ['', null],
  ])('%s: %s', (typed, section) => {
    expect(nearestSection(typed)).toBe(section);
  });

  test('is itself for each of our own names', () => {
    expect(SECTIONS.map((section) => nearestSection(section.toUpperCase()))).toEqual(SECTIONS);
  });
});
