import { setTimeout as wait } from 'node:timers/promises';
import { type Telegram, TelegramError } from 'telegraf';
import type { InlineKeyboardMarkup } from 'telegraf/types';
import type { Button, Reply } from '../domain/command.ts';
import { plainText, type Rich } from '../domain/rich.ts';
import { clip } from '../text/clip.ts';
import { oneLine } from '../text/one-line.ts';
import { call } from './call.ts';
import type { Heard } from './heard.ts';
import { post } from './messenger.ts';
import { waitOf } from './outcome.ts';
import type { Drawn } from './render.ts';
import { drawText } from './text.ts';

/** A message of an answer, with its buttons. */
type Answer = Drawn & { readonly reply_markup?: InlineKeyboardMarkup };

/** So many messages may come at once; more go out one a second, as Telegram asks. */
const AT_ONCE = 3;
const GAP_MS = 1_000;

/** Answers in the place where it was asked. A button's own message gives way to the answer, so that no stale button is left. */
export async function giveReply(telegram: Telegram, heard: Heard, reply: Reply, signal: AbortSignal): Promise<void> {
  const messages = drawReply(reply);
  for (const [i, message] of messages.entries()) {
    if (i >= AT_ONCE) await wait(GAP_MS, undefined, { signal });
    if (i === 0) await patiently(() => giveFirst(telegram, heard, message, signal), signal);
    else await patiently(() => post(telegram, whereOf(heard), message, signal), signal);
  }
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

async function giveFirst(telegram: Telegram, heard: Heard, message: Answer, signal: AbortSignal): Promise<void> {
  if (heard.press !== null && heard.message !== null) {
    if (await isReplaced(telegram, heard.chat.id, heard.message, message, signal)) return;
  }
  await post(telegram, { ...whereOf(heard), ...replyingTo(heard) }, message, signal);
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
const LONGEST_WAIT_MS = 30_000;

/** Where Telegram asks for a short wait, it is kept and the message tried once more. */
async function patiently(send: () => Promise<unknown>, signal: AbortSignal): Promise<void> {
  try {
    await send();
  } catch (error) {
    const afterMs = waitOf(error);
    if (afterMs === null || afterMs > LONGEST_WAIT_MS) throw error;
    await wait(afterMs, undefined, { signal });
    await send();
  }
}

/** The messages of a reply: its text in as few as hold it, buttons below the last of them, then the digest's parts. */
function drawReply({ text, buttons = [], parts = [] }: Reply): readonly Answer[] {
  const texts = drawText(text);
  const messages = texts.map((message, i) =>
    i === texts.length - 1 && buttons.length > 0 ? { ...message, reply_markup: drawButtons(buttons) } : message,
  );
  return [...messages, ...parts.map(({ body }) => JSON.parse(body) as Drawn)];
}

/** An app shows a button's label in one line and hides the rest; a keyboard holds a hundred buttons. */
const LONGEST_LABEL = 64;
const BUTTONS = 100;

function drawButtons(buttons: readonly Button[]): InlineKeyboardMarkup {
  const rows = buttons.slice(0, BUTTONS).map(({ label, says }) => {
    return [{ text: clip(oneLine(label), LONGEST_LABEL), callback_data: says }];
  });
  return { inline_keyboard: rows };
}
