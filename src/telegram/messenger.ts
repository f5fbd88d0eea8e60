import { type Telegram, TelegramError } from 'telegraf';
import type { Message, Opts } from 'telegraf/types';
import type { SendOutcome } from '../domain/delivery.ts';
import type { Messenger, PaceRule } from '../domain/messenger.ts';
import { call } from './call.ts';
import { readFailure } from './outcome.ts';
import { missingRights } from './permissions.ts';
import type { Drawn } from './render.ts';
import { plainOf } from './rich.ts';

/**
 * https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this: about 30 messages a second in all, of which answers to people
 * keep some; one a second to a person; 20 a minute to a group or channel, whose ids are negative.
 */
const PACE: PaceRule = { perSecond: 25, gapMs: (address) => (address.startsWith('-') ? 3_000 : 1_000) };

/** Sends parts by Telegram's Bot API, which needs no poll for updates. */
export function createTelegramMessenger(telegram: Telegram): Messenger {
  const isWholeFlooded = createFloodWatch();
  return {
    platform: 'telegram',
    pace: PACE,
    async mayPost({ address }) {
      const missing = await missingRights(telegram, readAddress(address).chat_id);
      return missing.length === 0 ? { kind: 'yes' } : { kind: 'no', missing };
    },
    async send({ channel, part }, signal) {
      if (signal.aborted) return { kind: 'later', afterMs: null, why: 'the bot is stopping', whole: false };
      const where = readAddress(channel.address);
      const outcome = await trySend(telegram, where, JSON.parse(part.body) as Drawn, signal);
      const isWait = outcome.kind === 'later' && outcome.afterMs !== null;
      return isWait && isWholeFlooded(where.chat_id, outcome.afterMs ?? 0) ? { ...outcome, whole: true } : outcome;
    },
  };
}

/** Where a message goes: the chat, and the topic in it. */
export type Where = Pick<Opts<'sendMessage'>, 'message_thread_id'> & { readonly chat_id: number };

/** An address is the chat's id, with `:THREAD` behind it for a topic of a forum. */
function readAddress(address: string): Where {
  const [chat, thread] = address.split(':').map(Number);
  return { chat_id: chat ?? 0, ...(thread === undefined ? {} : { message_thread_id: thread }) };
}

async function trySend(telegram: Telegram, where: Where, drawn: Drawn, signal: AbortSignal): Promise<SendOutcome> {
  try {
    return { kind: 'sent', message: String((await post(telegram, where, drawn, signal)).message_id) };
  } catch (error) {
    return readFailure(error);
  }
}

/** Sends a message; where Telegram cannot read its mark-up, the same text goes without. */
export async function post(
  telegram: Telegram,
  where: Omit<Opts<'sendMessage'>, keyof Drawn>,
  drawn: Drawn,
  signal: AbortSignal,
): Promise<Message.TextMessage> {
  try {
    return await call(telegram, 'sendMessage', { ...where, ...drawn }, signal);
  } catch (error) {
    if (!isMarkupRefused(error)) throw error;
    const { text, link_preview_options } = drawn;
    return await call(telegram, 'sendMessage', { ...where, text: plainOf(text), link_preview_options }, signal);
  }
}

function isMarkupRefused(error: unknown): boolean {
  return error instanceof TelegramError && error.code === 400 && /can't parse entities/iu.test(error.description);
}

/** Telegram does not say whether a wait is one chat's or everybody's: one asked for in a second chat while the first still runs is taken for everybody's. */
function createFloodWatch(): (chat: number, afterMs: number) => boolean {
  const waiting = new Set<number>();
  return (chat, afterMs) => {
    waiting.add(chat);
    setTimeout(() => waiting.delete(chat), afterMs).unref();
    return waiting.size > 1;
  };
}
