import agencies from './agencies.json' with { type: 'json' };
import { hasDate } from './page-dates.ts';

const SHORT = new Map(
  agencies.flatMap(({ short, names }) => names.map((name) => [name.toLowerCase(), short] as const)),
);

/** Longest names first, so that "Associated Press of Pakistan" is not read as AP. */
const NAMES = agencies
  .flatMap(({ names }) => names)
  .sort((a, b) => b.length - a.length)
  .map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  .join('|');
const ANY_AGENCY = new RegExp(`(?<![\\p{L}\\p{N}])(?:${NAMES})(?![\\p{L}\\p{N}])`, 'u');

/** The agency a text names, in its short form; null when it names none. */
export function agencyIn(text: string): string | null {
  const name = ANY_AGENCY.exec(text)?.[0];
  return name === undefined ? null : (SHORT.get(name.toLowerCase()) ?? null);
}

/** The agency a name is, whole; null for a person or a paper. */
export function agencyNamed(name: string): string | null {
  return SHORT.get(name.trim().toLowerCase()) ?? null;
}

/**
 * The agency an article is credited to: by its dateline, its byline, or a short line at its end ("dpa", "With AFP").
 * An agency that is only talked about is none.
 */
export function readCredit(
  fromDateline: string | null,
  byline: readonly string[],
  paragraphs: readonly string[],
): string | null {
  if (fromDateline !== null) return fromDateline;
  const signed = byline.map((name) => agencyNamed(name) ?? agencyIn(name)).find((agency) => agency !== null);
  const last = paragraphs.slice(-CLOSING_LINES).map(agencyAtEnd);
  return signed ?? last.find((agency) => agency !== null) ?? null;
}

/** Where a credit line is looked for. */
const CLOSING_LINES = 3;

/** How much of a long paragraph's end is looked at. */
const MAX_TAIL_CHARS = 80;

/** So long may a closing credit line be. */
const MAX_CREDIT_CHARS = 40;

function agencyAtEnd(last: string): string | null {
  const closing =
    last.length <= MAX_CREDIT_CHARS
      ? last
      : (/[.!?]["”’]?\s*\(?([^().!?]{2,40})\)?$/u.exec(last.slice(-MAX_TAIL_CHARS))?.[1] ?? '');
  return hasDate(closing) ? null : agencyIn(closing);
}
