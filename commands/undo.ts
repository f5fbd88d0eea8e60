import { command } from '../src/domain/command.ts';
import { instantInWords } from '../src/phrases/dates.ts';
import { say } from '../src/phrases/say.ts';
import { subscribe } from './subscribe.ts';
import { asCode, topicsInWords } from './words.ts';

/** Takes back the end of a digest, for a minute. */
export const undo = command({
  discord: { group: 'digest', verb: 'undo' },
  telegram: ['undo'],
  about: 'about.undo',
  who: 'manager',
  options: { number: { kind: 'number', required: false, unlisted: true, about: 'option.number' } },
  async answer({ place, language, given }, desk) {
    const done = await desk.takeBack(place.community, given.number);
    if (done.kind === 'too-late')
      return { text: say(language, 'undo.too-late', { subscribe: asCode(subscribe, place.platform) }) };
    const { topics, nextSlot, timetable } = done.subscription;
    const next = instantInWords(nextSlot.at, timetable.zone, language);
    return { text: say(language, 'undo.done', { number: done.number, topics: topicsInWords(topics, language), next }) };
  },
});
