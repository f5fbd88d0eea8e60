import type { Platform } from '../src/domain/channel.ts';
import { command } from '../src/domain/command.ts';
import type { NewsDesk } from '../src/domain/desk.ts';
import { CHANGES_KEPT_DAYS, DEPARTED_KEPT_DAYS } from '../src/domain/forgetting.ts';
import type { Rich } from '../src/domain/rich.ts';
import type { Spot } from '../src/domain/turn.ts';
import { lines, say } from '../src/phrases/say.ts';
import { stop } from './stop.ts';
import { asCode } from './words.ts';

/** Says what is kept about people and chats, why, for how long, and how it is erased; on Discord /help says it. */
export const privacy = command({
  discord: null,
  telegram: ['privacy'],
  about: 'about.privacy',
  isHere: true,
  who: 'everyone',
  options: {},
  async answer({ place, language }, desk) {
    return { text: await privacyInWords(place, language, desk) };
  },
});

export async function privacyInWords(place: Spot, language: string, desk: NewsDesk): Promise<Rich> {
  const { model } = await desk.status(place.community);
  return lines(
    say(language, 'privacy.head'),
    say(language, 'privacy.chat', { days: desk.keepDays }),
    say(language, 'privacy.people', { days: CHANGES_KEPT_DAYS }),
    say(language, 'privacy.talk'),
    say(language, 'privacy.not-read'),
    say(language, 'privacy.news'),
    model === null ? say(language, 'privacy.no-model') : say(language, 'privacy.model', { model: model.name }),
    say(language, 'privacy.platform'),
    howToErase(place.platform, language),
  );
}

function howToErase(platform: Platform, language: string): Rich {
  const days = DEPARTED_KEPT_DAYS;
  return platform === 'discord'
    ? say(language, 'privacy.erase-server', { days })
    : say(language, 'privacy.erase', { stop: asCode(stop, platform), days });
}
