import { type Telegram, TelegramError } from 'telegraf';
import type { InlineKeyboardMarkup } from 'telegraf/types';
import { type Board, boardOf, type View } from '../domain/board.ts';
import type { File, Reply } from '../domain/command.ts';
import type { NewsDesk } from '../domain/desk.ts';
import type { Presses } from '../domain/presses.ts';
import { plainText, type Rich } from '../domain/rich.ts';
import { say } from '../phrases/say.ts';
import { clip } from '../text/clip.ts';
import { drawBoard, idsIn } from './board.ts';
import { call } from './call.ts';
import type { ChatPace } from './chat-pace.ts';
import type { Heard } from './heard.ts';
import { type Pen, post } from './messenger.ts';
import { waitOf } from './outcome.ts';
import type { Drawn } from './render.ts';
import { drawText } from './text.ts';

/** A message of an answer, with its buttons. */
type Answer = Drawn & { readonly reply_markup?: InlineKeyboardMarkup };

/** By which people are answered. */
export interface Voice extends Pen {
  /** Shared with what is posted, so that both together keep to it. */
  readonly pace: ChatPace;
  /** Breaks off answers that nobody can wait for any more. */
  readonly ending: AbortSignal;
  readonly desk: NewsDesk;
  readonly presses: Presses;
}

/** Answers in the place where it was asked. The message of a button under somebody's own answer gives way to the next, so that no stale button is left. */
export async function giveReply(voice: Voice, heard: Heard, language: string, reply: Reply): Promise<void> {
  const [first, ...others] = await drawReply(voice.desk, reply, language);
  if (first !== undefined) await giveFirst(voice, heard, first, reply.isBeside === true);
  for (const message of others) await utter(voice, heard, () => post(voice, whereOf(heard), message, voice.ending));
  if (reply.file !== undefined) await giveFile(voice, heard, reply.file);
}

/** Tells who waits that an answer takes a while. What is heard then gives way to the answer itself. */
export async function promiseReply(voice: Voice, heard: Heard, language: string): Promise<Heard> {
  const [message] = drawText(say(language, 'one-moment'));
  if (message === undefined) return heard;
  const id = await giveFirst(voice, heard, message, false);
  return { ...heard, message: id, isOwnAnswer: true };
}

/** Shows the message with its menu as it stands now; nothing else of it changes. */
export async function leaf(
  voice: Voice,
  heard: Heard,
  language: string,
  { board, view }: { readonly board: Board; readonly view: View | null },
): Promise<void> {
  const { telegram, desk, presses, ending } = voice;
  const { chat, message } = heard;
  const keyboard = await drawBoard(desk.notes, board, view, language);
  if (message === null || keyboard === null) return;
  const payload = { chat_id: chat.id, message_id: message, reply_markup: keyboard };
  await utter(voice, heard, () => isEdited(() => call(telegram, 'editMessageReplyMarkup', payload, ending)));
  presses.drawn(messageKey(heard), idsIn(keyboard));
}

/** Asks for something to be typed, in a message that the person answers. Answers the message's id. A channel knows no forced reply. */
export async function giveQuestion(voice: Voice, heard: Heard, text: Rich, placeholder: string): Promise<number> {
  const { ending } = voice;
  const hint = placeholder === '' ? {} : { input_field_placeholder: placeholder };
  const forced = { force_reply: true, selective: heard.chat.type !== 'private', ...hint } as const;
  const [drawn] = drawText(text);
  const message = { ...(drawn ?? { text: '' }), ...(heard.chat.type === 'channel' ? {} : { reply_markup: forced }) };
  const where = { ...whereOf(heard), ...replyingTo(heard) };
  const posted = await utter(voice, heard, () => post(voice, where, message as Drawn, ending));
  return posted.message_id;
}

/** A message by its chat. */
export function messageKey({ chat, message }: Heard): string {
  return `${chat.id}:${message}`;
}

async function giveFile(voice: Voice, heard: Heard, { name, text }: File): Promise<void> {
  const document = { source: Buffer.from(text), filename: name };
  const payload = { ...whereOf(heard), document };
  await utter(voice, heard, () => call(voice.telegram, 'sendDocument', payload, voice.ending));
}

/** https://core.telegram.org/bots/api#answercallbackquery, in characters. */
const LONGEST_ALERT = 200;

/** Ends the wait that a pressed button shows; with a text, only who pressed it sees that. A press that is too old for it has stopped waiting. */
export async function acknowledge(
  telegram: Telegram,
  press: string,
  text: Rich | null,
  signal: AbortSignal,
): Promise<void> {
  const alert = text === null ? {} : { text: clip(plainText(text), LONGEST_ALERT), show_alert: true };
  try {
    await call(telegram, 'answerCallbackQuery', { callback_query_id: press, ...alert }, signal);
  } catch (error) {
    if (!(error instanceof TelegramError) || error.code !== 400) throw error;
  }
}

/** Answers the id of the message that says it. */
async function giveFirst(voice: Voice, heard: Heard, message: Answer, isBeside: boolean): Promise<number> {
  const { telegram, ending } = voice;
  const { chat, message: id, isOwnAnswer } = heard;
  if (isOwnAnswer && id !== null && !isBeside) {
    const payload = { chat_id: chat.id, message_id: id, ...message };
    const isDone = await utter(voice, heard, () => isEdited(() => call(telegram, 'editMessageText', payload, ending)));
    voice.presses.drawn(messageKey(heard), isDone ? idsIn(message.reply_markup ?? null) : []);
    if (isDone) return id;
  }
  const posted = await utter(voice, heard, () =>
    post(voice, { ...whereOf(heard), ...replyingTo(heard) }, message, ending),
  );
  return posted.message_id;
}

/** False when Telegram does not let the bot change that message. */
async function isEdited(edit: () => Promise<unknown>): Promise<boolean> {
  try {
    await edit();
    return true;
  } catch (error) {
    if (error instanceof TelegramError && error.code === 400) return /not modified/iu.test(error.description);
    throw error;
  }
}

function whereOf({ chat, topic }: Heard) {
  return { chat_id: chat.id, ...(topic === null ? {} : { message_thread_id: topic }) };
}

/** Among many people an answer says what it answers: a message, or the digest whose button was pressed. */
function replyingTo({ chat, message, isOwnAnswer }: Heard) {
  const isGroup = chat.type === 'group' || chat.type === 'supergroup';
  if (!isGroup || isOwnAnswer || message === null) return {};
  return { reply_parameters: { message_id: message, allow_sending_without_reply: true } };
}

/** Who asked has gone on to something else after this. */
const LONGEST_HOLD_MS = 30_000;
/** In a group that has had its messages of a minute an answer comes in the next one, behind others that wait. */
const PATIENCE_MS = 120_000;

/** Says one message in its turn; where Telegram asks for a short wait, it is kept and the message tried once more. */
async function utter<T>({ pace, ending }: Voice, { chat }: Heard, send: () => Promise<T>): Promise<T> {
  try {
    return await pace.send(chat.id, send, ending, PATIENCE_MS);
  } catch (error) {
    const afterMs = waitOf(error);
    if (afterMs === null || afterMs > LONGEST_HOLD_MS) throw error;
    return await pace.send(chat.id, send, ending, PATIENCE_MS);
  }
}

/** The messages of a reply: its text in as few as hold it, menus and buttons below the last of them, then the digest's parts. */
async function drawReply({ notes }: NewsDesk, reply: Reply, language: string): Promise<readonly Answer[]> {
  const texts = drawText(reply.text);
  const keyboard = await drawBoard(notes, boardOf(reply), null, language);
  const messages = texts.map((message, i) =>
    i === texts.length - 1 && keyboard !== null ? { ...message, reply_markup: keyboard } : message,
  );
  return [...messages, ...(reply.parts ?? []).map(({ body }) => JSON.parse(body) as Drawn)];
}
