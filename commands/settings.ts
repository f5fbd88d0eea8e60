import { command, type Reply, type Request } from '../src/domain/command.ts';
import type { NewsDesk } from '../src/domain/desk.ts';
import { NOTICES, type Settled, type Unfound } from '../src/domain/order-desk.ts';
import { QUIETS, STYLES } from '../src/domain/subscription.ts';
import { LANGUAGES, lines, type PhraseKey, say, sayPlain } from '../src/phrases/say.ts';
import { noSuchDigest } from './digests.ts';
import { headOf, unfoundReply } from './order-words.ts';
import { botMenu, type Standing, settingsBoard } from './settings-board.ts';
import { botInWords, settingsInWords } from './settings-words.ts';
import { asCode } from './words.ts';

/** Shows how a digest is told and posted, with a menu of each thing that can be changed; or changes it. */
export const settings = command({
  discord: { group: 'settings', verb: null },
  telegram: ['settings'],
  about: 'about.settings',
  who: 'manager',
  options: {
    style: { kind: 'word', required: false, about: 'option.style', choices: STYLES, suggest: fitting(STYLES) },
    quiet: { kind: 'word', required: false, about: 'option.quiet', choices: QUIETS, suggest: fitting(QUIETS) },
    language: { kind: 'language', required: false, about: 'option.language' },
    number: { kind: 'number', required: false, about: 'option.number' },
    stories: { kind: 'number', required: false, about: 'option.stories' },
    notices: { kind: 'word', required: false, about: 'option.notices', choices: NOTICES, suggest: fitting(NOTICES) },
    on: { kind: 'named', required: false, about: 'option.on' },
    off: { kind: 'named', required: false, about: 'option.off' },
    role: { kind: 'role', required: false, about: 'option.role' },
    bot: { kind: 'named', required: false, about: 'option.bot', suggest: fitting(LANGUAGES) },
    switches: { kind: 'named', required: false, unlisted: true, about: 'option.on' },
    show: { kind: 'named', required: false, unlisted: true, about: 'option.page' },
  },
  async answer(request, desk) {
    const { place, asker, language, given } = request;
    const wrong = await speak(request, desk);
    if (wrong !== null) return wrong;
    if (given.role === MAY_NOT_MENTION) return mayNotMention(given.number, language);
    const { number: which, bot: _, show, ...asked } = given;
    const settled = await desk.settings(place.community, { ...asked, which, by: asker.id });
    return await replyTo(settled, show, request, desk);
  },
});

/** What a platform gives for a role that the asker may not mention. */
const MAY_NOT_MENTION = 'may-not-mention';

/** Leads back to the menu of roles. */
function mayNotMention(number: string | null, language: string): Reply {
  const which = number === null ? '' : ` number=${number}`;
  const back = { label: sayPlain(language, 'menu.back'), says: `settings${which} show=more` };
  return { text: say(language, 'wrong.role'), buttons: [back] };
}

function fitting(words: readonly string[]): (typed: string) => readonly string[] {
  return (typed) => words.filter((word) => word.startsWith(typed.trim().toLowerCase()));
}

/** Sets the bot's own language here where that is asked; answers what is wrong with it. */
async function speak({ place, language, given }: Request, desk: NewsDesk): Promise<Reply | null> {
  const bot = given['bot']?.trim().toLowerCase() ?? null;
  if (bot === null || (await desk.setLanguage(place.community, bot === 'off' ? null : bot))) return null;
  return { text: say(language, 'wrong.bot-language', { given: bot, languages: LANGUAGES.join(', ') }) };
}

async function replyTo(settled: Settled, show: string | null, request: Request, desk: NewsDesk): Promise<Reply> {
  const { place, asker, language } = request;
  switch (settled.kind) {
    case 'settled': {
      const bot = await desk.languageOf(place.community);
      const standing: Standing = { ...settled, bot, asker: asker.id, platform: place.platform };
      const spoken = request.given['bot'] === null ? language : (bot ?? language);
      return { text: settingsInWords(standing, spoken), ...settingsBoard(standing, show === 'more', spoken) };
    }
    case 'which':
    case 'no-such-subscription':
    case 'ended':
      return isOfBotAlone(settled, request) ? await tongue(request, desk) : unfoundReply(settled, 'settings', request);
    default:
      return { text: say(language, WRONG[settled.kind], { ...settled, settings: asCode(settings, place.platform) }) };
  }
}

/** Nothing of a digest is asked for: the bot's language is a community's, with or without a digest. */
function isOfBotAlone(unfound: Unfound, { given: { bot, show, ...ofDigest } }: Request): boolean {
  if (Object.values(ofDigest).some((each) => each !== null)) return false;
  return bot !== null || (unfound.kind === 'no-such-subscription' && unfound.count === 0 && show === null);
}

/** What the bot speaks, with a menu of its languages; and where no digest is, how to order one. */
async function tongue({ place, language, given }: Request, desk: NewsDesk): Promise<Reply> {
  const bot = await desk.languageOf(place.community);
  const isAsked = given['bot'] !== null;
  const spoken = isAsked ? (bot ?? language) : language;
  const { length } = await desk.subscriptions(place.community);
  return {
    text: lines(
      ...headOf({ isChanged: isAsked, isOvertaken: false }, spoken),
      botInWords(bot, spoken),
      ...(length === 0 ? [noSuchDigest(0, place.platform, spoken)] : []),
    ),
    menus: [botMenu(bot, 'settings bot={}', spoken)],
  };
}

const WRONG: Readonly<Record<Extract<Settled['kind'], `wrong-${string}`>, PhraseKey>> = {
  'wrong-style': 'wrong.style',
  'wrong-stories': 'wrong.stories',
  'wrong-language': 'wrong.language',
  'wrong-quiet': 'wrong.quiet',
  'wrong-switch': 'wrong.switch',
  'wrong-notices': 'wrong.notices',
};
