import { command } from '../src/domain/command.ts';
import { CHANGES_KEPT_DAYS, DEPARTED_KEPT_DAYS } from '../src/domain/forgetting.ts';
import { lines, say } from '../src/phrases/say.ts';
import { stop } from './stop.ts';
import { asCode } from './words.ts';

/** Says what is kept about people and chats, why, for how long, and how it is erased. */
export const privacy = command({
  discord: null,
  telegram: ['privacy'],
  about: 'about.privacy',
  who: 'everyone',
  options: {},
  async answer({ place, language }, desk) {
    const { model } = await desk.status(place.community);
    const text = lines(
      say(language, 'privacy.head'),
      say(language, 'privacy.chat'),
      say(language, 'privacy.people', { days: CHANGES_KEPT_DAYS }),
      say(language, 'privacy.talk'),
      say(language, 'privacy.not-read'),
      say(language, 'privacy.news'),
      model === null ? say(language, 'privacy.no-model') : say(language, 'privacy.model', { model: model.name }),
      say(language, 'privacy.platform'),
      say(language, 'privacy.erase', { stop: asCode(stop, place.platform), days: DEPARTED_KEPT_DAYS }),
    );
    return { text };
  },
});
