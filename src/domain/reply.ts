import type { Part } from './digest.ts';
import type { Rich } from './rich.ts';

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
  /** Discord's own picker stands in the place of `choices`, which only name what is chosen already; the value is an id. */
  readonly of?: 'channels' | 'roles';
}

export interface Choice {
  readonly label: string;
  readonly value: string;
  /** Says more of it, where there is room. */
  readonly hint?: string;
  readonly isChosen?: boolean;
}

/** What a person is asked to type. */
export interface Form {
  readonly title: string;
  readonly fields: readonly Field[];
}

export interface Field {
  /** The option it is given to. */
  readonly name: string;
  readonly label: string;
  /** What stands there already. */
  readonly value?: string;
  readonly example?: string;
  /** It may have several lines. */
  readonly long?: boolean;
}
