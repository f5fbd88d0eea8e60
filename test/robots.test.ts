import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { answered, failed } from '../src/ingest/fetch-outcome.ts';
import { isAllowed, readRobots, robotsFrom } from '../src/ingest/robots.ts';

function fixture(name: string): string {
  return readFileSync(new URL(`fixtures/robots/${name}`, import.meta.url), 'utf8');
}

describe('a site that names us', () => {
  const robots = readRobots(fixture('news-site.txt'));
  const { allowed, refused } = JSON.parse(fixture('news-site.json'));

  test.each<string>(allowed)('%s may be fetched', (path) => {
    expect(isAllowed(robots, 'Broadsheet', path)).toBe(true);
  });

  test.each<string>(refused)('%s may not', (path) => {
    expect(isAllowed(robots, 'Broadsheet', path)).toBe(false);
  });

  test('who is not named keeps to the rules for everybody', () => {
    expect(isAllowed(robots, 'Stranger', '/news/a')).toBe(false);
    expect(isAllowed(robots, 'Stranger', '/robots.txt')).toBe(true);
  });
});

test.each([
  ['an empty file allows all', '', '/a', true],
  ['rules before any name are nobody’s', 'Disallow: /\nUser-agent: *\nDisallow: /b', '/a', true],
  ['old line ends and a byte order mark are read', '\ufeffUser-agent: *\rDisallow: /a', '/a', false],
  ['a name that only begins like ours is another’s', 'User-agent: Broad\nDisallow: /', '/a', true],
  [
    'the longest rule counts, wherever it stands',
    'User-agent: *\nAllow: /a/b\nDisallow: /a\nDisallow: /a/b/c',
    '/a/b/d',
    true,
  ],
  ['a star in the middle stands for anything', 'User-agent: *\nDisallow: /a/*/c', '/a/x/y/c/d', false],
  ['stars that must not overlap do not', 'User-agent: *\nDisallow: /ab*ba$', '/aba', true],
  ['a dollar inside is a dollar', 'User-agent: *\nDisallow: /a$b', '/a$b', false],
  ['an empty Disallow allows all', 'User-agent: Broadsheet\nDisallow:\nUser-agent: *\nDisallow: /', '/a', true],
])('%s', (_, text, path, expected) => {
  expect(isAllowed(readRobots(text), 'broadsheet', path)).toBe(expected);
});

test('a pattern made to be slow is not', () => {
  const robots = readRobots(`User-agent: *\nDisallow: /${'a*'.repeat(5000)}b$`);
  expect(isAllowed(robots, 'Broadsheet', `/${'a'.repeat(20_000)}`)).toBe(true);
});

test('no robots.txt allows all; a server in trouble allows nothing for now', () => {
  const verdict = (outcome: Parameters<typeof robotsFrom>[0]) => isAllowed(robotsFrom(outcome), 'Broadsheet', '/a');
  expect([401, 403, 404, 410].map((status) => verdict(answered(status, null, [])))).toEqual([true, true, true, true]);
  expect([429, 500, 503].map((status) => verdict(answered(status, null, [])))).toEqual([false, false, false]);
  expect(verdict(failed('timeout', []))).toBe(false);
});
