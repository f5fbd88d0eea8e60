import type { Telegram } from 'telegraf';
import type { BotCommand } from 'telegraf/types';
import type { Command } from '../domain/command.ts';
import { type PhraseKey, sayPlain } from '../phrases/say.ts';
import { clip } from '../text/clip.ts';
import { call } from './call.ts';

/** Tells Telegram what can be said to the bot, unless it knows exactly that. Answers how many commands were told, 0 when none had to be. */
export async function registerCommands(
  telegram: Telegram,
  commands: readonly Command[],
  signal: AbortSignal,
): Promise<number> {
  const wanted = [...Map.groupBy(commands.filter(isOnTelegram), nameOf)].map(menuEntry);
  const known = await call(telegram, 'getMyCommands', {}, signal);
  if (likeness(known) === likeness(wanted)) return 0;
  await call(telegram, 'setMyCommands', { commands: wanted }, signal);
  return wanted.length;
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

function menuEntry([command, verbs]: [string, readonly Command[]]): BotCommand {
  const description = verbs.map(({ about }) => sayPlain('en', about as PhraseKey)).join('. ');
  return { command, description: clip(description, LONGEST_DESCRIPTION) };
}

/** Telegram shows commands in the order they were told. */
function likeness(commands: readonly BotCommand[]): string {
  return commands.map(({ command, description }) => `${command} ${description}`).join('\n');
}
