import { command } from '../src/domain/command.ts';
import { instantInWords, listInWords } from '../src/phrases/dates.ts';
import { say } from '../src/phrases/say.ts';
import { unfoundReply } from './order-words.ts';
import { topicsInWords } from './words.ts';

/** Lets a digest go on that was paused. */
export const resume = command({
  discord: { group: 'digest', verb: 'resume' },
  telegram: ['resume'],
  about: 'about.resume',
  who: 'manager',
  options: { number: { kind: 'number', required: false, about: 'option.number' } },
  async answer(request, desk) {
    const { place, language, given } = request;
    const done = await desk.resume(place.community, given.number);
    switch (done.kind) {
      case 'resumed': {
        const { topics, timetable, nextSlot } = done.subscription;
        const next = instantInWords(nextSlot.at, timetable.zone, language);
        const values = { number: done.number, topics: topicsInWords(topics, language), next };
        return { text: say(language, done.wasActive ? 'resume.active' : 'resume.done', values) };
      }
      case 'may-not-post':
        return { text: say(language, 'wrong.may-not-post', { missing: listInWords(done.missing, language) }) };
      default:
        return unfoundReply(done, 'resume', request);
    }
  },
});
