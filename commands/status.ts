import { command } from '../src/domain/command.ts';
import type { Status } from '../src/domain/desk.ts';
import type { Rich } from '../src/domain/rich.ts';
import { countInWords, numberInWords } from '../src/phrases/counts.ts';
import { listInWords, timeInWords } from '../src/phrases/dates.ts';
import { lines, say } from '../src/phrases/say.ts';
import { changeInWords } from './change-words.ts';
import { subscribe } from './subscribe.ts';
import { totalsInWords } from './total-words.ts';
import { asCode } from './words.ts';

/** Shows how the bot stands. */
export const status = command({
  discord: { group: 'status', verb: null },
  telegram: ['status'],
  about: 'about.status',
  who: 'everyone',
  options: {},
  async answer({ place, asker, language }, desk) {
    const stand = await desk.status(place.community);
    const totals = asker.isOwner ? totalsInWords(await desk.totals(), language) : [];
    const next =
      stand.next === null
        ? say(language, 'status.no-next', { subscribe: asCode(subscribe, place.platform) })
        : say(language, 'status.next', { next: timeInWords(stand.next.at, stand.next.zone, language) });
    return {
      text: lines(
        ...aboutSources(stand, asker.isManager, language),
        lastDigest(stand, language),
        next,
        ...aboutMessages(stand, language),
        ...aboutDoubts(stand, language),
        aboutModel(stand, language),
        ...aboutChange(stand, language),
        ...totals,
      ),
    };
  },
});

/** Which sources fail is for who can mend it. */
function aboutSources(
  { sources, articles, failing, failingNames }: Status,
  isNamed: boolean,
  language: string,
): readonly Rich[] {
  const read = say(language, 'status.sources', {
    sources: countInWords(sources, 'sources', language),
    articles: countInWords(articles, 'articles', language),
  });
  if (failing === 0) return [read];
  const names = listInWords(failingNames, language);
  return [read, say(language, isNamed ? 'status.failing' : 'status.silent', { count: failing, names })];
}

function lastDigest({ lastDigest: last, next }: Status, language: string): Rich {
  return last === null
    ? say(language, 'status.never')
    : say(language, 'status.last', { last: timeInWords(last, next?.zone ?? 'UTC', language) });
}

function aboutMessages({ waiting: { count, until, why }, next }: Status, language: string): readonly Rich[] {
  if (count === 0) return [];
  const waiting = say(language, 'status.waiting', { count });
  if (until === null || why === null) return [waiting];
  const at = timeInWords(until, next?.zone ?? 'UTC', language);
  return [waiting, say(language, 'status.waiting-until', { until: at, why })];
}

function aboutDoubts({ doubts: { perhapsTwice, skipped } }: Status, language: string): readonly Rich[] {
  return [
    ...(perhapsTwice === 0 ? [] : [say(language, 'status.twice', { count: perhapsTwice })]),
    ...(skipped === 0 ? [] : [say(language, 'status.skipped', { count: skipped })]),
  ];
}

function aboutModel({ model }: Status, language: string): Rich {
  if (model === null) return say(language, 'status.no-model');
  const { name, used, cap } = model;
  const tokens = { used: numberInWords(used, language), cap: numberInWords(cap, language) };
  return say(language, 'status.model', { model: name, ...tokens });
}

function aboutChange({ lastChange, next }: Status, language: string): readonly Rich[] {
  if (lastChange === null) return [];
  const at = timeInWords(lastChange.at, next?.zone ?? 'UTC', language);
  return [say(language, 'status.change', { at, change: changeInWords(lastChange, language) })];
}
