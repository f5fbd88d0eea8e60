import type { Community, Place } from './channel.ts';
import type { NewsDesk } from './desk.ts';
import type { Part } from './digest.ts';
import type { Rich } from './rich.ts';

/**
 * What a value looks like, by which a platform without named options tells one argument from another. A file is given beside the words: its value is
 * its text.
 */
type OptionKind = 'text' | 'word' | 'number' | 'time' | 'zone' | 'days' | 'span' | 'language' | 'address' | 'file';

/** What a platform reads of a file that somebody gives; the longest list of sources met in the wild has half of it. */
export const MOST_FILE_BYTES = 5 * 1024 * 1024;

/** What came of reading a file that somebody gave: its text, or that it has more bytes than are read, or that it could not be had. */
export type FileRead =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'too-large'; readonly most: number }
  | { readonly kind: 'unread' };

export interface Option {
  readonly kind: OptionKind;
  readonly required: boolean;
  /** The phrase that describes it. */
  readonly about: string;
  /** The values there are: no other word is meant for it. */
  readonly choices?: readonly string[];
  /** A value as somebody would type it; without one, any of its kind may stand for it. */
  readonly example?: string;
  /** What could be meant by what was typed so far, at most 25. */
  readonly suggest?: (typed: string, desk: NewsDesk) => readonly string[];
}

export type Options = Readonly<Record<string, Option>>;

/** What was given for each option, as typed; the command checks it. */
export type Given<O extends Options> = {
  readonly [Name in keyof O]: O[Name]['required'] extends true ? string : string | null;
};

/** Who may use a command: everyone, who may manage the server or group, or who runs the bot. */
type Who = 'everyone' | 'manager' | 'owner';

/** One thing people can say to the bot, the same on every platform. */
export interface Command<O extends Options = Options> {
  /** `/group verb`, or `/group` alone; null where the platform has no use for it. */
  readonly discord: { readonly group: string; readonly verb: string | null } | null;
  /** Its name, then its aliases: a-z, 0-9 and _ only, and a verb behind it where it has several (`topic add`). Empty where the platform has no use for it. */
  readonly telegram: readonly string[];
  /** The phrase that says what it does. */
  readonly about: string;
  readonly who: Who;
  readonly options: O;
  answer(request: Request<O>, desk: NewsDesk): Promise<Reply>;
}

/** Somebody said a command. */
export interface Request<O extends Options = Options> {
  /** Where it was said. */
  readonly place: Place & { readonly community: Community; readonly name: string | null };
  readonly asker: Asker;
  /** BCP 47, as the platform tells it. */
  readonly language: string;
  readonly given: Given<O>;
}

interface Asker {
  /** `discord:ID` or `telegram:ID`. */
  readonly id: string;
  readonly name: string;
  readonly isManager: boolean;
}

/** What the bot answers. */
export interface Reply {
  readonly text: Rich;
  /** A digest drawn for the asker's platform, sent behind the text. */
  readonly parts?: readonly Part[];
  readonly buttons?: readonly Button[];
  /** Sent with the last message of the text. */
  readonly file?: File;
}

/** A text file people can save; its name has only letters, digits, dots and hyphens. */
export interface File {
  readonly name: string;
  readonly text: string;
}

/** A button says a command line for the person who presses it, as they would write it in Telegram without the slash; at most 60 bytes. */
export interface Button {
  readonly label: string;
  readonly says: string;
}

/** Gives a command its exact argument type; a plain literal would lose it. */
export function command<const O extends Options>(told: Command<O>): Command {
  return told as unknown as Command;
}

/**
 * The command that a line names as it is written in Telegram without the slash, and the words behind its name; a name with a verb counts before one
 * without. Null when the line names none.
 */
export function findByLine(
  commands: readonly Command[],
  line: string,
): { readonly told: Command; readonly words: string } | null {
  const [first = '', second = '', ...rest] = line.trim().split(/\s+/u);
  const named = (name: string): Command | undefined =>
    commands.find(({ telegram }) => telegram.includes(name.toLowerCase()));
  const withVerb = named(`${first} ${second}`);
  if (withVerb !== undefined) return { told: withVerb, words: rest.join(' ') };
  const told = named(first);
  return told === undefined ? null : { told, words: [second, ...rest].join(' ') };
}

const LOOKS: Readonly<Record<OptionKind, (word: string) => boolean>> = {
  time: (word) => /^\d{1,2}[:.]\d{2}$/u.test(word),
  number: (word) => /^#?\d{1,9}$/u.test(word),
  zone: (word) => /^(?:[A-Za-z_]+\/[A-Za-z_/+-]+\d*|UTC|GMT)$/u.test(word),
  days: (word) =>
    /^(?:daily|weekdays|weekends|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*(?:[,-](?:mon|tue|wed|thu|fri|sat|sun)[a-z]*)*)$/iu.test(
      word,
    ),
  language: (word) => /^(?:[a-z]{2}(?:-[a-z]{2,4})?|off)$/iu.test(word),
  span: (word) => /^\d{1,3}d(?:ays?)?$/iu.test(word),
  // `#key` names one that was offered before.
  address: (word) => /^(?:https?:\/\/|\S+\.\S{2,}|#[a-z0-9]+$)/iu.test(word),
  word: (word) => word !== '',
  text: () => true,
  file: () => false,
};

/**
 * The arguments of a command line: `name=value` goes to the option of that name, each other word to the first option still open whose kind it looks
 * like; what is left over is the text option's, in its order.
 */
export function readArguments<O extends Options>(options: O, line: string): Given<O> {
  const given = new Map<string, string>();
  const rest: string[] = [];
  for (const word of line.split(/\s+/u).filter(Boolean)) {
    const named = readNamed(options, word);
    const name = named?.name ?? Object.keys(options).find((each) => !given.has(each) && looksLike(options[each], word));
    if (name === undefined) rest.push(word);
    else given.set(name, named?.value ?? word);
  }
  const open =
    Object.keys(options).find((each) => options[each]?.kind === 'text') ??
    Object.keys(options).find((each) => !given.has(each) && options[each]?.kind !== 'file');
  if (open !== undefined && rest.length > 0) given.set(open, rest.join(' '));
  return Object.fromEntries(Object.keys(options).map((name) => [name, given.get(name) ?? null])) as Given<O>;
}

function readNamed(options: Options, word: string): { readonly name: string; readonly value: string } | null {
  const [, name = '', value = ''] = /^([a-z]+)=(.+)$/u.exec(word) ?? [];
  return Object.hasOwn(options, name) ? { name, value } : null;
}

function looksLike(option: Option | undefined, word: string): boolean {
  if (option === undefined || option.kind === 'text') return false;
  return option.choices?.includes(word.toLowerCase()) ?? LOOKS[option.kind](word);
}
