import type { NewsDesk } from './desk.ts';
import type { Choice, Reply } from './reply.ts';
import type { Asker, Spot } from './turn.ts';

export type { Button, Field, File, Form, Menu, Reply } from './reply.ts';

/**
 * What a value looks like, by which a platform without named options tells one argument from another. A file is given beside the words: its value is
 * its text.
 */
export type OptionKind =
  | 'text'
  | 'word'
  | 'number'
  | 'time'
  | 'zone'
  | 'days'
  | 'span'
  | 'language'
  | 'address'
  | 'channel'
  | 'hours'
  | 'until'
  /** Given by its name alone. */
  | 'named'
  /** A role of the server, by its id; `may-not-mention` for one that the asker may not mention. */
  | 'role'
  | 'file';

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
  /** Menus and buttons give it; a platform does not list it. */
  readonly unlisted?: boolean;
  /** What could be meant by what was typed so far, at most 25. */
  readonly suggest?: (typed: string, desk: NewsDesk) => readonly string[];
  /** What there is to choose from where it is missing; without it, or where there is nothing, the asker is asked to type it. */
  readonly offer?: (request: Omit<Request, 'given'>, desk: NewsDesk) => Promise<readonly Choice[]>;
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
  /** Said by buttons: it stands in no menu of the platforms and not in help. */
  readonly isUnlisted?: true;
  /** Counts where it is said, also when its sayer speaks for a channel from there. */
  readonly isHere?: true;
  /** The phrase that says what it does. */
  readonly about: string;
  readonly who: Who;
  readonly options: O;
  answer(request: Request<O>, desk: NewsDesk): Promise<Reply>;
}

/** Somebody said a command. */
export interface Request<O extends Options = Options> {
  /** Where it was said. */
  readonly place: Spot;
  readonly asker: Asker;
  /** BCP 47: what the community chose, else as the platform tells it of the asker. */
  readonly language: string;
  /** Languages with regions, as in de-AT, that the platform tells of the place and the asker, the likeliest first; left out where it tells none. */
  readonly locales?: readonly string[];
  readonly given: Given<O>;
  /** The message it was said in reply to, by the platform's id; left out where it was to none. */
  readonly under?: string;
}

/** Gives a command its exact argument type; a plain literal would lose it. */
export function command<const O extends Options>(told: Command<O>): Command {
  return told as unknown as Command;
}
