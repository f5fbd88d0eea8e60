import { wordsOf } from '../text/words.ts';

/** A day of the week or a month, whatever its language: `day 1` is Monday, `month 3` March. */
type CalendarName = `${'day' | 'month'} ${number}`;

/** Any Monday, to name the days from, and a year to name the months of. */
const A_MONDAY = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;
/** A longer name is known without its last letter too: in many languages that is its case. */
const LONGEST_FIXED = 4;
/** Names may be cut to so many letters: "Jan.", "Sept.". */
const SHORT_FORMS = [3, 4] as const;
/** Words of their own as well: dates only beside a number. */
const DOUBTFUL = new Set(['march', 'may', 'mars', 'mai', 'set', 'sun', 'sat', 'wed', 'mar']);

const known = new Map<string, ReadonlyMap<string, CalendarName>>();

/** The days of the week and the months that a text of this language names. */
export function calendarNames(text: string, language: string): ReadonlySet<CalendarName> {
  const names = namesOf(language);
  const words = wordsOf(text.normalize('NFKC'));
  return new Set(
    words.flatMap((word, at) => {
      const isBesideNumber = [words[at - 1], words[at + 1]].some((other) => /^\p{Nd}/u.test(other ?? ''));
      return DOUBTFUL.has(word) && !isBesideNumber ? [] : (names.get(word) ?? inflected(word, names) ?? []);
    }),
  );
}

/** The months of dates written in numbers: 05.03.2031, 2031-03-05. */
export function numericMonths(text: string): ReadonlySet<CalendarName> {
  const dates = text.matchAll(/\b\d{1,4}([-./])(\d{1,2})\1\d{1,4}\b/gu);
  return new Set(Array.from(dates, ([, , month]): CalendarName => `month ${Number(month)}`));
}

function inflected(word: string, names: ReadonlyMap<string, CalendarName>): CalendarName | undefined {
  for (const [name, meant] of names)
    if (name.length > LONGEST_FIXED && word.startsWith(name.slice(0, -1))) return meant;
  return undefined;
}

function namesOf(language: string): ReadonlyMap<string, CalendarName> {
  const before = known.get(language);
  if (before) return before;
  const names = new Map<string, CalendarName>();
  const add = (name: string, meant: CalendarName): void => {
    const [word = ''] = wordsOf(name).filter((each) => !/^\p{Nd}/u.test(each));
    for (const form of [word, ...SHORT_FORMS.map((length) => word.slice(0, length))])
      if (form.length >= 2 && !names.has(form)) names.set(form, meant);
  };
  for (let day = 1; day <= 7; day++) add(spell(language, A_MONDAY + (day - 1) * DAY_MS, 'weekday'), `day ${day}`);
  for (let month = 1; month <= 12; month++)
    for (const form of ['month', 'day'] as const)
      add(spell(language, Date.UTC(2024, month - 1, 15), form), `month ${month}`);
  known.set(language, names);
  return names;
}

/** A month beside a day stands in another case in some languages. */
function spell(language: string, at: number, form: 'weekday' | 'month' | 'day'): string {
  const options =
    form === 'weekday' ? { weekday: 'long' } : form === 'month' ? { month: 'long' } : { month: 'long', day: 'numeric' };
  return new Intl.DateTimeFormat(language, {
    ...(options as Intl.DateTimeFormatOptions),
    calendar: 'gregory',
    timeZone: 'UTC',
  }).format(at);
}
