import type { Freshness } from './fetch-outcome.ts';
import { readHttpDate } from './retry-after.ts';

/**
 * For how many minutes an answer says it stays fresh (RFC 9111 4.2): max-age, else Expires less Date, less Age.
 * no-store and no-cache say that it must not be kept, not that it should be asked for sooner.
 * @returns null when it says nothing
 */
export function freshMinutes(freshness: Freshness, now: Date): number | null {
  const seconds = lifetimeSeconds(freshness, now);
  if (seconds === null) return null;
  return Math.max(0, seconds - ageSeconds(freshness.age)) / 60;
}

function lifetimeSeconds(freshness: Freshness, now: Date): number | null {
  const directives = (freshness.cacheControl ?? '').toLowerCase();
  if (/\bno-(?:store|cache)\b/u.test(directives)) return null;
  const maxAge = /(?:^|[\s,])max-age\s*=\s*"?(\d+)/u.exec(directives)?.[1];
  if (maxAge !== undefined) return Number(maxAge);
  const expires = readHttpDate(freshness.expires?.trim() ?? '');
  if (expires === null) return null;
  return (expires - (readHttpDate(freshness.date?.trim() ?? '') ?? now.getTime())) / 1000;
}

function ageSeconds(age: string | null): number {
  return age !== null && /^\s*\d+\s*$/u.test(age) ? Number(age) : 0;
}
