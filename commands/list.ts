import { command } from '../src/domain/command.ts';
import type { Rich } from '../src/domain/rich.ts';
import type { Subscription } from '../src/domain/subscription.ts';
import { daysInWords, timeInWords, timesInWords } from '../src/phrases/dates.ts';
import { lines, type PhraseKey, say, sayPlain } from '../src/phrases/say.ts';
import { subscribe } from './subscribe.ts';
import { asCode, topicsInWords } from './words.ts';

/** Shows the digests ordered in a community. */
export const list = command({
  discord: { group: 'digest', verb: 'list' },
  telegram: ['list'],
  about: 'about.list',
  who: 'everyone',
  options: {},
  async answer({ place, language }, desk) {
    const subscriptions = await desk.subscriptions(place.community);
    if (subscriptions.length === 0)
      return { text: say(language, 'list.empty', { subscribe: asCode(subscribe, place.platform) }) };
    return { text: lines(say(language, 'list.head'), ...subscriptions.map((each, i) => row(each, i + 1, language))) };
  },
});

const PAUSED: Readonly<Record<string, PhraseKey>> = {
  gone: 'paused.gone',
  left: 'paused.left',
  forbidden: 'paused.forbidden',
  locked: 'paused.locked',
  unanswered: 'paused.unanswered',
  blocked: 'paused.blocked',
};

function row(
  { topics, timetable, nextSlot, state, pausedWhy, channel }: Subscription,
  number: number,
  language: string,
): Rich {
  const { days, times, zone } = timetable;
  const values = {
    number,
    topics: topicsInWords(topics, language),
    days: daysInWords(days, language),
    times: timesInWords(times, language),
    zone,
    next: timeInWords(nextSlot.at, zone, language),
    channel: channel.name ?? '',
    why: sayPlain(language, PAUSED[pausedWhy ?? ''] ?? 'paused.by-hand'),
  };
  return say(language, state === 'active' ? 'list.row' : 'list.paused', values);
}
