import type { Platform } from '../src/domain/channel.ts';
import type { Button, Menu, Reply } from '../src/domain/command.ts';
import { keyOf, NOTICES, type Settled, SWITCHES, type Switch } from '../src/domain/order-desk.ts';
import { STYLES, type Subscription } from '../src/domain/subscription.ts';
import { languageInWords } from '../src/phrases/origin.ts';
import { LANGUAGES, sayPlain } from '../src/phrases/say.ts';

/** How a digest is set, and who looks at it where. */
export type Standing = Settled & {
  readonly kind: 'settled';
  /** The language chosen for the bot here; null for each asker's own. */
  readonly bot: string | null;
  readonly asker: string;
  readonly platform: Platform;
};

/** What a platform has of what can be switched. */
const ABSENT: Readonly<Record<Platform, readonly Switch[]>> = {
  discord: ['previews'],
  telegram: ['thread', 'crosspost'],
  terminal: ['previews', 'thread', 'crosspost'],
};

export function switchesOf(platform: Platform): readonly Switch[] {
  return SWITCHES.filter((name) => !ABSENT[platform].includes(name));
}

export function isOn({ manner, posting }: Subscription, name: Switch): boolean {
  return name === 'ai' ? manner.ai : posting[name];
}

/** Menus and buttons that change what is set and show it again; `more` holds what has no room beside the first ones, for a Discord message has five rows. */
export function settingsBoard(standing: Standing, isMore: boolean, language: string): Pick<Reply, 'menus' | 'buttons'> {
  return isMore ? second(standing, language) : first(standing, language);
}

function first({ subscription, platform }: Standing, language: string): Pick<Reply, 'menus' | 'buttons'> {
  const line = `settings number=${keyOf(subscription)}`;
  const { manner, size, quiet } = subscription;
  const other = quiet === 'skip' ? 'line' : 'skip';
  return {
    menus: [
      {
        asks: sayPlain(language, 'settings.choose.style'),
        says: `${line} style={}`,
        choices: STYLES.map((style) => ({
          label: sayPlain(language, `settings.to.${style}`),
          value: style,
          isChosen: style === manner.style,
        })),
      },
      {
        asks: sayPlain(language, 'settings.choose.stories'),
        says: `${line} stories={}`,
        choices: STORIES.map((count) => ({
          label: sayPlain(language, 'settings.choose.count', { count }),
          value: String(count),
          isChosen: count === size,
        })),
      },
      languageMenu(subscription, line, language),
      {
        asks: sayPlain(language, 'settings.choose.switches'),
        says: `${line} switches={}`,
        choices: switchesOf(platform).map((name) => ({
          label: sayPlain(language, `settings.switch.${name}`),
          value: name,
          isChosen: isOn(subscription, name),
        })),
        many: true,
      },
    ],
    buttons: [
      { label: sayPlain(language, `settings.to.${other}`), says: `${line} quiet=${other}` },
      { label: sayPlain(language, 'settings.to.schedule'), says: `schedule number=${keyOf(subscription)}` },
      { label: sayPlain(language, 'settings.more'), says: `${line} show=more` },
    ],
  };
}

/** As many as a menu of Discord holds. */
const STORIES = Array.from({ length: 25 }, (_, i) => i + 1);
/** Languages that most channels are told in; any other is typed. */
const NEWS_LANGUAGES = 'en de fr es it pt nl pl cs sv da fi el uk ru tr ar fa ur hi zh ja ko id'.split(' ');

function languageMenu({ manner }: Subscription, line: string, language: string): Menu {
  const own = { label: sayPlain(language, 'settings.choose.own'), value: 'off', isChosen: manner.language === null };
  const codes = [...new Set([...(manner.language === null ? [] : [manner.language]), ...NEWS_LANGUAGES])];
  return {
    asks: sayPlain(language, 'settings.choose.language'),
    says: `${line} language={}`,
    choices: [
      own,
      ...codes
        .slice(0, NEWS_LANGUAGES.length)
        .map((code) => ({ label: languageInWords(code, language), value: code, isChosen: code === manner.language })),
    ],
  };
}

function second({ subscription, bot, asker, platform }: Standing, language: string): Pick<Reply, 'menus' | 'buttons'> {
  const line = `settings number=${keyOf(subscription)} show=more`;
  const { noticesTo, createdBy, posting } = subscription;
  const told = noticesTo === null ? 'nobody' : noticesTo === createdBy ? 'orderer' : noticesTo === asker ? 'me' : null;
  const back: Button = { label: sayPlain(language, 'menu.back'), says: `settings number=${keyOf(subscription)}` };
  const silence: Button = { label: sayPlain(language, 'settings.no-role'), says: `${line} role=off` };
  return {
    menus: [
      {
        asks: sayPlain(language, 'settings.choose.notices'),
        says: `${line} notices={}`,
        choices: NOTICES.map((who) => ({
          label: sayPlain(language, `settings.to.${who}`),
          value: who,
          isChosen: who === told,
        })),
      },
      botMenu(bot, `${line} bot={}`, language),
      ...roleMenu(subscription, `${line} role={}`, language),
    ],
    buttons: [...(posting.role === null || platform !== 'discord' ? [] : [silence]), back],
  };
}

/** Roles are a Discord server's; a direct message has none. */
function roleMenu({ channel, posting: { role } }: Subscription, says: string, language: string): readonly Menu[] {
  if (channel.platform !== 'discord' || channel.community.startsWith('discord:dm-')) return [];
  const chosen = role === null ? [] : [{ label: role, value: role, isChosen: true }];
  return [{ asks: sayPlain(language, 'settings.choose.role'), says, choices: chosen, of: 'roles' }];
}

/** The languages the bot speaks, and that of each asker. */
export function botMenu(bot: string | null, says: string, language: string): Menu {
  return {
    asks: sayPlain(language, 'settings.choose.bot'),
    says,
    choices: ['off', ...LANGUAGES].map((code) => ({
      label: code === 'off' ? sayPlain(language, 'settings.choose.asker') : languageInWords(code, language),
      value: code,
      isChosen: code === (bot ?? 'off'),
    })),
  };
}
