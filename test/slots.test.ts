import { expect, test } from 'vitest';
import { EVERY_DAY, type QuietHours, type Schedule } from '../src/domain/subscription.ts';
import { followingSlot, waitingSlot } from '../src/schedule/due.ts';
import { quietUntil } from '../src/schedule/quiet-hours.ts';
import { latestSlot, nextSlot, nextSlots } from '../src/schedule/slots.ts';

const at = (time: string, zone: string, quietHours: QuietHours | null = null): Schedule => ({
  timetable: { times: [time], days: EVERY_DAY, zone },
  quietHours,
});
const iso = (slot: { at: Date }): string => slot.at.toISOString();

test('a slot comes at its local time, and the next one a day later on the same clock', () => {
  const berlin = at('08:00', 'Europe/Berlin');
  const first = nextSlot(berlin, new Date('2026-11-22T10:00:00Z'));
  expect(first).toEqual({ at: new Date('2026-11-23T07:00:00Z'), date: '2026-11-23', time: '08:00' });
  expect(iso(nextSlot(berlin, first.at))).toBe('2026-11-24T07:00:00.000Z');
});

test.each([
  [
    'a time the clock skips comes later by the gap',
    'America/New_York',
    '02:30',
    '2026-03-08T05:00:00Z',
    '2026-03-08T07:30:00.000Z',
  ],
  [
    'of an hour that comes twice the first counts',
    'America/New_York',
    '01:30',
    '2026-11-01T04:00:00Z',
    '2026-11-01T05:30:00.000Z',
  ],
  [
    'midnight that does not exist in Cairo is told at one',
    'Africa/Cairo',
    '00:00',
    '2026-04-23T12:00:00Z',
    '2026-04-23T22:00:00.000Z',
  ],
  [
    'half an hour of daylight saving on Lord Howe',
    'Australia/Lord_Howe',
    '02:15',
    '2026-10-03T14:00:00Z',
    '2026-10-03T15:45:00.000Z',
  ],
  [
    'a zone off by three quarters of an hour',
    'Asia/Kathmandu',
    '08:00',
    '2026-03-27T00:00:00Z',
    '2026-03-27T02:15:00.000Z',
  ],
  ['a date that Apia skipped has no slot', 'Pacific/Apia', '08:00', '2011-12-29T19:00:00Z', '2011-12-30T18:00:00.000Z'],
])('%s', (_, zone, time, after, expected) => {
  expect(iso(nextSlot(at(time, zone), new Date(after)))).toBe(expected);
});

test('only the days that were ordered have slots', () => {
  const timetable = { times: ['09:00', '18:00'], days: [6, 7], zone: 'UTC' } as const;
  const weekend = { timetable, quietHours: null };
  expect(nextSlot(weekend, new Date('2026-11-22T12:00:00Z'))).toMatchObject({ date: '2026-11-22', time: '18:00' });
  expect(nextSlot(weekend, new Date('2026-11-22T18:00:00Z'))).toMatchObject({ date: '2026-11-28', time: '09:00' });
});

test('of several slots missed in a downtime the latest is told', () => {
  const morning = at('08:00', 'UTC');
  const missed = nextSlot(morning, new Date('2026-11-18T12:00:00Z'));
  expect(latestSlot(morning, missed, new Date('2026-11-22T12:00:00Z'))).toMatchObject({ date: '2026-11-22' });
  expect(latestSlot(morning, missed, missed.at)).toEqual(missed);
});

const NIGHT: QuietHours = { from: '22:00', to: '07:00' };

test.each([
  ['outside of them a slot comes at its time', '08:00', NIGHT, '2026-11-22T08:00:00.000Z'],
  ['the first minute is within', '22:00', NIGHT, '2026-11-22T07:00:00.000Z'],
  ['before midnight it waits for the next morning', '23:30', NIGHT, '2026-11-22T07:00:00.000Z'],
  ['after midnight for the same', '06:59', NIGHT, '2026-11-22T07:00:00.000Z'],
  ['the end is not within', '07:00', NIGHT, '2026-11-22T07:00:00.000Z'],
  ['hours within one day', '12:15', { from: '12:00', to: '14:00' }, '2026-11-22T14:00:00.000Z'],
])('quiet hours: %s', (_, time, quietHours, expected) => {
  const slot = nextSlot(at(time, 'UTC', quietHours), new Date('2026-11-22T00:00:00Z'));
  expect(slot).toMatchObject({ at: new Date(expected), time });
});

test('a slot put off by quiet hours keeps its date and its time', () => {
  const slot = nextSlot(at('23:30', 'UTC', NIGHT), new Date('2026-11-22T12:00:00Z'));
  expect(slot).toEqual({ at: new Date('2026-11-23T07:00:00Z'), date: '2026-11-22', time: '23:30' });
});

test('several slots that end up at one instant are one digest', () => {
  const timetable = { times: ['00:00', '03:00', '06:00', '18:00'], days: EVERY_DAY, zone: 'UTC' };
  const slots = nextSlots({ timetable, quietHours: NIGHT }, new Date('2026-11-22T08:00:00Z'), 3);
  expect(slots.map(iso)).toEqual(['2026-11-22T18:00:00.000Z', '2026-11-23T07:00:00.000Z', '2026-11-23T18:00:00.000Z']);
  expect(slots[1]).toMatchObject({ date: '2026-11-23', time: '06:00' });
});

test.each([
  ['an end that the clock skips comes later by the gap', '2026-03-08T06:30:00Z', '02:30', '2026-03-08T07:30:00.000Z'],
  ['of an end that comes twice the first counts', '2026-11-01T05:15:00Z', '01:30', '2026-11-01T05:30:00.000Z'],
  ['an hour that comes twice is quiet twice', '2026-11-01T06:15:00Z', '01:30', '2026-11-01T06:30:00.000Z'],
])('quiet hours in New York: %s', (_, now, to, expected) => {
  expect(quietUntil({ from: '00:00', to }, 'America/New_York', new Date(now))?.toISOString()).toBe(expected);
});

test('a slot missed until quiet hours began waits for their end, and is late from the time it was for', () => {
  const evening = at('20:00', 'UTC', NIGHT);
  const stored = nextSlot(evening, new Date('2026-11-20T12:00:00Z'));
  const waiting = waitingSlot(evening, stored, new Date('2026-11-21T23:00:00Z'));
  expect(waiting).toEqual({ at: new Date('2026-11-22T07:00:00Z'), date: '2026-11-21', time: '20:00' });
  const told = latestSlot(evening, waiting ?? stored, new Date('2026-11-22T07:00:00Z'));
  expect(told).toEqual({ at: new Date('2026-11-21T20:00:00Z'), date: '2026-11-21', time: '20:00' });
});

test('other times count at once, but one that was due already stays owed and one that was told does not come again', () => {
  const [before, after] = [at('08:00', 'UTC'), at('09:00', 'UTC')];
  const stored = nextSlot(before, new Date('2026-11-22T00:00:00Z'));
  expect(followingSlot(before, after, stored, [], new Date('2026-11-22T07:00:00Z'))).toMatchObject({
    date: '2026-11-22',
    time: '09:00',
  });
  expect(followingSlot(before, after, stored, [], new Date('2026-11-22T08:00:01Z'))).toMatchObject({ time: '08:00' });
  const west = at('08:00', 'America/New_York');
  const tomorrow = nextSlot(before, stored.at);
  expect(followingSlot(before, west, tomorrow, [stored], new Date('2026-11-22T09:00:00Z'))).toMatchObject({
    at: new Date('2026-11-23T13:00:00Z'),
    date: '2026-11-23',
  });
});
