import { type AutocompleteInteraction, type Interaction, PermissionFlagsBits } from 'discord.js';
import { type Command, type Given, type Options, type Reply, type Request, tellFirst } from '../domain/command.ts';
import type { NewsDesk } from '../domain/desk.ts';
import type { Report } from '../domain/happening.ts';
import { findByLine, readArguments, sayChosen } from '../domain/line.ts';
import { fileFaultInWords } from '../phrases/files.ts';
import { say } from '../phrases/say.ts';
import { readAttachment } from './file.ts';
import { readButtonId } from './message.ts';
import { type Asked, giveReply, isTouch, PICKS, type Touch } from './reply.ts';

/** What answering people rests on. */
export interface Counter {
  readonly commands: readonly Command[];
  readonly desk: NewsDesk;
  readonly report: Report;
  /** Attachments are read from Discord's stores and from this server. */
  readonly apiUrl: string;
}

/** Answers what somebody does; never throws. */
export async function receive(counter: Counter, asked: Interaction): Promise<void> {
  if (!asked.isAutocomplete() && !asked.isChatInputCommand() && !isTouch(asked)) return;
  try {
    if (asked.isAutocomplete()) await suggest(counter, asked);
    else await giveReply(asked, answer(counter, asked));
  } catch (error) {
    counter.report({ event: 'command-failed', platform: 'discord', command: nameOf(asked), error });
  }
}

function nameOf(asked: Asked | AutocompleteInteraction): string {
  if (isTouch(asked)) return asked.customId;
  return `/${[asked.commandName, asked.options.getSubcommand(false)].filter((name) => name !== null).join(' ')}`;
}

function findCommand(
  { commands }: Counter,
  asked: Exclude<Asked | AutocompleteInteraction, { customId: string }>,
): Command | undefined {
  const [group, verb] = [asked.commandName, asked.options.getSubcommand(false)];
  return commands.find(({ discord }) => discord !== null && discord.group === group && discord.verb === verb);
}

/** https://docs.discord.com/developers/interactions/application-commands#autocomplete: choices of an answer, and characters of one. */
const MOST_CHOICES = 25;
const LONGEST_CHOICE = 100;

async function suggest(counter: Counter, asked: AutocompleteInteraction): Promise<void> {
  const { name, value } = asked.options.getFocused(true);
  const choices = findCommand(counter, asked)?.options[name]?.suggest?.(value, counter.desk) ?? [];
  const fitting = choices.filter((choice) => choice !== '' && choice.length <= LONGEST_CHOICE).slice(0, MOST_CHOICES);
  await asked.respond(fitting.map((choice) => ({ name: choice, value: choice })));
}

/** What somebody said: a command with its arguments. */
interface Said {
  readonly told: Command;
  readonly given: Given<Options>;
}

async function answer(counter: Counter, asked: Asked): Promise<Reply> {
  const language = asked.locale;
  const said = readSaid(counter, asked);
  if (said === null) return { text: say(language, 'unknown-command', { help: [{ form: 'code', text: '/help' }] }) };
  const request: Request = { place: placeOf(asked), asker: askerOf(counter, asked), language, given: said.given };
  const refusal = refuse(said.told, request);
  if (refusal !== null) return refusal;
  try {
    const files = await readFiles(counter, asked, said.told);
    if ('text' in files) return files;
    const { desk, notices } = await counter.desk.heardFrom({ ...request, behalf: null });
    return tellFirst(notices, await said.told.answer({ ...request, given: { ...said.given, ...files.given } }, desk));
  } catch (error) {
    counter.report({ event: 'command-failed', platform: 'discord', command: nameOf(asked), error });
    return { text: say(language, 'failed') };
  }
}

function readSaid(counter: Counter, asked: Asked): Said | null {
  if (isTouch(asked)) return readTouch(counter, asked);
  const told = findCommand(counter, asked);
  if (told === undefined) return null;
  const values = Object.keys(told.options).map((name) => [name, asked.options.get(name)?.value ?? null] as const);
  return {
    told,
    given: Object.fromEntries(values.map(([name, value]) => [name, value === null ? null : String(value)])),
  };
}

/** The texts of what was attached; or a word on why one could not be read. */
async function readFiles(
  { apiUrl }: Counter,
  asked: Asked,
  { options }: Command,
): Promise<Reply | { readonly given: Given<Options> }> {
  const given: Record<string, string> = {};
  if (isTouch(asked)) return { given };
  for (const name of Object.keys(options).filter((each) => options[each]?.kind === 'file')) {
    const attached = asked.options.getAttachment(name);
    const read = attached === null ? null : await readAttachment(attached, apiUrl);
    if (read !== null && read.kind !== 'text') return { text: fileFaultInWords(read, asked.locale) };
    if (read !== null) given[name] = read.text;
  }
  return { given };
}

/** A button or a menu says a command line as it is written in Telegram. */
function readTouch({ commands }: Counter, asked: Touch): Said | null {
  const line = lineOf(asked);
  const said = line === null ? null : findByLine(commands, line);
  return said === null ? null : { told: said.told, given: readArguments(said.told.options, said.words) };
}

function lineOf(asked: Touch): string | null {
  const { customId } = asked;
  if (asked.isStringSelectMenu() && customId.startsWith(PICKS))
    return sayChosen(customId.slice(PICKS.length), asked.values);
  return readButtonId(customId)?.line ?? null;
}

function refuse({ who }: Command, { asker, language }: Request): Reply | null {
  switch (who) {
    case 'everyone':
      return null;
    case 'manager':
      return asker.isManager ? null : { text: say(language, 'not-allowed.manager.discord') };
    case 'owner':
      return asker.isOwner ? null : { text: say(language, 'not-allowed.owner') };
  }
}

function placeOf({ channelId, guildId, channel }: Asked): Request['place'] {
  return {
    platform: 'discord',
    address: channelId ?? '',
    community: guildId === null ? `discord:dm-${channelId}` : `discord:${guildId}`,
    name: channel !== null && 'name' in channel ? channel.name : null,
  };
}

/** Alone with the bot, everybody manages their own conversation. */
function askerOf({ desk }: Counter, { user, guildId, memberPermissions }: Asked): Request['asker'] {
  const isManager = guildId === null || memberPermissions?.has(PermissionFlagsBits.ManageGuild) === true;
  const id = `discord:${user.id}`;
  return { id, name: user.displayName, isManager, isOwner: desk.isOwner(id) };
}
