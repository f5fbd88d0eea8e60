import type { AutocompleteInteraction } from 'discord.js';
import type { Command } from '../domain/command.ts';
import type { NewsDesk } from '../domain/desk.ts';
import { findCommand } from './said.ts';

/** https://docs.discord.com/developers/interactions/application-commands#autocomplete: choices of an answer, and characters of one. */
const MOST_CHOICES = 25;
const LONGEST_CHOICE = 100;

/** Offers what could be meant while somebody types. */
export async function suggest(
  { commands, desk }: { readonly commands: readonly Command[]; readonly desk: NewsDesk },
  asked: AutocompleteInteraction,
): Promise<void> {
  const { name, value } = asked.options.getFocused(true);
  const choices = findCommand(commands, asked)?.options[name]?.suggest?.(value, desk) ?? [];
  const fitting = choices.filter((choice) => choice !== '' && choice.length <= LONGEST_CHOICE).slice(0, MOST_CHOICES);
  await asked.respond(fitting.map((choice) => ({ name: choice, value: choice })));
}
