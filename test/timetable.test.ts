import { expect, test } from 'vitest';
import { readDays, readTimes } from '../src/schedule/timetable.ts';
import { nearestZones, readZone, suggestZones } from '../src/schedule/zones.ts';

test.each([
  ['8:00', ['08:00']],
  ['18:30, 08.00 8:00', ['08:00', '18:30']],
  ['6:30pm', ['18:30']],
  ['12am', ['00:00']],
  ['24:00', null],
  ['8', null],
  ['eight', null],
  ['08:60', null],
  ['', null],
])('the times %j are read as %j', (text, times) => {
  expect(readTimes(text)).toEqual(times);
});

test.each([
  ['daily', [1, 2, 3, 4, 5, 6, 7]],
  ['weekdays', [1, 2, 3, 4, 5]],
  ['Sat, Sunday', [6, 7]],
  ['fri-mon', [1, 5, 6, 7]],
  ['mon-fri, sun', [1, 2, 3, 4, 5, 7]],
  ['someday', null],
  ['mon-tue-wed', null],
])('the days %j are read as %j', (text, days) => {
  expect(readDays(text)).toEqual(days);
});

test('a zone is found whatever its case, and by an old name', () => {
  expect(readZone('europe/berlin')).toBe('Europe/Berlin');
  expect(readZone('America/New York')).toBe('America/New_York');
  expect(readZone('utc')).toBe('UTC');
  expect(readZone('Asia/Calcutta')).not.toBeNull();
  expect(readZone('Mars/Olympus')).toBeNull();
  expect(readZone('Berlin')).toBeNull();
});

test('what was typed so far finds the city first', () => {
  expect(suggestZones('berl')).toEqual(['Europe/Berlin']);
  expect(suggestZones('new y')[0]).toBe('America/New_York');
  expect(suggestZones('').length).toBe(25);
});

test('a zone that does not exist has nearest ones', () => {
  expect(nearestZones('Berlin', 3)).toContain('Europe/Berlin');
  expect(nearestZones('Europe/Belrin', 1)).toEqual(['Europe/Berlin']);
  expect(nearestZones('Amerika/New_York', 1)).toEqual(['America/New_York']);
});
