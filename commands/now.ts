import { command } from '../src/domain/command.ts';
import { say } from '../src/phrases/say.ts';
import { noSuchDigest, nothingNew, readNumber } from './digests.ts';

/** Posts a digest at once. */
export const now = command({
  discord: { group: 'digest', verb: 'now' },
  telegram: ['digest'],
  about: 'about.now',
  who: 'manager',
  options: { number: { kind: 'number', required: false, about: 'option.number' } },
  async answer({ place, language, given }, desk) {
    const told = await desk.tellNow(place.community, readNumber(given.number));
    switch (told.kind) {
      case 'owed':
        return { text: say(language, 'now.owed', { count: told.stories }) };
      case 'nothing-new':
        return { text: nothingNew(told, place.platform, language) };
      case 'no-such-subscription':
        return { text: noSuchDigest(told.count, place.platform, language) };
    }
  },
});
