import type { PaceHints } from '../domain/entry.ts';
import type { Fields } from './feed-fields.ts';
import { elementsIn, textOf } from './feed-tree.ts';

const MINUTES = new Map([
  ['hourly', 60],
  ['daily', 24 * 60],
  ['weekly', 7 * 24 * 60],
  ['monthly', 30 * 24 * 60],
  ['yearly', 365 * 24 * 60],
]);
const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** A feed that says nothing about its pace. */
export const NO_HINTS: PaceHints = { ttlMinutes: null, updateMinutes: null, skipHours: [], skipDays: [] };

/** What a channel says about how often it wants to be asked; what makes no sense is as if unsaid. */
export function readHints(channel: Fields): PaceHints {
  return {
    ttlMinutes: positive(wordOf(channel, 'ttl')),
    updateMinutes: updateMinutes(channel),
    skipHours: skipped(channel, 'skiphours', hourOf),
    skipDays: skipped(channel, 'skipdays', dayOf),
  };
}

/** RSS 1.0's syndication module: a period (daily when unsaid) and how many times in it (once when unsaid). */
function updateMinutes(channel: Fields): number | null {
  const period = wordOf(channel, 'sy:updateperiod').toLowerCase();
  const frequency = positive(wordOf(channel, 'sy:updatefrequency'));
  if (period === '' && frequency === null) return null;
  const minutes = MINUTES.get(period || 'daily');
  return minutes === undefined ? null : minutes / (frequency ?? 1);
}

function skipped(channel: Fields, name: string, read: (word: string) => number | null): readonly number[] {
  const words = channel
    .all(name)
    .flatMap(elementsIn)
    .map((element) => textOf(element).trim());
  return [...new Set(words.map(read).filter((each) => each !== null))].sort((one, other) => one - other);
}

/** Some count the hours from 1 to 24: 24 is midnight, as it is 0. */
function hourOf(word: string): number | null {
  return /^\d{1,2}$/u.test(word) && Number(word) <= 24 ? Number(word) % 24 : null;
}

function dayOf(word: string): number | null {
  const place = DAYS.indexOf(word.slice(0, 3).toLowerCase());
  return place < 0 ? null : place + 1;
}

function wordOf(channel: Fields, name: string): string {
  const [element] = channel.all(name);
  return element ? textOf(element).trim() : '';
}

function positive(word: string): number | null {
  const number = Number(word);
  return word !== '' && Number.isFinite(number) && number > 0 ? number : null;
}
