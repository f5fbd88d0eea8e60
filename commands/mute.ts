import type { Platform } from '../src/domain/channel.ts';
import { command } from '../src/domain/command.ts';
import type { MuteSaved } from '../src/domain/desk.ts';
import type { Rich } from '../src/domain/rich.ts';
import { dateInWords } from '../src/phrases/dates.ts';
import { say } from '../src/phrases/say.ts';
import { muteInWords, mutes } from './mutes.ts';
import { asCode } from './words.ts';

/** Leaves a word, a source or a story of the last digest out for some days. */
export const mute = command({
  discord: { group: 'mute', verb: 'add' },
  telegram: ['mute'],
  about: 'about.mute',
  who: 'manager',
  options: {
    what: { kind: 'text', required: true, about: 'option.mute', example: '3' },
    days: { kind: 'span', required: false, about: 'option.mute-days', example: '7d' },
  },
  async answer({ place, language, given }, desk) {
    return { text: answerFor(await desk.mute(place, given.what, given.days), place.platform, language) };
  },
});

function answerFor(saved: MuteSaved, platform: Platform, language: string): Rich {
  switch (saved.kind) {
    case 'muted':
      return say(language, 'mute.muted', {
        what: muteInWords(saved.mute, language),
        until: dateInWords(saved.mute.until, 'UTC', language),
        mutes: asCode(mutes, platform),
      });
    case 'no-such-story':
      return noSuchStory(saved.count, language);
    case 'wrong-span':
      return say(language, 'mute.wrong-span', { given: saved.given, most: saved.most });
    case 'wrong-word':
      return say(language, 'mute.wrong-word', { given: saved.given });
    case 'too-many':
      return say(language, 'mute.too-many', { most: saved.most, mutes: asCode(mutes, platform) });
  }
}

/** The last digest of a place has no story of this number. */
export function noSuchStory(count: number, language: string): Rich {
  return count === 0 ? say(language, 'wrong.no-story-yet') : say(language, 'wrong.no-such-story', { count });
}
