import type { Platform } from '../src/domain/channel.ts';
import { type Command, command, type Reply, type Request } from '../src/domain/command.ts';
import type { Rich } from '../src/domain/rich.ts';
import { exampleOf } from '../src/phrases/conduct.ts';
import { lines, type PhraseKey, say, sayPlain } from '../src/phrases/say.ts';
import { sectionsInWords } from '../src/phrases/sections.ts';
import { privacyInWords } from './privacy.ts';
import { setup } from './setup.ts';
import { asCode, asWritten } from './words.ts';

/** What people ask help about, in the order they are shown it, with the commands' groups on Discord or names on Telegram; the rest is `more`. */
const SUBJECTS = {
  digests: ['start', 'setup', 'digest'],
  settings: ['settings', 'manage'],
  sources: ['source'],
  topics: ['topic', 'mute'],
  more: [],
  privacy: [],
  admin: ['admin'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

type Subject = keyof typeof SUBJECTS;
const NAMES = Object.keys(SUBJECTS) as readonly Subject[];

const OPTIONS = {
  about: {
    kind: 'text',
    required: false,
    about: 'option.help',
    suggest: (typed: string) => NAMES.filter((name) => name.startsWith(typed.trim().toLowerCase())),
  },
} as const;

/** Says in a few words how to begin; of a subject all its commands, and of a command what it is for, each with an example. */
export function helpFor(others: readonly Command[]): Command {
  const help: Command = command({
    discord: { group: 'help', verb: null },
    telegram: ['help'],
    about: 'about.help',
    isHere: true,
    who: 'everyone',
    options: OPTIONS,
    async answer({ place, asker, language, given }, desk) {
      const all = [...others, help].filter((each) => isOn(each, place.platform) && isFor(each, asker));
      const wanted = given.about?.trim().toLowerCase().replace(/^\//u, '') ?? '';
      const subject = NAMES.find((name) => name === wanted);
      const told = all.filter((each) => isNamed(each, place.platform, wanted));
      if (subject === 'privacy')
        return { text: await privacyInWords(place, language, desk), ...subjectMenu(all, language) };
      if (subject !== undefined) return helpOn(subject, all, place.platform, language);
      if (told.length > 0) return { text: rows(told, place.platform, language), ...subjectMenu(all, language) };
      return greeting(all, place.platform, language);
    },
  });
  return help;
}

function isOn({ isUnlisted, discord, telegram }: Command, platform: Platform): boolean {
  return isUnlisted !== true && (platform === 'discord' ? discord !== null : telegram.length > 0);
}

/** What is for the people who run the bot is not shown to others. */
function isFor({ who }: Command, { isOwner }: Request['asker']): boolean {
  return who !== 'owner' || isOwner;
}

function isNamed(told: Command, platform: Platform, wanted: string): boolean {
  return wanted !== '' && (asWritten(told, platform) === `/${wanted}` || told.telegram.includes(wanted));
}

function subjectOf({ discord, telegram }: Command): Subject {
  const name = discord?.group ?? telegram[0] ?? '';
  return NAMES.find((subject) => (SUBJECTS[subject] as readonly string[]).includes(name)) ?? 'more';
}

function greeting(all: readonly Command[], platform: Platform, language: string): Reply {
  const { menus } = subjectMenu(all, language);
  const buttons = [{ label: sayPlain(language, 'start.setup'), says: 'setup' }];
  return { text: say(language, 'help.head', { setup: asCode(setup, platform) }), menus, buttons };
}

function helpOn(
  subject: Exclude<Subject, 'privacy'>,
  all: readonly Command[],
  platform: Platform,
  language: string,
): Reply {
  const told = all.filter((each) => subjectOf(each) === subject);
  const head = say(language, `help.on.${subject}`);
  const foot = subject === 'topics' ? [say(language, 'help.topics', { sections: sectionsInWords(language) })] : [];
  return { text: lines(head, rows(told, platform, language), ...foot), ...subjectMenu(all, language) };
}

/** A menu of what else there is help about. */
function subjectMenu(all: readonly Command[], language: string): Required<Pick<Reply, 'menus'>> {
  const there = NAMES.filter((subject) => subject === 'privacy' || all.some((each) => subjectOf(each) === subject));
  const choices = there.map((value) => ({ label: sayPlain(language, `help.subject.${value}`), value }));
  return { menus: [{ asks: sayPlain(language, 'help.ask'), says: 'help {}', choices }] };
}

function rows(told: readonly Command[], platform: Platform, language: string): Rich {
  return lines(...told.map((each) => row(each, platform, language)));
}

function row(told: Command, platform: Platform, language: string): Rich {
  const written = asWritten(told, platform);
  const example = exampleOf(told, written, platform);
  const values = { command: asCode(told, platform), about: sayPlain(language, told.about as PhraseKey) };
  return example === written
    ? say(language, 'help.row', values)
    : say(language, 'help.row-example', { ...values, example });
}
