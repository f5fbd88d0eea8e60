import {
  type APIApplication,
  InteractionContextType,
  type REST,
  Routes,
  ApplicationCommandOptionType as Type,
} from 'discord.js';
import type { Command, Option } from '../domain/command.ts';
import { LANGUAGES, type PhraseKey, sayPlain } from '../phrases/say.ts';
import { clip } from '../text/clip.ts';
import { POSTABLE } from './board.ts';

/** A slash command, a verb of it or an option, as Discord takes and lists them. */
interface Slash {
  readonly name: string;
  readonly description: string;
  readonly description_localizations?: Readonly<Record<string, string>> | null;
  readonly type?: number;
  readonly required?: boolean;
  readonly autocomplete?: boolean;
  readonly min_value?: number;
  readonly channel_types?: readonly number[];
  readonly contexts?: readonly number[] | null;
  readonly options?: readonly Slash[];
}

/** Tells Discord what can be said to the bot, unless it knows exactly that. Answers how many commands were told, 0 when none had to be. */
export async function registerCommands(rest: REST, commands: readonly Command[]): Promise<number> {
  const { id } = (await rest.get(Routes.currentApplication())) as APIApplication;
  const wanted = slashCommands(commands);
  const known = (await rest.get(Routes.applicationCommands(id), { query: WITH_LOCALIZATIONS })) as readonly Slash[];
  if (likeness(known) === likeness(wanted)) return 0;
  await rest.put(Routes.applicationCommands(id), { body: wanted });
  return wanted.length;
}

/** Discord lists what it was told in other languages only when asked. */
const WITH_LOCALIZATIONS = new URLSearchParams({ with_localizations: 'true' });

/** The commands in Discord's form: one of each group, its verbs inside. Who may use a verb is checked when it is used, since Discord knows no rights of verbs. */
function slashCommands(commands: readonly Command[]): readonly Slash[] {
  const groups = Map.groupBy(commands.filter(isOnDiscord), ({ discord }) => discord.group);
  return [...groups].map(([name, verbs]) => slashCommand(name, verbs));
}

type OnDiscord = Command & { readonly discord: NonNullable<Command['discord']> };

function isOnDiscord(told: Command): told is OnDiscord {
  return told.discord !== null;
}

/** In servers and in the bot's own direct messages. */
const CONTEXTS = [InteractionContextType.Guild, InteractionContextType.BotDM];
/** https://docs.discord.com/developers/interactions/application-commands#application-command-object */
const LONGEST_DESCRIPTION = 100;

function slashCommand(name: string, verbs: readonly OnDiscord[]): Slash {
  const [only] = verbs.filter(({ discord }) => discord.verb === null);
  if (only !== undefined) return { name, ...describe(only.about), contexts: CONTEXTS, options: slashOptions(only) };
  // Discord shows the verbs' descriptions, never this one, and yet wants it.
  const description = clip(verbs.map(({ discord }) => discord.verb).join(', '), LONGEST_DESCRIPTION);
  return { name, description, contexts: CONTEXTS, options: verbs.map(slashVerb) };
}

function slashVerb(told: OnDiscord): Slash {
  const name = told.discord.verb ?? '';
  return { type: Type.Subcommand, name, ...describe(told.about), options: slashOptions(told) };
}

/** Discord wants the required ones first. */
function slashOptions({ options }: Command): readonly Slash[] {
  const listed = Object.entries(options).filter(([, { unlisted = false }]) => !unlisted);
  const drawn = listed.map(([name, option]) => slashOption(name, option));
  return [...drawn.filter(({ required }) => required), ...drawn.filter(({ required }) => !required)];
}

/** What the bot has a menu of may be left out: choosing is easier than typing. */
function slashOption(name: string, { kind, required, about, suggest, offer }: Option): Slash {
  const base = { name, ...describe(about), required: required && offer === undefined };
  if (kind === 'number') return { ...base, type: Type.Integer, min_value: 1 };
  if (kind === 'role') return { ...base, type: Type.Role };
  if (kind === 'file') return { ...base, type: Type.Attachment };
  if (kind === 'channel') return { ...base, type: Type.Channel, channel_types: POSTABLE };
  return { ...base, type: Type.String, autocomplete: (suggest ?? offer) !== undefined };
}

/**
 * Discord's locales for the languages the bot may speak, of those its interface can be set to. Arabic is left out: its API lists `ar`, but no app
 * can be set to it, and one locale that is refused would refuse all commands.
 */
const LOCALES: Readonly<Record<string, readonly string[]>> = {
  de: ['de'],
  fr: ['fr'],
  es: ['es-ES', 'es-419'],
  ru: ['ru'],
};

/** What a command or option is for, in English and in the other languages that both the bot and Discord know. */
function describe(about: string): Pick<Slash, 'description' | 'description_localizations'> {
  const inLanguage = (language: string): string => clip(sayPlain(language, about as PhraseKey), LONGEST_DESCRIPTION);
  const others = LANGUAGES.flatMap((language) =>
    (LOCALES[language] ?? []).map((locale) => [locale, inLanguage(language)] as const),
  );
  const description = inLanguage('en');
  return others.length === 0 ? { description } : { description, description_localizations: Object.fromEntries(others) };
}

/** What of commands matters to people, in one order: Discord lists more than it was told, and leaves out what is usual. */
function likeness(commands: readonly Slash[]): string {
  return JSON.stringify(commands.map(matter).sort((a, b) => (a.name < b.name ? -1 : 1)));
}

type Matter = Required<Omit<Slash, 'contexts' | 'options'>> & {
  readonly contexts: readonly number[];
  readonly options: readonly Matter[];
};

function matter({
  name,
  description,
  description_localizations,
  type,
  required,
  autocomplete,
  min_value,
  channel_types,
  contexts,
  options,
}: Slash): Matter {
  return {
    name,
    description,
    description_localizations: Object.fromEntries(Object.entries(description_localizations ?? {}).sort()),
    type: type ?? 1,
    required: required ?? false,
    autocomplete: autocomplete ?? false,
    min_value: min_value ?? 0,
    channel_types: [...(channel_types ?? [])].sort((one, other) => one - other),
    contexts: [...(contexts ?? [])].sort(),
    options: (options ?? []).map(matter),
  };
}
