import { type Telegram, TelegramError } from 'telegraf';
import type { InlineKeyboardMarkup } from 'telegraf/types';
import type { Button, File, Menu, Reply } from '../domain/command.ts';
import { sayChosen } from '../domain/line.ts';
import { plainText, type Rich } from '../domain/rich.ts';
import { clip } from '../text/clip.ts';
import { oneLine } from '../text/one-line.ts';
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
}

/** Answers in the place where it was asked. A button's own message gives way to the answer, so that no stale button is left. */
export async function giveReply(voice: Voice, heard: Heard, reply: Reply): Promise<void> {
  const [first, ...others] = drawReply(reply);
  if (first !== undefined) await giveFirst(voice, heard, first, reply.isBeside === true);
  for (const message of others) await utter(voice, heard, () => post(voice, whereOf(heard), message, voice.ending));
  if (reply.file !== undefined) await giveFile(voice, heard, reply.file);
}

async function giveFile(voice: Voice, heard: Heard, { name, text }: File): Promise<void> {
  const document = { source: Buffer.from(text), filename: name };
  const payload = { ...whereOf(heard), document };
  await utter(voice, heard, () => call(voice.telegram, 'sendDocument', payload, voice.ending));
}

/** https://core.telegram.org/bots/api#answercallbackquery, in characters. */
const LONGEST_ALERT = 200;

/** Ends the wait that a pressed button shows; with a text, only who pressed it sees that. */
export async function acknowledge(
  telegram: Telegram,
  press: string,
  text: Rich | null,
  signal: AbortSignal,
): Promise<void> {
  const alert = text === null ? {} : { text: clip(plainText(text), LONGEST_ALERT), show_alert: true };
  await call(telegram, 'answerCallbackQuery', { callback_query_id: press, ...alert }, signal);
}

async function giveFirst(voice: Voice, heard: Heard, message: Answer, isBeside: boolean): Promise<void> {
  const { telegram, ending } = voice;
  const { chat, message: id, press } = heard;
  if (press !== null && id !== null && !isBeside) {
    if (await utter(voice, heard, () => isReplaced(telegram, chat.id, id, message, ending))) return;
  }
  await utter(voice, heard, () => post(voice, { ...whereOf(heard), ...replyingTo(heard) }, message, ending));
}

/** False when Telegram does not let the bot change that message. */
async function isReplaced(
  telegram: Telegram,
  chat: number,
  id: number,
  message: Answer,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    await call(telegram, 'editMessageText', { chat_id: chat, message_id: id, ...message }, signal);
    return true;
  } catch (error) {
    if (error instanceof TelegramError && error.code === 400) return /not modified/iu.test(error.description);
    throw error;
  }
}

function whereOf({ chat, topic }: Heard) {
  return { chat_id: chat.id, ...(topic === null ? {} : { message_thread_id: topic }) };
}

/** Among many people an answer says what it answers. */
function replyingTo({ chat, message, press }: Heard) {
  const isGroup = chat.type === 'group' || chat.type === 'supergroup';
  if (!isGroup || press !== null || message === null) return {};
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

/** The messages of a reply: its text in as few as hold it, buttons below the last of them, then the digest's parts. */
function drawReply({ text, buttons = [], menus = [], parts = [] }: Reply): readonly Answer[] {
  const texts = drawText(text);
  const board = [...menus.flatMap(asButtons), ...buttons];
  const messages = texts.map((message, i) =>
    i === texts.length - 1 && board.length > 0 ? { ...message, reply_markup: drawButtons(board) } : message,
  );
  return [...messages, ...parts.map(({ body }) => JSON.parse(body) as Drawn)];
}

/** An app shows a button's label in one line and hides the rest; a keyboard holds a hundred buttons. */
const LONGEST_LABEL = 64;
const BUTTONS = 100;

function asButtons({ says, choices }: Menu): readonly Button[] {
  return choices.map(({ label, value }) => ({ label, says: sayChosen(says, [value]) }));
}

function drawButtons(buttons: readonly Button[]): InlineKeyboardMarkup {
  const rows = buttons.slice(0, BUTTONS).map(({ label, says }) => {
    return [{ text: clip(oneLine(label), LONGEST_LABEL), callback_data: says }];
  });
  return { inline_keyboard: rows };
}
