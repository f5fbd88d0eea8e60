import { command } from '../src/domain/command.ts';
import type { Subscribed } from '../src/domain/desk.ts';
import type { Rich } from '../src/domain/rich.ts';
import type { WrongTopic } from '../src/domain/wrong-topic.ts';
import { daysInWords, instantInWords, listInWords, timesInWords } from '../src/phrases/dates.ts';
import { lines, say, sayPlain } from '../src/phrases/say.ts';
import { topicsInWords } from './words.ts';

/** Orders a digest for the channel it is said in. */
export const subscribe = command({
  discord: { group: 'digest', verb: 'subscribe' },
  telegram: ['subscribe', 'sub'],
  about: 'about.subscribe',
  who: 'manager',
  options: {
    topics: {
      kind: 'text',
      required: false,
      about: 'option.topics',
      example: 'Technology, climate',
      suggest: (typed, desk) => desk.suggestTopics(typed),
    },
    time: { kind: 'time', required: false, about: 'option.time', example: '08:00' },
    zone: {
      kind: 'zone',
      required: false,
      about: 'option.zone',
      example: 'Europe/Berlin',
      suggest: (typed, desk) => desk.suggestZones(typed),
    },
    days: { kind: 'days', required: false, about: 'option.days' },
    channel: { kind: 'channel', required: false, about: 'option.channel' },
  },
  async answer({ place: here, asker, language, given: { topics, time, zone, days, channel } }, desk) {
    const place = channel === null ? here : await desk.placeFor(here, readChannel(channel), asker.id);
    if (place === null) return { text: say(language, 'wrong.channel') };
    const done = await desk.subscribe({ place, by: asker.id, language, topics, times: time, zone, days });
    const text = answerFor(done, language);
    if (place.address === here.address || done.kind !== 'subscribed') return { text };
    return { text: lines(text, say(language, 'subscribed.elsewhere', { name: place.name ?? place.address })) };
  },
});

/** A channel's id, also as Discord writes it in a text. */
function readChannel(given: string): string {
  return given.replace(/^<#(\d+)>$/u, '$1');
}

export function answerFor(done: Subscribed, language: string): Rich {
  switch (done.kind) {
    case 'subscribed':
      return confirm(done, language);
    case 'wrong-time':
      return say(language, 'wrong.time', { given: done.given });
    case 'wrong-days':
      return say(language, 'wrong.days', { given: done.given });
    case 'wrong-zone':
      return say(language, 'wrong.zone', { given: done.given, nearest: done.nearest.join(', ') });
    case 'wrong-topic':
      return wrongTopic(done, language);
    case 'may-not-post':
      return say(language, 'wrong.may-not-post', { missing: listInWords(done.missing, language) });
    case 'too-many':
      return say(language, 'wrong.too-many-digests', { most: done.most });
  }
}

/** What is wrong in a topic, and where. */
export function wrongTopic({ given, column, expected }: WrongTopic, language: string): Rich {
  return say(language, 'wrong.topic', { given, column, expected: sayPlain(language, `expected.${expected}`) });
}

function confirm({ subscription, number, warning }: Subscribed & { kind: 'subscribed' }, language: string): Rich {
  const { timetable, topics, nextSlot } = subscription;
  const { days, times, zone } = timetable;
  const done = say(language, 'subscribed', {
    number,
    days: daysInWords(days, language),
    times: timesInWords(times, language),
    zone,
    topics: topicsInWords(topics, language),
    next: instantInWords(nextSlot.at, zone, language),
  });
  return warning === null ? done : lines(done, say(language, 'subscribed.nearly-section', { ...warning }));
}
