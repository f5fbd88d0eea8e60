import { COMMANDS } from '../../commands/index.ts';
import type { Reply } from '../../src/domain/command.ts';
import { findByLine, readArguments } from '../../src/domain/line.ts';
import type { Days } from './days.ts';

/** What the bot answers to a line that a manager writes as in Telegram, without the slash. */
export async function say({ desk, place }: Days, line: string): Promise<Reply> {
  const found = findByLine(COMMANDS, line);
  if (found === null) throw new Error(`Nobody says ${line}.`);
  const asker = { id: 'discord:7', name: 'Ada', isManager: true, isOwner: false };
  const given = readArguments(found.told.options, found.words);
  return await found.told.answer({ place, asker, language: 'en', given }, desk);
}

/** The words of an answer without their form. */
export function textOf({ text }: Reply): string {
  return text.map((span) => span.text).join('');
}
