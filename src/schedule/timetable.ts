import { EVERY_DAY, type QuietHours, type Weekday } from '../domain/subscription.ts';

const MOST_TIMES = 12;

/** Times as people write them (8:00, 08.00, 8:00 18:30), as HH:MM, ascending; null when one of them is no time of day. */
export function readTimes(text: string): readonly string[] | null {
  const given = text.split(/[\s,;]+/u).filter(Boolean);
  const times = given.map(readTime);
  if (times.length === 0 || times.length > MOST_TIMES || times.includes(null)) return null;
  return [...new Set(times as string[])].sort();
}

/** Quiet hours as people write them (22:00-07:00, 10pm-7am); null for off, undefined for what is none. */
export function readHours(text: string): QuietHours | null | undefined {
  if (text.trim().toLowerCase() === 'off') return null;
  const [from, to, ...more] = text.split(/[-–]|\bto\b/u).map((each) => readTime(each.trim()));
  if (from == null || to == null || more.length > 0 || from === to) return undefined;
  return { from, to };
}

function readTime(text: string): string | null {
  const found = /^(?<hour>\d{1,2})(?:[:.h](?<minute>\d{2}))?\s*(?<half>am|pm)?$/iu.exec(text)?.groups;
  if (found === undefined) return null;
  const hour = twentyFour(Number(found['hour']), found['half']?.toLowerCase());
  const minute = Number(found['minute'] ?? 0);
  if (hour === null || minute > 59 || (found['minute'] === undefined && found['half'] === undefined)) return null;
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

function twentyFour(hour: number, half: string | undefined): number | null {
  if (half === undefined) return hour < 24 ? hour : null;
  if (hour < 1 || hour > 12) return null;
  return (hour % 12) + (half === 'pm' ? 12 : 0);
}

const DAY_NAMES = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const DAY_SETS: Readonly<Record<string, readonly Weekday[]>> = {
  daily: EVERY_DAY,
  everyday: EVERY_DAY,
  weekdays: [1, 2, 3, 4, 5],
  weekends: [6, 7],
};

/** Days as people write them (daily, weekdays, mon-fri, sat,sun), ascending; null when one of them is no day. */
export function readDays(text: string): readonly Weekday[] | null {
  const wanted = new Set<Weekday>();
  for (const piece of text
    .toLowerCase()
    .split(/[\s,;]+/u)
    .filter(Boolean)) {
    const days = DAY_SETS[piece] ?? readSpan(piece);
    if (days === null) return null;
    for (const day of days) wanted.add(day);
  }
  return wanted.size === 0 ? null : EVERY_DAY.filter((day) => wanted.has(day));
}

/** `mon` or `fri-mon`, which passes over the weekend. */
function readSpan(text: string): readonly Weekday[] | null {
  const [first, last = first] = text.split('-').map((name) => DAY_NAMES.indexOf(name.slice(0, 3)) + 1);
  if (first === undefined || last === undefined || first === 0 || last === 0 || text.split('-').length > 2) return null;
  const length = ((last - first + 7) % 7) + 1;
  return Array.from({ length }, (_, i) => (((first - 1 + i) % 7) + 1) as Weekday);
}
