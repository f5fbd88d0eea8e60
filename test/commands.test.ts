import { expect, test } from 'vitest';
import { COMMANDS } from '../commands/index.ts';
import { findByLine, readArguments, sayChosen, writeArgument } from '../src/domain/line.ts';
import en from '../src/phrases/en.json' with { type: 'json' };

test('every command and option is described by a phrase that fits both platforms', () => {
  for (const { about, options } of COMMANDS) {
    for (const key of [about, ...Object.values(options).map((option) => option.about)]) {
      const phrase = (en as Record<string, unknown>)[key];
      expect(phrase, key).toBeTypeOf('string');
      expect(String(phrase).length, key).toBeLessThanOrEqual(100);
    }
  }
});

test('names are the platforms’ own, and none is taken twice', () => {
  const telegram = COMMANDS.flatMap((told) => told.telegram);
  const discord = COMMANDS.flatMap(({ discord }) =>
    discord === null ? [] : [`${discord.group} ${discord.verb ?? ''}`],
  );
  for (const name of telegram) expect(name).toMatch(/^[a-z0-9_]{1,32}( [a-z]+)?$/u);
  for (const name of discord) expect(name).toMatch(/^[a-z-]{1,32} [a-z-]{0,32}$/u);
  expect(new Set(telegram).size).toBe(telegram.length);
  expect(new Set(discord).size).toBe(discord.length);
});

const SUBSCRIBE = {
  topics: { kind: 'text', required: false, about: '' },
  time: { kind: 'time', required: false, about: '' },
  zone: { kind: 'zone', required: false, about: '' },
  days: { kind: 'days', required: false, about: '' },
} as const;

test.each([
  [
    'ukraine AND (russia OR moscow) 08:00 Europe/Berlin weekdays',
    { topics: 'ukraine AND (russia OR moscow)', time: '08:00', zone: 'Europe/Berlin', days: 'weekdays' },
  ],
  ['7:30', { topics: null, time: '7:30', zone: null, days: null }],
  ['Technology, climate', { topics: 'Technology, climate', time: null, zone: null, days: null }],
  ['UTC sat,sun World', { topics: 'World', time: null, zone: 'UTC', days: 'sat,sun' }],
  ['', { topics: null, time: null, zone: null, days: null }],
])('the words of %j go to the options they look like', (line, given) => {
  expect(readArguments(SUBSCRIBE, line)).toEqual(given);
});

test.each([
  ['topics="heat pump, World" 08:00', 'heat pump, World'],
  [`08:00 ${writeArgument('topics', '"heat pump" OR a\\b\nWorld')}`, '"heat pump" OR a\\b\nWorld'],
  [`08:00 ${sayChosen('topics={}', ['World', 'solar power'])}`, 'World,solar power'],
])('what is named and quoted in %j stays one argument', (line, topics) => {
  expect(readArguments(SUBSCRIBE, line)).toEqual({ topics, time: '08:00', zone: null, days: null });
});

test.each([
  ['3 days', { until: '3days', number: null }],
  ['2 1 week', { until: '1week', number: '2' }],
  ['2', { until: null, number: '2' }],
])('the days at the end of %j are no number of a digest', (line, given) => {
  const options = {
    until: { kind: 'until', required: false, about: 'option.until' },
    number: { kind: 'number', required: false, about: 'option.number' },
  } as const;
  expect(readArguments(options, line)).toEqual(given);
});

test('a choice that stands behind no name is said as it is', () => {
  expect(sayChosen('topic remove {}', ['climate law'])).toBe('topic remove climate law');
});

test('a line keeps its words as they were written behind the name and the verb', () => {
  const told = findByLine(COMMANDS, 'Topic  add climate "a  b"');
  expect(told?.told.telegram).toEqual(['topic add']);
  expect(told?.words.trim()).toBe('climate "a  b"');
  expect(findByLine(COMMANDS, 'topic climate law')?.words).toBe('climate law');
});
