import type { PaceHints } from '../domain/entry.ts';
import type { SourceId } from '../domain/ids.ts';
import type {
  Cadence,
  Source,
  SourceCourse,
  SourceHealth,
  SourceMove,
  SourceNotice,
  Validators,
} from '../domain/source.ts';
import type { Answered, Failed, Fetched, Held, Redirect, RefusedByUs, Unchanged } from './fetch-outcome.ts';
import { freshMinutes } from './freshness.ts';

/** How a poll of a source ended: what was fetched, and what the reader made of it. */
export type Poll =
  /** A feed was read. newEntries counts those we did not know. */
  | {
      readonly kind: 'read';
      readonly fetched: Fetched;
      readonly bodyHash: string;
      readonly hints: PaceHints;
      readonly newEntries: number;
    }
  /** The bytes are those of the last time. */
  | { readonly kind: 'same'; readonly fetched: Fetched }
  /** A body came that is no feed. */
  | { readonly kind: 'unreadable'; readonly sentence: string }
  | Unchanged
  | RefusedByUs
  | Answered
  | Failed
  | Held;

/** A source after a poll, and what who added it must be told. */
export interface AfterPoll {
  readonly source: Source;
  readonly notice: SourceNotice | null;
}

export interface Pace {
  /** POLL_MINUTES: the shortest interval between two polls of one source; may be a fraction. */
  readonly pollMinutes: number;
}

const MINUTE_MS = 60_000;
const HOUR = 60;
const DAY = 24 * HOUR;
const LONGEST_HINT = DAY; // a server or feed that asks for more is taken for misconfigured
const LONGEST_BY_CADENCE = 12 * HOUR; // so that a sleeper's next item is at most half a day late
const POLLS_PER_ENTRY = 8; // an item of a slow source is seen after a sixteenth of its usual interval, on average
const BUSY_CADENCE = 2 * HOUR; // a source that publishes this often is asked as often as POLL_MINUTES allows
const CADENCE_WEIGHT = 0.3; // of the newest gap in the moving average: a few days' change shows, one silent night does not
const MOVE_AFTER = 3; // polls that must agree before a permanent redirect is believed: a captive portal answers 301 for an hour
const NOTIFY_AFTER = DAY;
const DISABLE_AFTER = 7 * DAY;
const DISABLE_FAILURES = 7; // a machine that slept for a week is no reason to give a source up
const ASKED_TOO_OFTEN_FIRST = HOUR; // 429 without Retry-After: an hour, two, four, up to a day
const JITTER = 0.1; // of an interval, or of an hour where it is longer; added and never taken off

/** What a poll means for a source: its next instant, validators, health, address and state. */
export function nextPoll(source: Source, poll: Poll, now: Date, pace: Pace): AfterPoll {
  switch (poll.kind) {
    case 'read':
      return afterGood(source, poll.fetched, poll, now, pace);
    case 'same':
      return afterGood(source, poll.fetched, unread(source), now, pace);
    case 'unchanged':
      return afterGood(source, poll, unread(source), now, pace);
    case 'held':
      return afterHeld(source, poll.until, pace);
    case 'answered':
      return poll.status === 410 ? afterGone(source, poll.sentence, now) : afterBad(source, poll, now, pace);
    case 'unreadable':
    case 'refused-by-us':
    case 'failed':
      return afterBad(source, { status: null, retryAfter: null, sentence: poll.sentence }, now, pace);
  }
}

/** When a new source is first asked: at once, or within a minute when many are added together, so that they do not set out in step. */
export function firstPollAt(id: SourceId, now: Date, pace: Pace): Date {
  return new Date(now.getTime() + phase(id) * Math.min(pace.pollMinutes, 1) * MINUTE_MS);
}

/** A source taken up again by hand: asked at once, as if it had never failed. */
export function reviveSource(source: Source, now: Date): Source {
  return {
    ...source,
    health: { ...WELL, lastOk: source.health.lastOk },
    retryAfter: null,
    nextPollAt: now,
    state: 'active',
  };
}

/** What is known of a source that was never asked. */
export function newCourse(address: string, nextPollAt: Date): SourceCourse {
  return {
    address,
    validators: NO_VALIDATORS,
    bodyHash: null,
    hints: { ttlMinutes: null, updateMinutes: null, skipHours: [], skipDays: [] },
    health: WELL,
    moved: null,
    cadence: { minutes: null, lastNewAt: null },
    nextPollAt,
    state: 'active',
    retryAfter: null,
  };
}

const WELL: SourceHealth = { failures: 0, failingSince: null, lastError: null, lastOk: null, notified: null };
const NO_VALIDATORS: Validators = { etag: null, lastModified: null };

/** What the reader made of an answer. */
interface Reading {
  readonly bodyHash: string | null;
  readonly hints: PaceHints;
  readonly newEntries: number;
}

function unread(source: Source): Reading {
  return { bodyHash: source.bodyHash, hints: source.hints, newEntries: 0 };
}

function afterGood(source: Source, answer: Fetched | Unchanged, reading: Reading, now: Date, pace: Pace): AfterPoll {
  const moved = agreedMove(source, answer.redirects);
  const cadence = observe(source.cadence, reading.newEntries, now);
  const fresh = freshMinutes(answer.freshness, now) ?? 0;
  const wanted = Math.min(Math.max(fresh, hintedMinutes(reading.hints, cadence, now)), LONGEST_HINT);
  const due = inMinutes(now, Math.max(pace.pollMinutes, wanted), source.id);
  const after: Source = {
    ...source,
    validators: validatorsAfter(source.validators, answer),
    bodyHash: reading.bodyHash,
    hints: reading.hints,
    health: { ...WELL, lastOk: now },
    moved,
    cadence,
    nextPollAt: outsideSkipped(due, reading.hints),
    state: 'active',
    retryAfter: null,
  };
  return moved !== null && moved.times >= MOVE_AFTER ? arrived(after, moved.to) : { source: after, notice: null };
}

/** The new address is asked as a new one is, without what the old one gave to ask with. */
function arrived(source: Source, to: string): AfterPoll {
  const notice: SourceNotice = { kind: 'moved', from: source.address, to };
  return { source: { ...source, address: to, validators: NO_VALIDATORS, moved: null }, notice };
}

/** Where the address has moved for good: as far as the redirects are permanent from the first on. */
function agreedMove(source: Source, redirects: readonly Redirect[]): SourceMove | null {
  const firstPassing = redirects.findIndex(({ status }) => status !== 301 && status !== 308);
  const permanent = firstPassing < 0 ? redirects : redirects.slice(0, firstPassing);
  const to = permanent.at(-1)?.to;
  if (to === undefined || to === source.address) return null;
  return { to, times: source.moved?.to === to ? source.moved.times + 1 : 1 };
}

/** A body brings its validators or has none; a 304 may renew one and leaves the other. */
function validatorsAfter(old: Validators, answer: Fetched | Unchanged): Validators {
  if (answer.kind === 'fetched') return answer.validators;
  return { etag: answer.validators.etag ?? old.etag, lastModified: answer.validators.lastModified ?? old.lastModified };
}

function observe(cadence: Cadence, newEntries: number, now: Date): Cadence {
  // What the first poll brings was published whenever; silence is counted from there.
  if (cadence.lastNewAt === null) return { minutes: null, lastNewAt: now };
  if (newEntries === 0) return cadence;
  const gap = minutesBetween(cadence.lastNewAt, now) / newEntries;
  const minutes = cadence.minutes === null ? gap : cadence.minutes + CADENCE_WEIGHT * (gap - cadence.minutes);
  return { minutes, lastNewAt: now };
}

/** The interval a source itself suggests: by its ttl, by its own cadence, and until that is known by its stated update period. */
function hintedMinutes(hints: PaceHints, cadence: Cadence, now: Date): number {
  const stated = cadence.minutes === null ? Math.min(hints.updateMinutes ?? 0, LONGEST_BY_CADENCE) : 0;
  return Math.max(stated, hints.ttlMinutes ?? 0, minutesByCadence(cadence, now));
}

/** A source silent for longer than is its habit has a new habit. */
function minutesByCadence(cadence: Cadence, now: Date): number {
  const silence = cadence.lastNewAt === null ? 0 : minutesBetween(cadence.lastNewAt, now);
  const between = Math.max(cadence.minutes ?? 0, silence);
  return between < BUSY_CADENCE ? 0 : Math.min(between / POLLS_PER_ENTRY, LONGEST_BY_CADENCE);
}

interface Trouble {
  readonly status: number | null;
  readonly retryAfter: Date | null;
  readonly sentence: string;
}

function afterBad(source: Source, trouble: Trouble, now: Date, pace: Pace): AfterPoll {
  const health = worse(source.health, trouble.sentence, now);
  const since = health.failingSince ?? now;
  const failedFor = minutesBetween(since, now);
  const isGivenUp = failedFor >= DISABLE_AFTER && health.failures >= DISABLE_FAILURES;
  const isToBeTold = isGivenUp || (health.notified === null && failedFor >= NOTIFY_AFTER);
  const after: Source = {
    ...source,
    health: isToBeTold ? { ...health, notified: now } : health,
    nextPollAt: afterTrouble(source.id, trouble, health.failures, now, pace),
    state: isGivenUp ? 'disabled' : 'active',
    retryAfter: trouble.retryAfter,
  };
  return {
    source: after,
    notice: isToBeTold ? { kind: isGivenUp ? 'disabled' : 'failing', since, error: trouble.sentence } : null,
  };
}

function worse(health: SourceHealth, sentence: string, now: Date): SourceHealth {
  return { ...health, failures: health.failures + 1, failingSince: health.failingSince ?? now, lastError: sentence };
}

function afterTrouble(id: SourceId, trouble: Trouble, failures: number, now: Date, pace: Pace): Date {
  if (trouble.retryAfter !== null) {
    const soonest = new Date(now.getTime() + pace.pollMinutes * MINUTE_MS);
    return laterThan(trouble.retryAfter > soonest ? trouble.retryAfter : soonest, id, pace.pollMinutes);
  }
  const backOff =
    trouble.status === 429
      ? Math.max(ASKED_TOO_OFTEN_FIRST, pace.pollMinutes) * 2 ** (failures - 1)
      : pace.pollMinutes * 2 ** failures;
  return inMinutes(now, Math.min(backOff, Math.max(DAY, pace.pollMinutes)), id);
}

function afterGone(source: Source, sentence: string, now: Date): AfterPoll {
  return {
    source: { ...source, health: worse(source.health, sentence, now), state: 'gone' },
    notice: { kind: 'gone' },
  };
}

/** Not asked, so neither well nor worse. */
function afterHeld(source: Source, until: Date, pace: Pace): AfterPoll {
  const nextPollAt = laterThan(until, source.id, pace.pollMinutes);
  return { source: { ...source, retryAfter: until, nextPollAt }, notice: null };
}

/** Moves an instant on, an hour at a time so that the jitter's minutes stay, to one the feed allows; a feed that allows none is not believed. */
function outsideSkipped(instant: Date, hints: PaceHints): Date {
  for (let hour = 0; hour < HOURS_IN_A_WEEK; hour++) {
    const at = new Date(instant.getTime() + hour * HOUR * MINUTE_MS);
    if (!isSkipped(at, hints)) return at;
  }
  return instant;
}
const HOURS_IN_A_WEEK = 7 * 24;

function isSkipped(instant: Date, hints: PaceHints): boolean {
  const day = instant.getUTCDay() || 7;
  return hints.skipHours.includes(instant.getUTCHours()) || hints.skipDays.includes(day);
}

function inMinutes(now: Date, minutes: number, id: SourceId): Date {
  const spread = JITTER * phase(id) * Math.min(minutes, HOUR);
  return new Date(now.getTime() + (minutes + spread) * MINUTE_MS);
}

function laterThan(instant: Date, id: SourceId, pollMinutes: number): Date {
  return new Date(instant.getTime() + pollMinutes * JITTER * phase(id) * MINUTE_MS);
}

/** A fraction of one, the same for a source for ever, and evenly spread over neighbouring ids (the golden ratio's low-discrepancy sequence). */
function phase(id: SourceId): number {
  return (id * 0.618_033_988_749_895) % 1;
}

function minutesBetween(earlier: Date, later: Date): number {
  return Math.max(0, later.getTime() - earlier.getTime()) / MINUTE_MS;
}
