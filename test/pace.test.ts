import { describe, expect, test } from 'vitest';
import type { SourceId } from '../src/domain/ids.ts';
import { answered, failed } from '../src/ingest/fetch-outcome.ts';
import { firstPollAt, nextPoll, type Poll } from '../src/ingest/pace.ts';
import {
  DAY,
  fetched,
  fresh,
  HOUR,
  MINUTE,
  minutesUntilNext,
  NOON,
  PACE,
  read,
  source,
  unchanged,
} from './support/sources.ts';

describe('how long a source is left alone', () => {
  test('a source that gives no hint is asked every POLL_MINUTES', () => {
    expect(minutesUntilNext(source(), unchanged())).toBe(15);
    expect(minutesUntilNext(source(), unchanged(), { pollMinutes: 0.05 })).toBeCloseTo(0.05);
  });

  test.each([
    ['max-age is kept to', { cacheControl: 'public, max-age=3600' }, 60],
    ['max-age below POLL_MINUTES hurries nobody', { cacheControl: 'max-age=5' }, 15],
    ['max-age is believed up to a day', { cacheControl: 'max-age=31536000' }, 1440],
    [
      'Expires is counted from Date, whatever our own clock says',
      { expires: 'Sun, 01 Mar 2020 14:00:00 GMT', date: 'Sun, 01 Mar 2020 12:00:00 GMT' },
      120,
    ],
    ['Expires without Date is counted from now', { expires: 'Mon, 02 Mar 2026 13:00:00 GMT' }, 60],
    ['max-age goes before Expires', { cacheControl: 'max-age=1800', expires: 'Mon, 02 Mar 2026 20:00:00 GMT' }, 30],
    ['Age is taken off', { cacheControl: 'max-age=3600', age: '1200' }, 40],
    ['an Age that is no number is not', { cacheControl: 'max-age=3600', age: 'old' }, 60],
    ['no-store hurries nobody', { cacheControl: 'no-store, max-age=0' }, 15],
    ['no-cache leaves Expires out too', { cacheControl: 'no-cache', expires: 'Mon, 02 Mar 2026 20:00:00 GMT' }, 15],
    ['max-age=0 hurries nobody', { cacheControl: 'max-age=0' }, 15],
    ['an Expires that is no date says nothing', { expires: '0' }, 15],
    ['an old-fashioned date is read', { expires: 'Monday, 02-Mar-26 13:00:00 GMT' }, 60],
  ])('%s', (_, headers, minutes) => {
    expect(minutesUntilNext(source(), fresh(headers))).toBeCloseTo(minutes, 6);
  });

  test('ttl raises the interval, never lowers it, and is believed up to a day', () => {
    const withTtl = (ttlMinutes: number) => read({ hints: { ...source().hints, ttlMinutes } });
    expect([1, 60, 999_999].map((ttl) => minutesUntilNext(source(), withTtl(ttl)))).toEqual([15, 60, 1440]);
  });

  test('a ttl goes on counting when the next answer is 304', () => {
    const { source: after } = nextPoll(source(), read({ hints: { ...source().hints, ttlMinutes: 60 } }), NOON, PACE);
    expect(minutesUntilNext(after, unchanged())).toBe(60);
  });

  test('a stated update period counts until the source has shown its own', () => {
    const hints = { ...source().hints, updateMinutes: 60 };
    expect(minutesUntilNext(source(), read({ hints }))).toBe(60);
    const lively = source({ cadence: { minutes: 20, lastNewAt: new Date(NOON.getTime() - 20 * MINUTE) } });
    expect(minutesUntilNext(lively, read({ hints, newEntries: 1 }))).toBe(15);
  });

  test('hours and days the feed wants off are kept free', () => {
    const noon = { ...source().hints, skipHours: [12, 13] };
    expect(nextPoll(source({ id: 0 as SourceId }), read({ hints: noon }), NOON, PACE).source.nextPollAt).toEqual(
      new Date('2026-03-02T14:15:00Z'),
    );
    const monday = { ...source().hints, skipDays: [1] };
    expect(nextPoll(source({ id: 0 as SourceId }), read({ hints: monday }), NOON, PACE).source.nextPollAt).toEqual(
      new Date('2026-03-03T00:15:00Z'),
    );
  });

  test('a feed that wants every hour off is asked as usual', () => {
    const hints = { ...source().hints, skipHours: Array.from({ length: 24 }, (_, hour) => hour) };
    expect(minutesUntilNext(source(), read({ hints }))).toBe(15);
  });
});

describe('a source is asked as often as it publishes', () => {
  test('one that tells something every hour is asked every POLL_MINUTES', () => {
    expect(minutesUntilNext(source({ cadence: { minutes: 60, lastNewAt: NOON } }), read({ newEntries: 1 }))).toBe(15);
  });

  test('one that tells something once a day is asked a few times a day', () => {
    const daily = source({ cadence: { minutes: 1440, lastNewAt: new Date(NOON.getTime() - DAY) } });
    expect(minutesUntilNext(daily, read({ newEntries: 1 }))).toBe(180);
  });

  test('one that sleeps for months is asked twice a day', () => {
    expect(
      minutesUntilNext(
        source({ cadence: { minutes: null, lastNewAt: new Date(NOON.getTime() - 90 * DAY) } }),
        unchanged(),
      ),
    ).toBe(720);
  });

  test('what the first poll brings says nothing about cadence', () => {
    const { source: after } = nextPoll(source(), read({ newEntries: 50 }), NOON, PACE);
    expect(after.cadence).toEqual({ minutes: null, lastNewAt: NOON });
  });

  test('three entries in an hour are one every twenty minutes', () => {
    const known = source({ cadence: { minutes: null, lastNewAt: new Date(NOON.getTime() - HOUR) } });
    expect(nextPoll(known, read({ newEntries: 3 }), NOON, PACE).source.cadence.minutes).toBe(20);
  });
});

describe('validators', () => {
  const old = { etag: '"old"', lastModified: 'Sun, 01 Mar 2026 00:00:00 GMT' };

  test('a body that was read brings its own, or none', () => {
    const fresh = { etag: 'W/"new"', lastModified: null };
    expect(
      nextPoll(source({ validators: old }), read({ fetched: fetched({ validators: fresh }) }), NOON, PACE).source
        .validators,
    ).toEqual(fresh);
    expect(
      nextPoll(source({ validators: old }), { kind: 'same', fetched: fetched() }, NOON, PACE).source.validators,
    ).toEqual({ etag: null, lastModified: null });
  });

  test('a 304 renews what it carries and keeps the rest', () => {
    const poll = unchanged({ validators: { etag: '"new"', lastModified: null } });
    expect(nextPoll(source({ validators: old }), poll, NOON, PACE).source.validators).toEqual({
      ...old,
      etag: '"new"',
    });
  });

  test.each<[string, Poll]>([
    ['a body that is no feed', { kind: 'unreadable', sentence: 'It is no feed.' }],
    ['an answer cut short', failed('reset', [])],
    ['a 404', answered(404, null, [])],
    ['a 500', answered(500, null, [])],
  ])('%s leaves them, and the hash of the last body, as they were', (_, poll) => {
    const { source: after } = nextPoll(source({ validators: old, bodyHash: 'a1' }), poll, NOON, PACE);
    expect(after).toMatchObject({ validators: old, bodyHash: 'a1' });
  });
});

describe('sources do not march in step', () => {
  const many = Array.from({ length: 1000 }, (_, index) => (index + 1) as SourceId);

  test('a thousand sources added together are first asked over a minute', () => {
    expect(busiestSecond(many.map((id) => firstPollAt(id, NOON, PACE)))).toBeLessThan(25);
  });

  test('a thousand polled together drift apart', () => {
    const next = many.map((id) => nextPoll(source({ id }), unchanged(), NOON, PACE).source.nextPollAt);
    expect(busiestSecond(next)).toBeLessThan(20);
    for (const at of next) expect(at.getTime() - NOON.getTime()).toBeGreaterThanOrEqual(15 * MINUTE);
    for (const at of next) expect(at.getTime() - NOON.getTime()).toBeLessThanOrEqual(16.5 * MINUTE);
  });

  test('a source keeps its place', () => {
    const [first, second] = [1, 2].map(() => nextPoll(source(), unchanged(), NOON, PACE).source.nextPollAt);
    expect(first).toEqual(second);
  });

  function busiestSecond(instants: readonly Date[]): number {
    const counts = Map.groupBy(instants, (at) => Math.floor(at.getTime() / 1000));
    return Math.max(...[...counts.values()].map((each) => each.length));
  }
});
