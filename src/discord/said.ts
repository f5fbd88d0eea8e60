import {
  type AnySelectMenuInteraction,
  type APIRole,
  type AutocompleteInteraction,
  type ChatInputCommandInteraction,
  PermissionFlagsBits,
  type Role,
} from 'discord.js';
import { type Board, readTouch, type View } from '../domain/board.ts';
import type { Command, Form, Given, Options } from '../domain/command.ts';
import { findByLine, readArguments } from '../domain/line.ts';
import type { Notes } from '../domain/notes.ts';
import { type Asked, isTouch } from './asked.ts';
import { CHOICES } from './board.ts';
import { filledLine } from './form.ts';
import { readButtonId } from './message.ts';

/** What somebody did: said a command with its arguments, asked for a form, or leafed through a menu. */
export type Said =
  | { readonly kind: 'command'; readonly told: Command; readonly given: Given<Options> }
  | { readonly kind: 'form'; readonly says: string; readonly form: Form }
  | { readonly kind: 'board'; readonly board: Board; readonly view: View | null }
  /** There is no such command. */
  | { readonly kind: 'unknown' }
  /** What it said is not kept any more. */
  | { readonly kind: 'gone' };

export function findCommand(
  commands: readonly Command[],
  asked: ChatInputCommandInteraction | AutocompleteInteraction,
): Command | undefined {
  const [group, verb] = [asked.commandName, asked.options.getSubcommand(false)];
  return commands.find(({ discord }) => discord !== null && discord.group === group && discord.verb === verb);
}

export async function readSaid(commands: readonly Command[], notes: Notes, asked: Asked): Promise<Said> {
  if (asked.isChatInputCommand()) return readSlash(commands, asked);
  const plain = readButtonId(asked.customId);
  if (plain !== null) return readLine(commands, plain.line);
  const picked = isTouch(asked) && asked.isAnySelectMenu() ? pickedIn(asked) : [];
  const touched = await readTouch(notes, asked.customId, { picked, size: CHOICES });
  switch (touched?.kind) {
    case 'say':
      return readLine(commands, touched.line);
    case 'ask':
      if (asked.isModalSubmit()) return readLine(commands, filledLine(asked, touched.says, touched.form));
      return { kind: 'form', says: touched.says, form: touched.form };
    case 'show':
      return { kind: 'board', board: touched.board, view: touched.view };
    default:
      return { kind: 'gone' };
  }
}

function readSlash(commands: readonly Command[], asked: ChatInputCommandInteraction): Said {
  const told = findCommand(commands, asked);
  if (told === undefined) return { kind: 'unknown' };
  const values = Object.keys(told.options).map((name) => [name, givenFor(asked, name)] as const);
  const given = Object.fromEntries(values.map(([name, value]) => [name, value === null ? null : String(value)]));
  return { kind: 'command', told, given };
}

function givenFor(asked: ChatInputCommandInteraction, name: string): string | number | boolean | null {
  const { role, value = null } = asked.options.get(name) ?? {};
  return role == null ? value : roleFor(asked, role);
}

function pickedIn(asked: AnySelectMenuInteraction): readonly string[] {
  return asked.isRoleSelectMenu() ? asked.roles.map((role) => roleFor(asked, role)) : asked.values;
}

/** Of a role that the asker may not mention it says no more than that. */
function roleFor(
  { memberPermissions, guildId }: Pick<Asked, 'memberPermissions' | 'guildId'>,
  { id, mentionable }: Role | APIRole,
): string {
  const mayMention = mentionable || memberPermissions?.has(PermissionFlagsBits.MentionEveryone) === true;
  return mayMention && id !== guildId ? id : 'may-not-mention';
}

/** A line as it is written in Telegram. */
function readLine(commands: readonly Command[], line: string): Said {
  const said = findByLine(commands, line);
  if (said === null) return { kind: 'unknown' };
  return { kind: 'command', told: said.told, given: readArguments(said.told.options, said.words) };
}
