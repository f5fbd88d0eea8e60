import type { NewsDesk } from './desk.ts';
import type { Part } from './digest.ts';
import type { Rich } from './rich.ts';
import type { Asker, Spot } from './turn.ts';

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
  readonly given: Given<O>;
  /** The message it was said in reply to, by the platform's id; left out where it was to none. */
  readonly under?: string;
}

/** What the bot answers. */
export interface Reply {
  readonly text: Rich;
  /** A digest drawn for the asker's platform, sent behind the text. */
  readonly parts?: readonly Part[];
  readonly buttons?: readonly Button[];
  readonly menus?: readonly Menu[];
  /** Sent with the last message of the text. */
  readonly file?: File;
  /** The message whose button was pressed stays as it is (a digest does); without it the answer may take its place. */
  readonly isBeside?: boolean;
}

/** The same answer, with what its asker is to be told first. */
export function tellFirst(notices: readonly Rich[], reply: Reply): Reply {
  if (notices.length === 0) return reply;
  const before = notices.flatMap((notice): Rich => [...notice, { form: 'plain', text: '\n\n' }]);
  return { ...reply, text: [...before, ...reply.text] };
}

/** A text file people can save; its name has only letters, digits, dots and hyphens. */
export interface File {
  readonly name: string;
  readonly text: string;
}

/** A button says a command line for the person who presses it, as they would write it in Telegram without the slash; of any length. */
export interface Button {
  readonly label: string;
  readonly says: string;
  /** What the person is asked for first; their answers stand behind `says` as `name="…"`. */
  readonly asks?: Form;
}

/** Something to choose from, of any length. Choosing says a line. */
export interface Menu {
  /** What is chosen, in a few words: it stands above or on the menu. */
  readonly asks: string;
  /** The line, with `{}` where the value of the choice goes; of several choices, their values joined by commas. */
  readonly says: string;
  readonly choices: readonly Choice[];
  /** Several may be chosen. */
  readonly many?: boolean;
}

interface Choice {
  readonly label: string;
  readonly value: string;
  /** Says more of it, where there is room. */
  readonly hint?: string;
  readonly isChosen?: boolean;
}

/** What a person is asked to type. */
interface Form {
  readonly title: string;
  readonly fields: readonly Field[];
}

interface Field {
  /** The option it is given to. */
  readonly name: string;
  readonly label: string;
  /** What stands there already. */
  readonly value?: string;
  readonly example?: string;
  /** It may have several lines. */
  readonly long?: boolean;
}

/** Gives a command its exact argument type; a plain literal would lose it. */
export function command<const O extends Options>(told: Command<O>): Command {
  return told as unknown as Command;
}
