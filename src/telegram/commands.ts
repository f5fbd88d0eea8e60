import type { Update } from 'telegraf/types';
import {
  type Command,
  type FileRead,
  type Given,
  type Option,
  type Options,
  type Reply,
  type Request,
  tellFirst,
} from '../domain/command.ts';
import type { NewsDesk } from '../domain/desk.ts';
import type { DoorEvent } from '../domain/door.ts';
import type { Report } from '../domain/happening.ts';
import { findByLine, readArguments } from '../domain/line.ts';
import type { Rich } from '../domain/rich.ts';
import { fileFaultInWords } from '../phrases/files.ts';
import { type PhraseKey, say, sayPlain } from '../phrases/say.ts';
import { readDoor } from './door.ts';
import { readDocument } from './file.ts';
import { type Heard, readUpdate } from './heard.ts';
import type { IsManager } from './permissions.ts';
import { acknowledge, giveReply, type Voice } from './reply.ts';

/** What answering people rests on. */
export interface Counter extends Voice {
  /** The bot's own username. */
  readonly botName: string;
  readonly commands: readonly Command[];
  readonly desk: NewsDesk;
  readonly report: Report;
  readonly isManager: IsManager;
}

/** Answers what somebody does; never throws. */
export async function receive(counter: Counter, update: Update): Promise<void> {
  const door = readDoor(update);
  if (door !== null) return await noticeDoor(counter, door);
  const heard = readUpdate(update, counter.botName);
  try {
    if (heard !== null) await attend(counter, heard);
    else if ('callback_query' in update)
      await acknowledge(counter.telegram, update.callback_query.id, null, counter.ending);
  } catch (error) {
    tellFailed(counter, heard, error);
  }
}

/** Whether it is for this bot to answer: in a group, what names no command of its own may be another bot's. */
export function isAddressed({ commands }: Counter, { chat, line }: Heard): boolean {
  return chat.type === 'private' || findByLine(commands, line) !== null;
}

/** Asks somebody who sends commands all at once for patience, unless they were told; never throws. */
export async function askPatience(counter: Counter, heard: Heard, isTold: boolean): Promise<void> {
  const text = isTold ? null : say(heard.language, 'one-at-a-time');
  try {
    if (heard.press !== null) await acknowledge(counter.telegram, heard.press, text, counter.ending);
    else if (text !== null) await giveReply(counter, heard, { text });
  } catch (error) {
    tellFailed(counter, heard, error);
  }
}

function tellFailed({ report }: Counter, heard: Heard | null, error: unknown): void {
  report({ event: 'command-failed', platform: 'telegram', command: `/${heard?.line.split(' ')[0] ?? ''}`, error });
}

async function noticeDoor({ desk, report }: Counter, door: DoorEvent): Promise<void> {
  try {
    await desk.notice(door);
  } catch (error) {
    report({ event: 'command-failed', platform: 'telegram', command: door.kind, error });
  }
}

/** What is due to somebody: the answer to their command, a word on why there is none, or nothing. */
type Verdict =
  | { readonly kind: 'run'; readonly told: Command; readonly request: Request }
  | { readonly kind: 'decline'; readonly text: Rich }
  | { readonly kind: 'ignore' };

/** Who pressed a button and may not, hears so alone; in a group nobody else need read it. */
async function attend(counter: Counter, heard: Heard): Promise<void> {
  const verdict = await orFailed(
    counter,
    heard,
    () => judge(counter, heard),
    (text): Verdict => ({ kind: 'decline', text }),
  );
  const declined = verdict.kind === 'decline' ? verdict.text : null;
  const isInChannel = verdict.kind === 'run' && heard.chat.type === 'channel';
  if (heard.press !== null && !isInChannel) await acknowledge(counter.telegram, heard.press, declined, counter.ending);
  if (verdict.kind === 'run') {
    const { told, request } = verdict;
    const reply = await orFailed(
      counter,
      heard,
      async () => {
        const { desk, notices } = await counter.desk.heardFrom({ ...request, behalf: null });
        return tellFirst(notices, await told.answer(request, desk));
      },
      (text): Reply => ({ text }),
    );
    if (heard.press !== null && isInChannel) await answerInChannel(counter, heard, heard.press, reply);
    else await giveReply(counter, heard, reply);
  } else if (declined !== null && heard.press === null) {
    await giveReply(counter, heard, { text: declined });
  }
}

/** All readers of a channel can press what is under its posts: who does hears alone, and the channel stays as it is. */
async function answerInChannel(counter: Counter, heard: Heard, press: string, reply: Reply): Promise<void> {
  const { isBeside = false, buttons = [], menus = [] } = reply;
  const asksBack = buttons.length + menus.length > 0;
  const alert = !isBeside ? null : asksBack ? say(heard.language, 'asks-in-channel') : reply.text;
  await acknowledge(counter.telegram, press, alert, counter.ending);
  if (!isBeside) await giveReply(counter, heard, reply);
}

/** What comes of the work; where it throws, that is reported and the person told. */
async function orFailed<T>(
  counter: Counter,
  heard: Heard,
  work: () => Promise<T>,
  told: (sorry: Rich) => T,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    tellFailed(counter, heard, error);
    return told(say(heard.language, 'failed'));
  }
}

async function judge(counter: Counter, heard: Heard): Promise<Verdict> {
  const { language, line, chat, place } = heard;
  const said = findByLine(counter.commands, line);
  if (said === null) return chat.type === 'private' ? unknown(language) : { kind: 'ignore' };
  const isOwner = counter.desk.isOwner(heard.asker.id);
  const asker = { ...heard.asker, isManager: await isManager(counter, heard), isOwner };
  const refusal = refuse(said.told, asker, language);
  if (refusal !== null) return { kind: 'decline', text: refusal };
  const file = await readFile(counter, heard, said.told);
  if (file !== null && file.kind !== 'text') return { kind: 'decline', text: fileFaultInWords(file, language) };
  const given = giveFile(said.told, readArguments(said.told.options, said.words), file?.text ?? null);
  const missing = Object.entries(said.told.options).find(([name, { required }]) => required && given[name] === null);
  if (missing !== undefined) return { kind: 'decline', text: askFor(said.told, missing[1], language) };
  const under = heard.answers === null ? {} : { under: String(heard.answers) };
  return { kind: 'run', told: said.told, request: { place, asker, language, given, ...under } };
}

/** Null where the command takes none, or none was sent. */
async function readFile(counter: Counter, { document }: Heard, { options }: Command): Promise<FileRead | null> {
  const isTaken = Object.values(options).some(({ kind }) => kind === 'file');
  return isTaken && document !== null ? await readDocument(counter, document) : null;
}

function giveFile({ options }: Command, given: Given<Options>, text: string | null): Given<Options> {
  const files = Object.keys(options).filter((name) => options[name]?.kind === 'file');
  return { ...given, ...Object.fromEntries(files.map((name) => [name, text])) };
}

function unknown(language: string): Verdict {
  return { kind: 'decline', text: say(language, 'unknown-command', { help: [{ form: 'code', text: '/help' }] }) };
}

/** Alone with the bot, everybody manages their own conversation; only administrators speak as the chat itself. */
async function isManager({ isManager, ending }: Counter, { chat, person }: Heard): Promise<boolean> {
  return chat.type === 'private' || person === null || (await isManager(chat.id, person, ending));
}

function refuse({ who }: Command, { isManager, isOwner }: Request['asker'], language: string): Rich | null {
  switch (who) {
    case 'everyone':
      return null;
    case 'manager':
      return isManager ? null : say(language, 'not-allowed.manager.telegram');
    case 'owner':
      return isOwner ? null : say(language, 'not-allowed.owner');
  }
}

/** What a value of each kind may look like. */
const EXAMPLES: Readonly<Record<Option['kind'], string>> = {
  ...{ text: 'climate', word: 'climate', number: '1', time: '08:00', zone: 'Europe/Berlin', days: 'weekdays' },
  span: '7d',
  language: 'de',
  address: 'https://example.org',
  file: '',
};

/** Asks for one option, and shows the command with all it needs. */
function askFor({ telegram, options }: Command, { about, kind: wanted }: Option, language: string): Rich {
  if (wanted === 'file') return say(language, 'missing.file', { command: `/${telegram[0]}` });
  const needed = Object.values(options).filter(({ required }) => required);
  const words = needed.map(({ kind, example }) => example ?? EXAMPLES[kind]);
  const option = sayPlain(language, about as PhraseKey);
  return say(language, 'missing', { option, example: `/${[telegram[0], ...words].join(' ')}` });
}
