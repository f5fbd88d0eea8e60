import { describe, expect, test } from 'vitest';
import type { SourceId } from '../src/domain/ids.ts';
import type { Source } from '../src/domain/source.ts';
import { answered, type Fetched, failed, type Redirect, type Unchanged } from '../src/ingest/fetch-outcome.ts';
import { firstPollAt, newCourse, nextPoll, type Poll, reviveSource } from '../src/ingest/pace.ts';
import { readRetryAfter } from '../src/ingest/retry-after.ts';

const NOW = new Date('2026-03-02T12:00:00Z'); // a Monday
const PACE = { pollMinutes: 15 };
const ADDRESS = 'https://example.com/feed';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

function source(changes: Partial<Source> = {}): Source {
  const identity = { id: 7 as SourceId, title: null, home: null, section: null, language: null };
  return { ...identity, ...newCourse(ADDRESS, NOW), ...changes };
}

function unchanged(changes: Partial<Unchanged> = {}): Unchanged {
  const freshness = { cacheControl: null, expires: null, date: null, age: null };
  return {
    kind: 'unchanged',
    status: 304,
    url: ADDRESS,
    redirects: [],
    validators: { etag: null, lastModified: null },
    freshness,
    ...changes,
  };
}

function fetched(changes: Partial<Fetched> = {}): Fetched {
  return { ...unchanged(), status: 200, contentType: null, bytes: new Uint8Array(), ...changes, kind: 'fetched' };
}

function read(changes: Partial<Extract<Poll, { kind: 'read' }>> = {}): Poll {
  return { kind: 'read', fetched: fetched(), bodyHash: 'a1', hints: source().hints, newEntries: 0, ...changes };
}

/** Minutes until the next poll, without the jitter, which is at most a tenth of the interval and of an hour. */
function minutesUntilNext(before: Source, poll: Poll, pace = PACE): number {
  const first = nextPoll({ ...before, id: 0 as SourceId }, poll, NOW, pace);
  return (first.source.nextPollAt.getTime() - NOW.getTime()) / MINUTE;
}

function fresh(headers: Partial<Unchanged['freshness']>): Unchanged {
  return unchanged({ freshness: { cacheControl: null, expires: null, date: null, age: null, ...headers } });
}

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
    const { source: after } = nextPoll(source(), read({ hints: { ...source().hints, ttlMinutes: 60 } }), NOW, PACE);
    expect(minutesUntilNext(after, unchanged())).toBe(60);
  });

  test('a stated update period counts until the source has shown its own', () => {
    const hints = { ...source().hints, updateMinutes: 60 };
    expect(minutesUntilNext(source(), read({ hints }))).toBe(60);
    const lively = source({ cadence: { minutes: 20, lastNewAt: new Date(NOW.getTime() - 20 * MINUTE) } });
    expect(minutesUntilNext(lively, read({ hints, newEntries: 1 }))).toBe(15);
  });

  test('hours and days the feed wants off are kept free', () => {
    const noon = { ...source().hints, skipHours: [12, 13] };
    expect(nextPoll(source({ id: 0 as SourceId }), read({ hints: noon }), NOW, PACE).source.nextPollAt).toEqual(
      new Date('2026-03-02T14:15:00Z'),
    );
    const monday = { ...source().hints, skipDays: [1] };
    expect(nextPoll(source({ id: 0 as SourceId }), read({ hints: monday }), NOW, PACE).source.nextPollAt).toEqual(
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
    expect(minutesUntilNext(source({ cadence: { minutes: 60, lastNewAt: NOW } }), read({ newEntries: 1 }))).toBe(15);
  });

  test('one that tells something once a day is asked a few times a day', () => {
    const daily = source({ cadence: { minutes: 1440, lastNewAt: new Date(NOW.getTime() - DAY) } });
    expect(minutesUntilNext(daily, read({ newEntries: 1 }))).toBe(180);
  });

  test('one that sleeps for months is asked twice a day', () => {
    expect(
      minutesUntilNext(
        source({ cadence: { minutes: null, lastNewAt: new Date(NOW.getTime() - 90 * DAY) } }),
        unchanged(),
      ),
    ).toBe(720);
  });

  test('what the first poll brings says nothing about cadence', () => {
    const { source: after } = nextPoll(source(), read({ newEntries: 50 }), NOW, PACE);
    expect(after.cadence).toEqual({ minutes: null, lastNewAt: NOW });
  });

  test('three entries in an hour are one every twenty minutes', () => {
    const known = source({ cadence: { minutes: null, lastNewAt: new Date(NOW.getTime() - HOUR) } });
    expect(nextPoll(known, read({ newEntries: 3 }), NOW, PACE).source.cadence.minutes).toBe(20);
  });
});

describe('validators', () => {
  const old = { etag: '"old"', lastModified: 'Sun, 01 Mar 2026 00:00:00 GMT' };

  test('a body that was read brings its own, or none', () => {
    const fresh = { etag: 'W/"new"', lastModified: null };
    expect(
      nextPoll(source({ validators: old }), read({ fetched: fetched({ validators: fresh }) }), NOW, PACE).source
        .validators,
    ).toEqual(fresh);
    expect(
      nextPoll(source({ validators: old }), { kind: 'same', fetched: fetched() }, NOW, PACE).source.validators,
    ).toEqual({ etag: null, lastModified: null });
  });

  test('a 304 renews what it carries and keeps the rest', () => {
    const poll = unchanged({ validators: { etag: '"new"', lastModified: null } });
    expect(nextPoll(source({ validators: old }), poll, NOW, PACE).source.validators).toEqual({ ...old, etag: '"new"' });
  });

  test.each<[string, Poll]>([
    ['a body that is no feed', { kind: 'unreadable', sentence: 'It is no feed.' }],
    ['an answer cut short', failed('reset', [])],
    ['a 404', answered(404, null, [])],
    ['a 500', answered(500, null, [])],
  ])('%s leaves them, and the hash of the last body, as they were', (_, poll) => {
    const { source: after } = nextPoll(source({ validators: old, bodyHash: 'a1' }), poll, NOW, PACE);
    expect(after).toMatchObject({ validators: old, bodyHash: 'a1' });
  });
});

describe('trouble', () => {
  const bad = answered(500, null, []);

  test('every failure doubles the pause, up to a day', () => {
    const pauses = [0, 1, 2, 5, 9, 500].map((failures) =>
      minutesUntilNext(source({ health: { ...source().health, failures } }), bad),
    );
    expect(pauses).toEqual([30, 60, 120, 960, 1440, 1440]);
  });

  test('a fraction of a minute doubles too', () => {
    expect(minutesUntilNext(source(), bad, { pollMinutes: 0.05 })).toBeCloseTo(0.1);
  });

  test('a success ends it', () => {
    const ailing = source({
      health: { failures: 9, failingSince: new Date(0), lastError: 'It answered 500.', lastOk: null, notified: NOW },
    });
    const health = { failures: 0, failingSince: null, lastError: null, lastOk: NOW, notified: null };
    expect(nextPoll(ailing, unchanged(), NOW, PACE).source.health).toEqual(health);
  });

  test('the last error is kept in words', () => {
    expect(nextPoll(source(), answered(403, null, []), NOW, PACE).source.health.lastError).toMatch(
      /^It answered 403: .+\.$/u,
    );
  });

  test('a week of nothing else: told once after a day, told when it is given up, and silent between', () => {
    let current = source();
    let now = NOW;
    const told: (readonly [days: number, kind: string])[] = [];
    while (current.state === 'active') {
      const after = nextPoll(current, bad, now, PACE);
      if (after.notice !== null) told.push([Math.floor((now.getTime() - NOW.getTime()) / DAY), after.notice.kind]);
      current = after.source;
      now = current.nextPollAt;
    }
    expect(told.map(([, kind]) => kind)).toEqual(['failing', 'disabled']);
    expect(told[0]?.[0]).toBeLessThanOrEqual(2);
    expect(told[1]?.[0]).toBeGreaterThanOrEqual(7);
    expect(told[1]?.[0]).toBeLessThanOrEqual(8);
  });

  test('a machine that slept for a fortnight does not give its sources up', () => {
    const before = source({
      health: { ...source().health, failures: 1, failingSince: new Date(NOW.getTime() - 14 * DAY) },
    });
    expect(nextPoll(before, bad, NOW, PACE).source.state).toBe('active');
  });

  test('410 ends it at once and for good, until it is revived by hand', () => {
    const { source: gone, notice } = nextPoll(source(), answered(410, null, []), NOW, PACE);
    expect(gone.state).toBe('gone');
    expect(notice).toEqual({ kind: 'gone' });
    expect(reviveSource(gone, NOW)).toMatchObject({
      state: 'active',
      nextPollAt: NOW,
      health: { failures: 0, lastError: null },
    });
  });
});

describe('asked for quiet', () => {
  test.each([
    ['in seconds', '7200', 120],
    ['as a date', 'Mon, 02 Mar 2026 15:00:00 GMT', 180],
    ['shorter than POLL_MINUTES', '5', 15],
  ])('Retry-After %s', (_, header, minutes) => {
    for (const status of [429, 503]) {
      expect(minutesUntilNext(source(), answered(status, readRetryAfter(header, NOW), []))).toBe(minutes);
    }
  });

  test('Retry-After is never undercut by the jitter', () => {
    const until = new Date(NOW.getTime() + HOUR);
    for (let id = 1; id < 200; id++) {
      const after = nextPoll(source({ id: id as SourceId }), answered(429, until, []), NOW, PACE);
      expect(after.source.nextPollAt.getTime()).toBeGreaterThanOrEqual(until.getTime());
    }
  });

  test('429 that says no more is met with hours, up to a day', () => {
    const pauses = [0, 1, 2, 3, 4, 5, 50].map((failures) =>
      minutesUntilNext(source({ health: { ...source().health, failures } }), answered(429, null, [])),
    );
    expect(pauses).toEqual([60, 120, 240, 480, 960, 1440, 1440]);
  });

  test('a source whose host is held back is neither well nor worse', () => {
    const until = new Date(NOW.getTime() + HOUR);
    const before = source({ health: { ...source().health, failures: 2 } });
    const { source: after } = nextPoll(before, { kind: 'held', until }, NOW, PACE);
    expect(after.health).toEqual(before.health);
    expect(after.nextPollAt.getTime()).toBeGreaterThanOrEqual(until.getTime());
  });

  test.each([null, '', 'soon', '-5', 'Mon, 02 Mar 2020 15:00:00 GMT'])('%s is no Retry-After', (header) => {
    expect(readRetryAfter(header, NOW)).toBeNull();
  });

  test('a mistyped Retry-After silences nobody for ever', () => {
    expect(readRetryAfter('99999999999', NOW)).toEqual(new Date(NOW.getTime() + 7 * DAY));
  });
});

describe('a source that moved', () => {
  const there = 'https://example.org/feed';
  const by = (status: number, to = there): Redirect => ({ status, to });
  const follow = (polls: readonly (readonly Redirect[])[]): Source =>
    polls.reduce(
      (before, redirects) => nextPoll(before, unchanged({ redirects }), NOW, PACE).source,
      source({ validators: { etag: '"x"', lastModified: null } }),
    );

  test('a permanent redirect is believed at the third poll that agrees, and the old validators go', () => {
    expect(follow([[by(301)], [by(308)]])).toMatchObject({ address: ADDRESS, validators: { etag: '"x"' } });
    expect(follow([[by(301)], [by(308)], [by(301)]])).toMatchObject({
      address: there,
      validators: { etag: null, lastModified: null },
      moved: null,
    });
  });

  test('who added it is told', () => {
    const before = source({ moved: { to: there, times: 2 } });
    expect(nextPoll(before, unchanged({ redirects: [by(301)] }), NOW, PACE).notice).toEqual({
      kind: 'moved',
      from: ADDRESS,
      to: there,
    });
  });

  test('polls that disagree start the count anew', () => {
    const elsewhere = 'https://example.net/feed';
    expect(follow([[by(301)], [by(301)], [by(301, elsewhere)], [by(301)], [by(301)]]).address).toBe(ADDRESS);
    expect(follow([[by(301)], [by(301)], [], [by(301)]]).address).toBe(ADDRESS);
  });

  test('a passing redirect is never stored, nor what follows one', () => {
    for (const status of [302, 303, 307]) expect(follow(Array(5).fill([by(status)])).address).toBe(ADDRESS);
    expect(follow(Array(5).fill([by(302, 'https://login.example/'), by(301)])).address).toBe(ADDRESS);
  });

  test('a permanent redirect before a passing one is stored as far as it goes', () => {
    expect(follow(Array(3).fill([by(301), by(302, 'https://cdn.example/x')])).address).toBe(there);
  });
});

describe('sources do not march in step', () => {
  const many = Array.from({ length: 1000 }, (_, index) => (index + 1) as SourceId);

  test('a thousand sources added together are first asked over a minute', () => {
    expect(busiestSecond(many.map((id) => firstPollAt(id, NOW, PACE)))).toBeLessThan(25);
  });

  test('a thousand polled together drift apart', () => {
    const next = many.map((id) => nextPoll(source({ id }), unchanged(), NOW, PACE).source.nextPollAt);
    expect(busiestSecond(next)).toBeLessThan(20);
    for (const at of next) expect(at.getTime() - NOW.getTime()).toBeGreaterThanOrEqual(15 * MINUTE);
    for (const at of next) expect(at.getTime() - NOW.getTime()).toBeLessThanOrEqual(16.5 * MINUTE);
  });

  test('a source keeps its place', () => {
    const [first, second] = [1, 2].map(() => nextPoll(source(), unchanged(), NOW, PACE).source.nextPollAt);
    expect(first).toEqual(second);
  });

  function busiestSecond(instants: readonly Date[]): number {
    const counts = Map.groupBy(instants, (at) => Math.floor(at.getTime() / 1000));
    return Math.max(...[...counts.values()].map((each) => each.length));
  }
});
