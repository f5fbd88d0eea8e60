import type { Command, Given, Option, OptionKind, Options } from './command.ts';

/**
 * The command that a line names as it is written in Telegram without the slash, and the words behind its name; a name with a verb counts before one
 * without. Null when the line names none.
 */
export function findByLine(commands: readonly Command[], line: string): Said | null {
  const { behalf = null, name = '', verb = '', rest = '' } = LINE.exec(line)?.groups ?? {};
  const named = (words: string): Command | undefined =>
    commands.find(({ telegram }) => telegram.includes(words.toLowerCase()));
  const withVerb = named(`${name} ${verb}`);
  if (withVerb !== undefined) return { told: withVerb, words: rest, behalf };
  const told = named(name);
  return told === undefined ? null : { told, words: `${verb}${rest}`, behalf };
}

/** A command line as it was understood; `behalf` is the address of the channel it is said for, where it says so. */
interface Said {
  readonly told: Command;
  readonly words: string;
  readonly behalf: string | null;
}

/** The line, said for a channel wherever it is said. */
export function forChannel(address: string, line: string): string {
  return `for=${address} ${line}`;
}

const LINE = /^\s*(?:for=(?<behalf>\S+)\s+)?(?<name>\S+)\s*(?<verb>\S*)(?<rest>.*)$/su;

const LOOKS: Readonly<Record<OptionKind, (word: string) => boolean>> = {
  time: (word) => /^\d{1,2}[:.]\d{2}(?:,\d{1,2}[:.]\d{2})*,?$/u.test(word),
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
  // As Discord writes one in a text; elsewhere a channel is given by name=value.
  channel: (word) => /^<#\d{5,20}>$/u.test(word),
  hours: (word) => /^\d{1,2}[:.]\d{2}[-–]\d{1,2}[:.]\d{2}$/u.test(word),
  until: (word) => /^(?:\d{1,3}[dw][a-z]*|\d{4}-\d{2}-\d{2}(?:T\d{1,2}:\d{2})?)$/iu.test(word),
  named: () => false,
  role: () => false,
  word: (word) => word !== '',
  text: () => true,
  file: () => false,
};

/** A word, or `name="words with spaces"`, in which a backslash keeps a quotation mark. */
const WORD = /[a-z_-]+="(?:[^"\\]|\\.)*"|\S+/gsu;

/**
 * The arguments of a command line: `name=value` and `name="several words"` go to the option of that name, each other word to the first option still
 * open whose kind it looks like; what is left over is the text option's, in its order.
 */
export function readArguments<O extends Options>(options: O, line: string): Given<O> {
  const given = new Map<string, string>();
  const rest: string[] = [];
  for (const word of joinSpan(options, line).match(WORD) ?? []) {
    const named = readNamed(options, word);
    const name = named?.name ?? Object.keys(options).find((each) => !given.has(each) && looksLike(options[each], word));
    const times = named === null ? Object.keys(options).find((each) => isAnotherTime(options[each], word)) : undefined;
    if (name !== undefined) given.set(name, named?.value ?? word);
    else if (times !== undefined) given.set(times, `${given.get(times)} ${word}`);
    else rest.push(word);
  }
  const open =
    Object.keys(options).find((each) => options[each]?.kind === 'text' && !given.has(each)) ??
    Object.keys(options).find((each) => !given.has(each) && options[each]?.kind !== 'file');
  if (open !== undefined && rest.length > 0) given.set(open, rest.join(' '));
  return Object.fromEntries(Object.keys(options).map((name) => [name, given.get(name) ?? null])) as Given<O>;
}

/** "3 days" at the end is one word where a span or an end is asked for, and no number of a digest's. */
function joinSpan(options: Options, line: string): string {
  const isAsked = Object.values(options).some(({ kind }) => kind === 'span' || kind === 'until');
  return isAsked ? line.replace(/(?<=(?:^|\s)\d{1,3})\s+(?=(?:days?|weeks?)\s*$)/iu, '') : line;
}

/** An argument as `readArguments` reads it, whatever the value holds. */
export function writeArgument(name: string, value: string): string {
  return `${name}="${value.replace(/["\\]/gu, '\\$&')}"`;
}

/** The line that a menu says for these values. Behind `name=` they are quoted, so that they stay one argument. */
export function sayChosen(says: string, values: readonly string[]): string {
  const chosen = values.join(',');
  return says.replace(/(?:([a-z_-]+)=)?\{\}/u, (_, name?: string) =>
    name === undefined ? chosen : writeArgument(name, chosen),
  );
}

function readNamed(options: Options, word: string): { readonly name: string; readonly value: string } | null {
  const { name = '', quoted, bare = '' } = NAMED.exec(word)?.groups ?? {};
  if (!Object.hasOwn(options, name)) return null;
  return { name, value: quoted === undefined ? bare : quoted.replace(/\\(.)/gsu, '$1') };
}

const NAMED = /^(?<name>[a-z_-]+)=(?:"(?<quoted>(?:[^"\\]|\\.)*)"|(?<bare>.+))$/su;

/** Several times stand behind one another: the first found the option open, the others join it. */
function isAnotherTime(option: Option | undefined, word: string): boolean {
  return option?.kind === 'time' && LOOKS.time(word);
}

function looksLike(option: Option | undefined, word: string): boolean {
  if (option === undefined || option.kind === 'text') return false;
  return option.choices?.includes(word.toLowerCase()) ?? LOOKS[option.kind](word);
}
