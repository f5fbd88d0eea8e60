import { command } from '../src/domain/command.ts';
import { say } from '../src/phrases/say.ts';
import { readNumber } from './digests.ts';
import { muteInWords, mutes } from './mutes.ts';
import { asCode } from './words.ts';

/** Ends a mute. */
export const unmute = command({
  discord: { group: 'mute', verb: 'remove' },
  telegram: ['unmute'],
  about: 'about.unmute',
  who: 'manager',
  options: {
    number: {
      kind: 'number',
      required: true,
      about: 'option.number',
      offer: async ({ place, language }, desk) =>
        (await desk.mutes(place.community)).map((each) => ({
          label: muteInWords(each, language),
          value: String(each.id),
        })),
    },
  },
  async answer({ place, language, given }, desk) {
    const ended = await desk.unmute(place.community, readNumber(given.number) ?? 0);
    if (ended === null) return { text: say(language, 'mute.no-such', { mutes: asCode(mutes, place.platform) }) };
    return { text: say(language, 'mute.ended', { what: muteInWords(ended, language) }) };
  },
});
