import type { AutocompleteInteraction } from 'discord.js';
import type { Command } from '../domain/command.ts';
import type { NewsDesk } from '../domain/desk.ts';
import type { Choice } from '../domain/reply.ts';
import { refusalInWords } from '../phrases/conduct.ts';
import { clip } from '../text/clip.ts';
import { askerOf, localesOf, placeOf } from './asked.ts';
import { findCommand } from './said.ts';

/** https://docs.discord.com/developers/interactions/application-commands#autocomplete: choices of an answer, and characters of one. */
const MOST_CHOICES = 25;
const LONGEST_CHOICE = 100;

interface Helper {
  readonly commands: readonly Command[];
  readonly desk: NewsDesk;
}

/** Offers what could be meant while somebody types. */
export async function suggest(helper: Helper, asked: AutocompleteInteraction): Promise<void> {
  const choices = await choicesFor(helper, asked);
  const fitting = choices.filter(({ value }) => value !== '' && value.length <= LONGEST_CHOICE).slice(0, MOST_CHOICES);
  await asked.respond(fitting.map(({ label, value }) => ({ name: clip(label, LONGEST_CHOICE), value })));
}

/** What an option suggests for what is typed; else what of its offer fits. Who may not say the command is offered nothing. */
async function choicesFor({ commands, desk }: Helper, asked: AutocompleteInteraction): Promise<readonly Choice[]> {
  const told = findCommand(commands, asked);
  const { name, value: typed } = asked.options.getFocused(true);
  const { suggest: suggested, offer } = told?.options[name] ?? {};
  if (suggested !== undefined) return suggested(typed, desk).map((value) => ({ label: value, value }));
  const place = placeOf(asked);
  const language = (await desk.languageOf(place.community)) ?? asked.locale;
  const asker = askerOf(asked, desk);
  if (told === undefined || offer === undefined || refusalInWords(told, asker, 'discord', language) !== null) return [];
  const offered = await offer({ place, asker, language, locales: localesOf(asked) }, desk);
  const wanted = typed.trim().toLowerCase();
  return offered.filter(({ label, value }) => [label, value].some((each) => each.toLowerCase().includes(wanted)));
}
