import type { Update } from 'telegraf/types';
import { type Board, readTouch, type View } from '../domain/board.ts';
import type { Command, FileRead, Form, Given, Options, Reply, Request } from '../domain/command.ts';
import type { NewsDesk } from '../domain/desk.ts';
import type { DoorEvent } from '../domain/door.ts';
import type { Report } from '../domain/happening.ts';
import { findByLine, readArguments } from '../domain/line.ts';
import { tellFirst } from '../domain/reply.ts';
import type { Rich } from '../domain/rich.ts';
import { isSoon } from '../domain/soon.ts';
import type { Turn } from '../domain/turn.ts';
import { askOnBehalf, onBehalf } from '../phrases/behalf.ts';
import { askMissing, type Missing, offerForm, refusalInWords, turnedAwayInWords } from '../phrases/conduct.ts';
import { fileFaultInWords } from '../phrases/files.ts';
import { say } from '../phrases/say.ts';
import { readDoor } from './door.ts';
import { readDocument } from './file.ts';
import { type Answered, type Heard, readAnswer, readUpdate } from './heard.ts';
import type { IsManager } from './permissions.ts';
import { answerQuestion, findQuestion, leaveQuestions, notYours, putQuestion } from './question.ts';
import { acknowledge, giveReply, leaf, messageKey, promiseReply, type Voice } from './reply.ts';

/** What answering people rests on. */
export interface Counter extends Voice {
  /** The bot's own username and id. */
  readonly botName: string;
  readonly botId: number;
  readonly commands: readonly Command[];
  readonly report: Report;
  readonly isManager: IsManager;
}

/** Answers what somebody does; never throws. */
export async function receive(counter: Counter, update: Update): Promise<void> {
  const door = readDoor(update);
  if (door !== null) return await noticeDoor(counter, door);
  const heard = readUpdate(update, counter.botName) ?? readAnswer(update, counter.botId);
  try {
    if (heard !== null) await attend(counter, heard);
    else if ('callback_query' in update)
      await acknowledge(counter.telegram, update.callback_query.id, null, counter.ending);
  } catch (error) {
    tellFailed(counter, heard, error);
  }
}

/** What is said to this bot; null for what is not: in a group, what names no command of its own may be another bot's. */
export function addressed(counter: Counter, update: Update): Heard | null {
  const heard = readUpdate(update, counter.botName);
  if (heard === null) return readAnswer(update, counter.botId);
  const isOurs = heard.chat.type === 'private' || heard.press !== null;
  return isOurs || findByLine(counter.commands, heard.line) !== null ? heard : null;
}

/** Asks somebody who sends commands all at once for patience, unless they were told; never throws. */
export async function askPatience(counter: Counter, heard: Heard, isTold: boolean): Promise<void> {
  const text = isTold ? null : say(heard.language, 'one-at-a-time');
  try {
    if (heard.press !== null) await acknowledge(counter.telegram, heard.press, text, counter.ending);
    else if (text !== null) await giveReply(counter, heard, heard.language, { text });
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

/** What is due to somebody: a command's answer, an answer that is known, a question, their menu leafed through, a word on why not, or nothing. */
type Verdict =
  | { readonly kind: 'run'; readonly told: Command; readonly request: Request; readonly turn: Turn<NewsDesk> }
  | { readonly kind: 'answer'; readonly reply: Reply }
  | { readonly kind: 'form'; readonly says: string; readonly form: Form }
  | { readonly kind: 'board'; readonly board: Board; readonly view: View | null }
  | { readonly kind: 'decline'; readonly text: Rich }
  | { readonly kind: 'ignore' };

/** Who pressed a button and may not, hears so alone; in a group nobody else need read it. */
async function attend(counter: Counter, heard: Heard): Promise<void> {
  const language = (await counter.desk.languageOf(heard.place.community)) ?? heard.language;
  const verdict = await orFailed(
    counter,
    heard,
    () => judgeOnce(counter, heard, language),
    (text): Verdict => ({ kind: 'decline', text }),
  );
  const declined = verdict.kind === 'decline' ? verdict.text : null;
  const isInChannel = verdict.kind === 'run' && heard.chat.type === 'channel';
  if (heard.press !== null && !isInChannel) await acknowledge(counter.telegram, heard.press, declined, counter.ending);
  if (declined !== null && heard.press === null) await giveReply(counter, heard, language, { text: declined });
  if (verdict.kind === 'answer') await giveReply(counter, heard, language, verdict.reply);
  if (verdict.kind === 'board') await leaf(counter, heard, language, verdict);
  if (verdict.kind === 'form') await putQuestion(counter, heard, language, verdict);
  if (verdict.kind === 'run') await run(counter, heard, verdict);
}

/** An answer that takes longer than this is promised first: nobody waits 3 seconds for a sign. */
const PROMISE_AFTER_MS = 1_500;

async function run(
  counter: Counter,
  heard: Heard,
  { told, request, turn }: Verdict & { readonly kind: 'run' },
): Promise<void> {
  const { language } = request;
  const answering = orFailed(
    counter,
    heard,
    async () => onBehalf(tellFirst(turn.notices, await told.answer(request, turn.desk)), turn.behalf, request.language),
    (text): Reply => ({ text }),
  );
  if (heard.press !== null && heard.chat.type === 'channel')
    return await answerInChannel(counter, heard, heard.press, language, await answering);
  if (await isSoon(answering, PROMISE_AFTER_MS)) return await giveReply(counter, heard, language, await answering);
  const promised = await promiseReply(counter, heard, language);
  await giveReply(counter, promised, language, { ...(await answering), isBeside: false });
}

/** All readers of a channel can press what is under its posts: who does hears alone, and the channel stays as it is. */
async function answerInChannel(
  counter: Counter,
  heard: Heard,
  press: string,
  language: string,
  reply: Reply,
): Promise<void> {
  const { isBeside = false, buttons = [], menus = [] } = reply;
  const asksBack = buttons.length + menus.length > 0;
  const alert = !isBeside ? null : asksBack ? say(language, 'asks-in-channel') : reply.text;
  await acknowledge(counter.telegram, press, alert, counter.ending);
  if (!isBeside) await giveReply(counter, heard, language, reply);
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

/** A button that is pressed twice is answered once, and the second time by a word. */
async function judgeOnce(counter: Counter, heard: Heard, language: string): Promise<Verdict> {
  if (!heard.isOwnAnswer || heard.message === null) return await judge(counter, heard, language);
  const [message, id] = [messageKey(heard), heard.data];
  if (!counter.presses.take(message, id)) return { kind: 'decline', text: say(language, 'press.again') };
  try {
    return await judge(counter, heard, language);
  } finally {
    counter.presses.free(message, id);
  }
}

async function judge(counter: Counter, heard: Heard, language: string): Promise<Verdict> {
  if ('text' in heard) return await judgeAnswer(counter, heard as Answered, language);
  if (heard.press === null) {
    await leaveQuestions(counter.desk, heard);
    return await judgeLine(counter, heard, language, heard.line);
  }
  const touched = await readTouch(counter.desk.notes, heard.data);
  switch (touched?.kind) {
    case undefined:
      return await judgeLine(counter, heard, language, heard.line);
    case 'say':
      return await judgeLine(counter, heard, language, touched.line);
    case 'ask':
      return { ...touched, kind: 'form' };
    case 'show':
      return heard.isOwnAnswer ? { ...touched, kind: 'board' } : decline(say(language, 'menu.not-yours'));
    case 'gone':
      return decline(say(language, 'press.gone'));
  }
}

function decline(text: Rich): Verdict {
  return { kind: 'decline', text };
}

/** Another person than who was asked may answer what they may change. */
async function judgeAnswer(counter: Counter, heard: Answered, language: string): Promise<Verdict> {
  const question = await findQuestion(counter.desk, heard);
  if (question === null) return heard.chat.type === 'private' ? unknown(language) : { kind: 'ignore' };
  const said = findByLine(counter.commands, question.says);
  const isTheirs = question.person === heard.asker.id;
  if (!isTheirs && (said?.told.who === 'everyone' || !(await isManager(counter, heard))))
    return decline(notYours(question, language));
  if (!(await counter.desk.notes.close(question))) return decline(say(language, 'press.again'));
  await leaveQuestions(counter.desk, heard);
  const { says, form } = answerQuestion(question, heard.text);
  return form.fields.length > 0 ? { kind: 'form', says, form } : await judgeLine(counter, heard, language, says);
}

async function judgeLine(counter: Counter, heard: Heard, language: string, line: string): Promise<Verdict> {
  const { chat } = heard;
  const said = findByLine(counter.commands, line);
  if (said === null) return chat.type === 'private' || heard.press !== null ? unknown(language) : { kind: 'ignore' };
  const isOwner = counter.desk.isOwner(heard.asker.id);
  const who = { ...heard.asker, isManager: await isManager(counter, heard), isOwner };
  const turn = await counter.desk.heardFrom({
    ...{ place: heard.place, asker: who, language, behalf: said.behalf },
    isPress: heard.press !== null || 'text' in heard || said.told.isHere === true,
    isChange: said.told.who !== 'everyone',
  });
  if (turn.kind === 'turned-away') return decline(turnedAwayInWords(turn, language));
  const { place, asker, notices, behalf } = turn;
  const refusal = refusalInWords(said.told, asker, 'telegram', language);
  if (refusal !== null) return decline(tellFirst(notices, { text: refusal }).text);
  const file = await readFile(counter, heard, said.told);
  if (file !== null && file.kind !== 'text') return decline(fileFaultInWords(file, language));
  const given = giveFile(said.told, readArguments(said.told.options, said.words), file?.text ?? null);
  const under = heard.answers === null || behalf !== null ? {} : { under: String(heard.answers) };
  const request: Request = { place, asker, language, locales: [heard.language], given, ...under };
  const missing = await askMissing(said.told, request, turn.desk);
  return missing === null ? { kind: 'run', told: said.told, request, turn } : ask(missing, turn, language);
}

/** Asks for what is missing; what is to be told first stands above it. */
function ask(missing: Missing, { notices, behalf }: Turn<NewsDesk>, language: string): Verdict {
  const asked = askOnBehalf(missing, behalf, language);
  if (asked.kind === 'form' && notices.length === 0) return asked;
  const reply = asked.kind === 'form' ? offerForm(asked, language) : asked.reply;
  return { kind: 'answer', reply: tellFirst(notices, reply) };
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
