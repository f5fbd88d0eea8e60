/** A host may ask for this much quiet at most; beyond it a mistyped header would silence its sources for good. */
const LONGEST_QUIET_MS = 7 * 24 * 60 * 60 * 1000;

/**
 * Reads a Retry-After header (RFC 9110 10.2.3): seconds, or an HTTP date.
 * @returns when the host may be asked again; null when the header says nothing of use or names the past
 */
export function readRetryAfter(header: string | null, now: Date): Date | null {
  const text = header?.trim() ?? '';
  const at = /^\d+$/u.test(text) ? now.getTime() + Number(text) * 1000 : readHttpDate(text);
  if (at === null || at <= now.getTime()) return null;
  return new Date(Math.min(at, now.getTime() + LONGEST_QUIET_MS));
}

/** An HTTP date in any of its three forms (RFC 9110 5.6.7), as epoch milliseconds; null for anything else, numbers among it. */
export function readHttpDate(text: string): number | null {
  if (!/^[A-Za-z]{3,9},? /u.test(text)) return null;
  const instant = Date.parse(/GMT|UTC|[+-]\d{4}$/u.test(text) ? text : `${text} GMT`);
  return Number.isNaN(instant) ? null : instant;
}
