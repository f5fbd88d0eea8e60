import { describe, expect, test } from 'vitest';
import type { SourceId } from '../src/domain/ids.ts';
import type { Source } from '../src/domain/source.ts';
import { answered, type Redirect } from '../src/ingest/fetch-outcome.ts';
import { nextPoll, reviveSource } from '../src/ingest/pace.ts';
import { readRetryAfter } from '../src/ingest/retry-after.ts';
import { ADDRESS, DAY, HOUR, minutesUntilNext, NOON, PACE, source, unchanged } from './support/sources.ts';

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
      health: { failures: 9, failingSince: new Date(0), lastError: 'It answered 500.', lastOk: null, notified: NOON },
    });
    const health = { failures: 0, failingSince: null, lastError: null, lastOk: NOON, notified: null };
    expect(nextPoll(ailing, unchanged(), NOON, PACE).source.health).toEqual(health);
  });

  test('the last error is kept in words', () => {
    expect(nextPoll(source(), answered(403, null, []), NOON, PACE).source.health.lastError).toMatch(
      /^It answered 403: .+\.$/u,
    );
  });

  test('a week of nothing else: told once after a day, told when it is given up, and silent between', () => {
    let current = source();
    let now = NOON;
    const told: (readonly [days: number, kind: string])[] = [];
    while (current.state === 'active') {
      const after = nextPoll(current, bad, now, PACE);
      if (after.notice !== null) told.push([Math.floor((now.getTime() - NOON.getTime()) / DAY), after.notice.kind]);
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
      health: { ...source().health, failures: 1, failingSince: new Date(NOON.getTime() - 14 * DAY) },
    });
    expect(nextPoll(before, bad, NOON, PACE).source.state).toBe('active');
  });

  test('410 ends it at once and for good, until it is revived by hand', () => {
    const { source: gone, notice } = nextPoll(source(), answered(410, null, []), NOON, PACE);
    expect(gone.state).toBe('gone');
    expect(notice).toEqual({ kind: 'gone' });
    expect(reviveSource(gone, NOON)).toMatchObject({
      state: 'active',
      nextPollAt: NOON,
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
      expect(minutesUntilNext(source(), answered(status, readRetryAfter(header, NOON), []))).toBe(minutes);
    }
  });

  test('Retry-After is never undercut by the jitter', () => {
    const until = new Date(NOON.getTime() + HOUR);
    for (let id = 1; id < 200; id++) {
      const after = nextPoll(source({ id: id as SourceId }), answered(429, until, []), NOON, PACE);
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
    const until = new Date(NOON.getTime() + HOUR);
    const before = source({ health: { ...source().health, failures: 2 } });
    const { source: after } = nextPoll(before, { kind: 'held', until }, NOON, PACE);
    expect(after.health).toEqual(before.health);
    expect(after.nextPollAt.getTime()).toBeGreaterThanOrEqual(until.getTime());
  });

  test.each([null, '', 'soon', '-5', 'Mon, 02 Mar 2020 15:00:00 GMT'])('%s is no Retry-After', (header) => {
    expect(readRetryAfter(header, NOON)).toBeNull();
  });

  test('a mistyped Retry-After silences nobody for ever', () => {
    expect(readRetryAfter('99999999999', NOON)).toEqual(new Date(NOON.getTime() + 7 * DAY));
  });
});

describe('a source that moved', () => {
  const there = 'https://example.org/feed';
  const by = (status: number, to = there): Redirect => ({ status, to });
  const follow = (polls: readonly (readonly Redirect[])[]): Source =>
    polls.reduce(
      (before, redirects) => nextPoll(before, unchanged({ redirects }), NOON, PACE).source,
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
    expect(nextPoll(before, unchanged({ redirects: [by(301)] }), NOON, PACE).notice).toEqual({
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
