import { expect, test } from 'vitest';
import { EVERY_DAY, type QuietHours, type Schedule } from '../src/domain/subscription.ts';
import { firstOpen, quietUntil } from '../src/schedule/quiet-hours.ts';
import { dueAt, nextSlot } from '../src/schedule/slots.ts';
import { beginSlotLife, nameOf } from './support/slot-life.ts';
import { ZONES } from './support/zones.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const START = new Date('2025-12-31T12:00:00Z');
/** Of 2026 and 2027. */
const DAYS = 730;
const TIMES = ['00:00', '01:30', '02:00', '02:30'];
const QUIET: readonly QuietHours[] = [
  { from: '22:00', to: '07:00' },
  { from: '01:00', to: '02:30' },
  { from: '00:00', to: '02:00' },
  { from: '23:45', to: '02:30' },
];

function schedule(zone: string, time: string, quietHours: QuietHours | null = null): Schedule {
  return { timetable: { times: [time], days: EVERY_DAY, zone }, quietHours };
}

/** Each time by itself and with quiet hours that it lies in. */
function eachSchedule(zone: string): readonly Schedule[] {
  return TIMES.flatMap((time, i) => [schedule(zone, time), schedule(zone, time, QUIET[i])]);
}

const later = (at: Date, ms: number): Date => new Date(at.getTime() + ms);

test.each(ZONES)(
  '%s has one slot a local date through 2026 and 2027, whatever the clocks do, and none in quiet hours',
  (zone) => {
    for (const each of eachSchedule(zone)) {
      let slot = nextSlot(each, START);
      for (let day = 1; day <= DAYS; day++) {
        const next = nextSlot(each, slot.at);
        if (Date.parse(next.date) - Date.parse(slot.date) !== DAY_MS)
          throw new Error(`${JSON.stringify(each)}: after ${slot.date} comes ${next.date}`);
        if (each.quietHours !== null && quietUntil(each.quietHours, zone, next.at) !== null)
          throw new Error(`${JSON.stringify(each)}: ${next.at.toISOString()} is quiet`);
        slot = next;
      }
      expect(slot.date).toMatch(/^20(?:27-12-31|28-01-0\d)$/u);
    }
  },
);

/** Local days that are longer or shorter than others begin here. */
function changesOf(zone: string): readonly Date[] {
  const noon = schedule(zone, '12:00');
  const changes: Date[] = [];
  for (let slot = nextSlot(noon, START); changes.length < 8 && slot.date < '2028'; ) {
    const next = nextSlot(noon, slot.at);
    if (next.at.getTime() - slot.at.getTime() !== DAY_MS) changes.push(slot.at);
    slot = next;
  }
  return changes;
}

const CHANGES = ZONES.flatMap((zone) =>
  changesOf(zone).map((noon) => [zone, noon.toISOString().slice(0, 10), noon] as const),
);

test('the zones chosen change their clocks often enough to try', () => {
  expect(CHANGES.length).toBeGreaterThan(80);
});

test.each(CHANGES)(
  '%s: a process stopped around %s tells the latest slot it missed, once, and every later one',
  (zone, _, noon) => {
    for (const each of eachSchedule(zone)) {
      for (const [stopAt, hours] of [
        [10, 5],
        [13, 2],
        [14, 30],
        [6, 60],
      ] as const) {
        const life = beginSlotLife(each, later(noon, -3 * DAY_MS));
        const [stop, restart] = [later(noon, stopAt * HOUR_MS), later(noon, (stopAt + hours) * HOUR_MS)];
        while (life.next() < stop) life.tick(life.next());
        const before = life.told.length;
        const missed = slotsBetween(each, stop, later(firstOpen(each, restart), 1));
        life.tick(restart);
        while (life.next() < later(noon, 6 * DAY_MS)) life.tick(life.next());
        const names = life.told.slice(before).map(nameOf);
        const expected = [
          ...missed.slice(-1),
          ...slotsBetween(each, later(firstOpen(each, restart), 1), later(noon, 6 * DAY_MS)),
        ];
        expect(names, JSON.stringify([each, stop, restart])).toEqual(expected);
      }
    }
  },
);

/** The names of slots from an instant until before another; told one by one, they stand alone. */
function slotsBetween(each: Schedule, from: Date, to: Date): readonly string[] {
  const names: string[] = [];
  for (let slot = nextSlot(each, later(from, -1)); slot.at < to; slot = nextSlot(each, slot.at))
    names.push(nameOf(slot));
  return names;
}

test.each(ZONES)('%s: a clock that is set forward and back doubles no slot and loses none after it', (zone) => {
  for (const each of eachSchedule(zone)) {
    for (const hours of [1, 3, 24, 26, 24 * 400]) {
      const life = beginSlotLife(each, new Date('2026-10-20T12:00:00Z'));
      const wrong = new Date('2026-10-24T23:10:00Z');
      while (life.next() < wrong) life.tick(life.next());
      life.tick(later(wrong, hours * HOUR_MS));
      life.tick(later(wrong, hours * HOUR_MS + HOUR_MS));
      const right = later(wrong, 2 * HOUR_MS);
      life.tick(right);
      while (life.next() < new Date('2026-11-05T12:00:00Z')) life.tick(life.next());
      const names = life.told.map(nameOf);
      expect(new Set(names).size).toBe(names.length);
      for (const name of slotsBetween(each, later(right, 1), new Date('2026-11-05T00:00:00Z')))
        if (!names.includes(name))
          throw new Error(`${JSON.stringify(each)}, ${hours} h forward: ${name} was never told`);
    }
  }
});

test.each(ZONES)('%s: a clock that is set back by itself tells no slot twice', (zone) => {
  for (const each of eachSchedule(zone)) {
    const life = beginSlotLife(each, new Date('2026-03-20T12:00:00Z'));
    for (let day = 0; day < 14; day++) {
      const now = later(life.next(), 1000);
      life.tick(now);
      life.tick(later(now, -(day % 3) * 7 * HOUR_MS));
    }
    const dates = life.told.map(({ date }) => Date.parse(date));
    expect(dates.every((date, i) => i === 0 || date - (dates[i - 1] ?? 0) === DAY_MS)).toBe(true);
    expect(life.told.length).toBe(14);
    for (const slot of life.told) expect(slot.at).toEqual(dueAt(each, slot));
  }
});
