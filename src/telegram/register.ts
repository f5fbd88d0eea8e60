import type { Telegram } from 'telegraf';
import type { BotCommand, BotCommandScope } from 'telegraf/types';
import type { Command } from '../domain/command.ts';
import { LANGUAGES, type PhraseKey, sayPlain } from '../phrases/say.ts';
import { clip } from '../text/clip.ts';
import { call } from './call.ts';

/** What a menu is shown of, and the commands in it; a group's administrators have their own, which says what changes something too. */
const MENUS: readonly { readonly scope: BotCommandScope; readonly isFor: (told: Command) => boolean }[] = [
  { scope: { type: 'default' }, isFor: () => true },
  { scope: { type: 'all_group_chats' }, isFor: ({ who }) => who === 'everyone' },
  { scope: { type: 'all_chat_administrators' }, isFor: () => true },
];

/** Tells Telegram what can be said to the bot, to whom and in which languages, unless it knows exactly that. Answers how many commands were told, 0 when none had to be. */
export async function registerCommands(
  telegram: Telegram,
  commands: readonly Command[],
  signal: AbortSignal,
): Promise<number> {
  const listed = commands.filter(isOnTelegram);
  const told = new Set<string>();
  for (const { scope, isFor } of MENUS)
    for (const language of LANGUAGES) {
      const wanted = menuOf(listed.filter(isFor), language);
      const menu = { scope, ...(language === 'en' ? {} : { language_code: language }) };
      if (await isTold(telegram, menu, wanted, signal)) for (const { command } of wanted) told.add(command);
    }
  return told.size;
}

/** False where Telegram knew it already. What is in no language of the menu is shown in English. */
async function isTold(
  telegram: Telegram,
  menu: { readonly scope: BotCommandScope; readonly language_code?: string },
  commands: readonly BotCommand[],
  signal: AbortSignal,
): Promise<boolean> {
  const known = await call(telegram, 'getMyCommands', menu, signal);
  if (likeness(known) === likeness(commands)) return false;
  await call(telegram, 'setMyCommands', { ...menu, commands }, signal);
  return true;
}

function menuOf(commands: readonly Command[], language: string): readonly BotCommand[] {
  return [...Map.groupBy(commands, nameOf)].map(([command, verbs]) => menuEntry(command, verbs, language));
}

/** What is for the people who run the bot alone is in nobody's menu. */
function isOnTelegram({ telegram, isUnlisted, who }: Command): boolean {
  return telegram.length > 0 && isUnlisted !== true && who !== 'owner';
}

/** A command's first name without its verb, for Telegram knows no verbs; aliases are understood and not shown. */
function nameOf({ telegram: [name = ''] }: Command): string {
  return name.split(' ')[0] ?? '';
}

/** https://core.telegram.org/bots/api#botcommand */
const LONGEST_DESCRIPTION = 256;

function menuEntry(command: string, verbs: readonly Command[], language: string): BotCommand {
  const description = verbs.map(({ about }) => sayPlain(language, about as PhraseKey)).join('. ');
  return { command, description: clip(description, LONGEST_DESCRIPTION) };
}

/** Telegram shows commands in the order they were told. */
function likeness(commands: readonly BotCommand[]): string {
  return commands.map(({ command, description }) => `${command} ${description}`).join('\n');
}
