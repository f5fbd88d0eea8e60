import { command } from '../src/domain/command.ts';
import { say } from '../src/phrases/say.ts';
import { nothingNew } from './digests.ts';
import { unfoundReply } from './order-words.ts';

/** Posts a digest at once; of several it asks which. */
export const now = command({
  discord: { group: 'digest', verb: 'now' },
  telegram: ['digest'],
  about: 'about.now',
  who: 'manager',
  options: { number: { kind: 'number', required: false, about: 'option.number' } },
  async answer(request, desk) {
    const { place, language, given } = request;
    const told = await desk.tellNow(place.community, given.number);
    switch (told.kind) {
      case 'owed':
        return { text: say(language, 'now.owed', { count: told.stories }) };
      case 'nothing-new':
        return { text: nothingNew(told, place.platform, language) };
      case 'which':
      case 'no-such-subscription':
      case 'ended':
        return unfoundReply(told, 'digest', request);
    }
  },
});
