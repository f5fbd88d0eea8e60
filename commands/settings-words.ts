import type { Rich } from '../src/domain/rich.ts';
import { listInWords } from '../src/phrases/dates.ts';
import { languageInWords } from '../src/phrases/origin.ts';
import { lines, say, sayPlain } from '../src/phrases/say.ts';
import { headOf } from './order-words.ts';
import { isOn, type Standing, switchesOf } from './settings-board.ts';
import { topicsInWords } from './words.ts';

/** All that is set of a digest, a line each. */
export function settingsInWords(standing: Standing, language: string): Rich {
  const { subscription, number, hasModel } = standing;
  const { topics, manner, size, quiet } = subscription;
  return lines(
    ...headOf(standing, language),
    say(language, 'settings.head', { number, topics: topicsInWords(topics, language) }),
    say(language, `settings.style.${manner.style}`),
    say(language, 'settings.stories', { count: size }),
    manner.language === null
      ? say(language, 'settings.own-language')
      : say(language, 'settings.language', { language: languageInWords(manner.language, language) }),
    ...(manner.language !== null && !hasModel ? [say(language, 'settings.no-model')] : []),
    say(language, `settings.quiet.${quiet}`),
    ...switchedInWords(standing, language),
    ...(subscription.posting.role === null || standing.platform !== 'discord' ? [] : [say(language, 'settings.role')]),
    noticesInWords(standing, language),
    botInWords(standing.bot, language),
  );
}

/** Which language the bot speaks in a community; null for each asker's own. */
export function botInWords(bot: string | null, language: string): Rich {
  if (bot === null) return say(language, 'settings.bot-own');
  return say(language, 'settings.bot', { language: languageInWords(bot, language) });
}

function switchedInWords({ subscription, platform }: Standing, language: string): readonly Rich[] {
  const names = (on: boolean): string =>
    listInWords(
      switchesOf(platform)
        .filter((name) => isOn(subscription, name) === on)
        .map((name) => sayPlain(language, `settings.switch.${name}`)),
      language,
    );
  const [on, off] = [names(true), names(false)];
  return [
    ...(on === '' ? [] : [say(language, 'settings.on', { names: on })]),
    ...(off === '' ? [] : [say(language, 'settings.off', { names: off })]),
  ];
}

function noticesInWords({ subscription: { noticesTo, createdBy }, asker }: Standing, language: string): Rich {
  if (noticesTo === null) return say(language, 'settings.notices.nobody');
  if (noticesTo === asker) return say(language, 'settings.notices.me');
  return say(language, noticesTo === createdBy ? 'settings.notices.orderer' : 'settings.notices.other');
}
