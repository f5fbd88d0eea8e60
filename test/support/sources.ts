import type { SourceId } from '../../src/domain/ids.ts';
import type { Source } from '../../src/domain/source.ts';
import type { Fetched, Unchanged } from '../../src/ingest/fetch-outcome.ts';
import { newCourse, nextPoll, type Poll } from '../../src/ingest/pace.ts';

/** Sources and polls for the tests of pace, plain but for what a test changes. */
export const NOON = new Date('2026-03-02T12:00:00Z'); // a Monday
export const PACE = { pollMinutes: 15 };
export const ADDRESS = 'https://example.com/feed';
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export function source(changes: Partial<Source> = {}): Source {
  const identity = { id: 7 as SourceId, title: null, home: null, section: null, language: null };
  return { ...identity, ...newCourse(ADDRESS, NOON), ...changes };
}

export function unchanged(changes: Partial<Unchanged> = {}): Unchanged {
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

export function fetched(changes: Partial<Fetched> = {}): Fetched {
  return { ...unchanged(), status: 200, contentType: null, bytes: new Uint8Array(), ...changes, kind: 'fetched' };
}

export function read(changes: Partial<Extract<Poll, { kind: 'read' }>> = {}): Poll {
  return { kind: 'read', fetched: fetched(), bodyHash: 'a1', hints: source().hints, newEntries: 0, ...changes };
}

/** Minutes until the next poll, without the jitter, which is at most a tenth of the interval and of an hour. */
export function minutesUntilNext(before: Source, poll: Poll, pace = PACE): number {
  const first = nextPoll({ ...before, id: 0 as SourceId }, poll, NOON, pace);
  return (first.source.nextPollAt.getTime() - NOON.getTime()) / MINUTE;
}

export function fresh(headers: Partial<Unchanged['freshness']>): Unchanged {
  return unchanged({ freshness: { cacheControl: null, expires: null, date: null, age: null, ...headers } });
}
