import { expect, test } from 'vitest';
import { EVERY_DAY } from '../src/domain/subscription.ts';
import { latestSlot, nextSlot } from '../src/schedule/slots.ts';

const at = (time: string, zone: string) => ({ times: [time], days: EVERY_DAY, zone });
const DAY_MS = 86_400_000;
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
  const weekend = { times: ['09:00', '18:00'], days: [6, 7], zone: 'UTC' } as const;
  expect(nextSlot(weekend, new Date('2026-11-22T12:00:00Z'))).toMatchObject({ date: '2026-11-22', time: '18:00' });
  expect(nextSlot(weekend, new Date('2026-11-22T18:00:00Z'))).toMatchObject({ date: '2026-11-28', time: '09:00' });
});

const ZONES = [
  'UTC',
  'America/New_York',
  'America/Chicago',
  'America/Denver',
  'America/Los_Angeles',
  'America/Phoenix',
  'America/Anchorage',
  'America/Halifax',
  'America/St_Johns',
  'America/Havana',
  'America/Sao_Paulo',
  'America/Santiago',
  'America/Asuncion',
  'America/Nuuk',
  'America/Caracas',
  'Atlantic/Azores',
  'Europe/London',
  'Europe/Dublin',
  'Europe/Berlin',
  'Europe/Athens',
  'Europe/Chisinau',
  'Europe/Moscow',
  'Africa/Cairo',
  'Africa/Casablanca',
  'Africa/Lagos',
  'Asia/Beirut',
  'Asia/Jerusalem',
  'Asia/Tehran',
  'Asia/Karachi',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Asia/Yangon',
  'Asia/Tokyo',
  'Australia/Adelaide',
  'Australia/Sydney',
  'Australia/Lord_Howe',
  'Australia/Eucla',
  'Pacific/Auckland',
  'Pacific/Chatham',
  'Pacific/Apia',
  'Pacific/Kiritimati',
  'Antarctica/Troll',
];

test.each(ZONES)('%s has one slot a local date through 2026 and 2027, whatever the clocks do', (zone) => {
  for (const time of ['00:00', '01:30', '02:00', '02:30']) {
    let slot = nextSlot(at(time, zone), new Date('2025-12-31T12:00:00Z'));
    for (let day = 1; day <= 731; day++) {
      const next = nextSlot(at(time, zone), slot.at);
      if (Date.parse(next.date) - Date.parse(slot.date) !== DAY_MS)
        throw new Error(`${time} after ${slot.date}: ${next.date}`);
      slot = next;
    }
    expect(slot.date).toMatch(/^2028-01-0\d$/u);
  }
});

test('of several slots missed in a downtime the latest is told', () => {
  const morning = at('08:00', 'UTC');
  const missed = nextSlot(morning, new Date('2026-11-18T12:00:00Z'));
  expect(latestSlot(morning, missed, new Date('2026-11-22T12:00:00Z'))).toMatchObject({ date: '2026-11-22' });
  expect(latestSlot(morning, missed, missed.at)).toEqual(missed);
});
