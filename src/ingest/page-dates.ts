import monthNames from './feed-months.json' with { type: 'json' };
import zoneNames from './feed-zones.json' with { type: 'json' };

/** A date as written: wall-clock parts, and the distance from UTC in minutes where one is stated. */
interface Written {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly offset: number | null;
  /** False for a day alone. */
  readonly hasTime: boolean;
}

/** Minutes east of UTC by abbreviation. */
const ZONES: ReadonlyMap<string, number> = new Map(Object.entries(zoneNames));

/** A line that is longer is no date; the patterns below are not for long texts. */
const LONGEST = 200;

const ISO =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?)?\s*(Z|[A-Z]{2,4}|(?:GMT|UTC)?[+-]\d{2}:?\d{2}|[+-]\d{2})?$/iu;
const TIME =
  /(?:^|[^\d:])(\d{1,2})(?:[:.](\d{2})(?::(\d{2}))?\s*([ap]\.?\s?m\b\.?)?|\s*([ap]\.?m\b\.?)|h(\d{2})\b)(?:\s*(?:uhr|h))?\s*\(?((?:GMT|UTC)?\s?[+-]\d{1,2}(?::?\d{2})?|[A-Z]{2,4}\b)?/iu;
const MONTH_FIRST = /(\p{L}{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})/iu;
const DAY_FIRST =
  /(\d{1,2})(?:st|nd|rd|th|er)?\.?,?[\s-]+(?:de\s+|of\s+)?(\p{L}{3,})\.?,?[\s-]+(?:de\s+|del\s+)?(\d{4})/iu;
const DOTTED = /\b(\d{1,2})[./](\d{1,2})[./](\d{4})\b/u;
const YEAR_FIRST = /\b(\d{4})(?:[-./]|年\s?|년\s?)(\d{1,2})(?:[-./]|月\s?|월\s?)(\d{1,2})/u;

/**
 * The instant a text gives, or null. Reads ISO 8601, epoch seconds and milliseconds, mail dates and dates in words in the large
 * European languages, anywhere in the text. A time without a zone is taken in `zone` (IANA), or in UTC when
 * that is null; a day alone is its midnight in UTC.
 */
export function readInstant(text: string | null | undefined, zone: string | null = null): Date | null {
  if (!text || text.length > LONGEST) return null;
  const line = text.replace(/\s+/g, ' ').trim();
  const written = readIso(line) ?? readWords(line);
  if (written === null) return readEpoch(line);
  const instant = instantOf(written, zone);
  return Number.isNaN(instant.getTime()) ? null : instant;
}

/** Does the text give a date by the calendar ("4 minutes ago" does not)? */
export function hasDate(text: string): boolean {
  return readInstant(text) !== null;
}

/** No news page is older, so an earlier date is a mistake. */
const EARLIEST = Date.UTC(1995, 0, 1);
/** Clocks run ahead by so much at most, and zones left out shift by less. */
const FUTURE_MS = 24 * 3_600_000;

/** Not before there was a web to publish on, not later than tomorrow. */
export function isPlausible(instant: Date, now: Date): boolean {
  return instant.getTime() >= EARLIEST && instant.getTime() <= now.getTime() + FUTURE_MS;
}

/** Does the text give a time of day besides the date? */
export function hasTimeOfDay(text: string): boolean {
  return /\d:\d\d|\d{10}/.test(text) || /\d\s*[ap]\.?m\b|\dh\d\d\b/iu.test(text);
}

/** Where in the text the date or time begins; -1 when there is none. */
export function dateStart(text: string): number {
  if (text.length > LONGEST) return -1;
  const starts = [MONTH_FIRST, DAY_FIRST, DOTTED, YEAR_FIRST]
    .map((pattern) => text.search(pattern))
    .filter((at) => at >= 0);
  return starts.length === 0 ? -1 : Math.min(...starts);
}

function readEpoch(line: string): Date | null {
  if (/^\d{10}$/.test(line)) return new Date(Number(line) * 1000);
  return /^\d{13}$/.test(line) ? new Date(Number(line)) : null;
}

function readIso(line: string): Written | null {
  const [found, year, month, day, hour, minute, second, zone] = ISO.exec(line) ?? [];
  if (found === undefined) return null;
  return valid({
    ...dayParts(year, month, day),
    ...clockParts(hour, minute, second),
    offset: readOffset(zone),
    hasTime: hour !== undefined,
  });
}

function readWords(line: string): Written | null {
  const date = readDay(line);
  if (date === null) return null;
  const [found, hour, minute, second, noon, bareNoon, frenchMinute, zone] = TIME.exec(date.rest) ?? [];
  const clock = found === undefined ? clockParts() : clockParts(hour, minute ?? frenchMinute, second, noon ?? bareNoon);
  return valid({ ...date.parts, ...clock, offset: readOffset(zone), hasTime: found !== undefined });
}

/** The calendar day in a line, and the line without it. */
function readDay(line: string): { readonly parts: ReturnType<typeof dayParts>; readonly rest: string } | null {
  for (const [pattern, order] of [
    [MONTH_FIRST, 'mdy'],
    [DAY_FIRST, 'dmy'],
    [YEAR_FIRST, 'ymd'],
    [DOTTED, 'dmy'],
  ] as const) {
    const match = pattern.exec(line);
    if (match === null) continue;
    const part = (letter: string): string | undefined => match[order.indexOf(letter) + 1];
    const month = monthOf(part('m') ?? '');
    if (month === null) continue;
    const rest = `${line.slice(0, match.index)} | ${line.slice(match.index + match[0].length)}`;
    return { parts: dayParts(part('y'), String(month), part('d')), rest };
  }
  return null;
}

function monthOf(text: string): number | null {
  if (/^\d+$/.test(text)) return Number(text);
  const name = text.toLowerCase();
  const at = monthNames.findIndex((names) => names.some((each) => each === name || isShortFor(name, each)));
  return at < 0 ? null : at + 1;
}

/** "Feb" and "févr" stand for longer names; whole words that merely begin alike ("marching") do not. */
function isShortFor(name: string, month: string): boolean {
  return name.length <= 5 && month.startsWith(name);
}

function dayParts(year?: string, month?: string, day?: string) {
  return { year: Number(year), month: Number(month), day: Number(day) };
}

function clockParts(hour?: string, minute?: string, second?: string, noon?: string) {
  const isAfternoon = /^p/i.test(noon ?? '');
  const hours = noon === undefined ? Number(hour ?? 0) : (Number(hour) % 12) + (isAfternoon ? 12 : 0);
  return { hour: hours, minute: Number(minute ?? 0), second: Number(second ?? 0) };
}

function readOffset(zone: string | undefined): number | null {
  if (zone === undefined) return null;
  const [, sign, hours, minutes] = /([+-])(\d{1,2}):?(\d{2})?/.exec(zone) ?? [];
  if (sign === undefined) return ZONES.get(zone.toUpperCase()) ?? null;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes ?? 0));
}

function valid(written: Written): Written | null {
  const { month, day, hour, minute } = written;
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour < 24 && minute < 60 ? written : null;
}

function instantOf(written: Written, zone: string | null): Date {
  const { year, month, day, hour, minute, second, offset, hasTime } = written;
  const wall = Date.UTC(year, month - 1, day, hour, minute, second);
  if (offset !== null) return new Date(wall - offset * 60_000);
  if (zone === null || !hasTime) return new Date(wall);
  const guess = wall - zoneOffset(zone, wall);
  return new Date(wall - zoneOffset(zone, guess));
}

/** How far a zone's clocks are ahead of UTC at an instant, in milliseconds. */
function zoneOffset(zone: string, instant: number): number {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'longOffset' });
  const name = format.formatToParts(instant).find((part) => part.type === 'timeZoneName')?.value;
  return (readOffset(name === 'GMT' ? 'UTC' : name) ?? 0) * 60_000;
}
