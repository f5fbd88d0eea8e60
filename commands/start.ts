import { command } from '../src/domain/command.ts';
import { say } from '../src/phrases/say.ts';
import { subscribe } from './subscribe.ts';
import { asCode } from './words.ts';

/** The first thing Telegram says for a person. */
export const start = command({
  discord: null,
  telegram: ['start'],
  about: 'about.start',
  who: 'everyone',
  options: {},
  async answer({ place, language }) {
    const example = [{ form: 'code', text: '/subscribe Technology, climate 08:00 Europe/Berlin weekdays' }] as const;
    return { text: say(language, 'start', { subscribe: asCode(subscribe, place.platform), example }) };
  },
});
