import { type Telegram, TelegramError } from 'telegraf';
import type { Message, Opts } from 'telegraf/types';
import type { Delivery } from '../domain/delivery.ts';
import type { Report } from '../domain/happening.ts';
import type { DeliveryId } from '../domain/ids.ts';
import type { Messenger, PaceRule } from '../domain/messenger.ts';
import type { Rich } from '../domain/rich.ts';
import { call, UNBROKEN } from './call.ts';
import type { ChatPace } from './chat-pace.ts';
import { keyboardOf } from './digest-buttons.ts';
import { readFailure, waitOf } from './outcome.ts';
import { missingRights } from './permissions.ts';
import { asMessage, type Drawn, type Part } from './render.ts';
import { plainOf } from './rich.ts';
import { drawText } from './text.ts';

/**
 * https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this: about 30 messages a second in all, of which answers to people
 * keep some; one a second to a person; 20 a minute to a group or channel, whose ids are negative.
 */
const PACE: PaceRule = { perSecond: 25, gapMs: (address) => (address.startsWith('-') ? 3_000 : 1_000) };

/** A part that must wait longer for its chat gives its place to others and comes back. */
const SEND_PATIENCE_MS = 5_000;
/** A notice to one person is in no hurry. */
const TELL_PATIENCE_MS = 60_000;

/** Sends parts by Telegram's Bot API, which needs no poll for updates; `pace` is shared with the answers to people. */
export function createTelegramMessenger(telegram: Telegram, pace: ChatPace, report: Report): Messenger {
  const isWholeFlooded = createFloodWatch();
  return {
    platform: 'telegram',
    pace: PACE,
    canLook: false,
    // A group or channel is spoken for by its administrators alone, which is checked where it is named.
    spot: async () => null,
    privately: async (person) => {
      const [on, id = ''] = person.split(':');
      if (on !== 'telegram' || !isPerson(Number(id))) return null;
      return { platform: 'telegram', address: id, community: `telegram:${id}`, name: null };
    },
    async mayPost({ address }) {
      const missing = await missingRights(telegram, readAddress(address).chat_id);
      return missing.length === 0 ? { kind: 'yes' } : { kind: 'no', missing };
    },
    async send(delivery, signal) {
      if (signal.aborted) return { kind: 'later', afterMs: null, why: 'the bot is stopping', whole: false };
      const where = readAddress(delivery.channel.address);
      const plainly = (fault: Refused): void => tellPlain(report, delivery.id, fault);
      const { drawn, dress } = compose(delivery);
      const work = () => post({ telegram, plainly }, { ...where, ...dress }, drawn, signal);
      try {
        const { message_id: id } = await pace.send(where.chat_id, work, signal, SEND_PATIENCE_MS);
        return { kind: 'sent', message: String(id), ...(delivery.uncertain ? { isPerhapsTwice: true } : {}) };
      } catch (error) {
        const [outcome, afterMs] = [readFailure(error), waitOf(error)];
        const isWait = outcome.kind === 'later' && afterMs !== null;
        return isWait && isWholeFlooded(where.chat_id, afterMs) ? { ...outcome, whole: true } : outcome;
      }
    },
    async tell(person, text) {
      const [platform, id] = person.split(':');
      return (
        platform === 'telegram' && isPerson(Number(id)) && (await isTold(telegram, pace, report, Number(id), text))
      );
    },
  };
}

/** A part as Telegram takes it. A digest makes itself heard once: with its first part. */
function compose(delivery: Delivery) {
  const { buttons = [], ...drawn } = JSON.parse(delivery.part.body) as Part;
  const sound = delivery.number === 1 ? {} : { disable_notification: true };
  return { drawn, dress: { ...keyboardOf(buttons, delivery), ...sound } };
}

/** Where a message goes: the chat, and the topic in it. */
type Where = Pick<Opts<'sendMessage'>, 'message_thread_id'> & { readonly chat_id: number };

/** An address is the chat's id, with `:THREAD` behind it for a topic of a forum. */
function readAddress(address: string): Where {
  const [chat, thread] = address.split(':').map(Number);
  return { chat_id: chat ?? 0, ...(thread === undefined ? {} : { message_thread_id: thread }) };
}

/** Who speaks as a group or channel has its id, which is negative: what is for one person must not be told to all. */
function isPerson(id: number): boolean {
  return id > 0;
}

async function isTold(
  telegram: Telegram,
  pace: ChatPace,
  report: Report,
  person: number,
  text: Rich,
): Promise<boolean> {
  const plainly = (fault: Refused): void => tellPlain(report, null, fault);
  try {
    for (const message of drawText(text)) {
      const work = () => post({ telegram, plainly }, { chat_id: person }, message, UNBROKEN);
      await pace.send(person, work, UNBROKEN, TELL_PATIENCE_MS);
    }
    return true;
  } catch {
    // A closed door, a stranger, a broken line: the person was not reached, and nothing more is to be done here.
    return false;
  }
}

/** What Telegram refused of a message, the text around it, and what it said of it. */
export interface Refused {
  readonly what: 'mark-up' | 'picture';
  readonly text: string;
  readonly detail: string;
}

/** By which messages are sent; `plainly` hears of those that lost their mark-up or their picture. */
export interface Pen {
  readonly telegram: Telegram;
  readonly plainly: (fault: Refused) => void;
}

/** Sends a message; where Telegram cannot read its mark-up, or takes none of its picture, the same text goes without, once. */
export async function post(
  { telegram, plainly }: Pen,
  where: Omit<Opts<'sendMessage'>, keyof Drawn>,
  drawn: Drawn,
  signal: AbortSignal,
): Promise<Message.TextMessage> {
  try {
    return await call(telegram, 'sendMessage', { ...where, ...drawn }, signal);
  } catch (error) {
    const plainer = plainerThan(drawn, error);
    if (plainer === null) throw error;
    plainly(plainer.refused);
    return await call(telegram, 'sendMessage', { ...where, ...plainer.drawn }, signal);
  }
}

/** The case goes into the log whole: it is a fault of ours, and a test to come. */
export function tellPlain(report: Report, delivery: DeliveryId | null, { what, text, detail }: Refused): void {
  report({ event: 'left-out', platform: 'telegram', delivery, what, why: `${detail}: ${text}` });
}

const MARKUP_REFUSED = /can't parse entities|entities[_ ]too[_ ]long/iu;
/** https://core.telegram.org/method/messages.sendMessage: WEBPAGE_URL_INVALID, WEBPAGE_CURL_FAILED and their like. */
const PICTURE_REFUSED = /webpage|web page/iu;

/** A message without what Telegram refused of it; null when it was something else. */
function plainerThan(drawn: Drawn, error: unknown) {
  if (!(error instanceof TelegramError) || error.code !== 400) return null;
  const { description: detail } = error;
  const { text, parse_mode, ...rest } = drawn;
  if (MARKUP_REFUSED.test(detail))
    return { refused: { what: 'mark-up', text, detail }, drawn: { ...rest, text: plainOf(text) } } as const;
  return PICTURE_REFUSED.test(detail) && drawn.link_preview_options.url !== undefined
    ? ({ refused: { what: 'picture', text, detail }, drawn: asMessage(text) } as const)
    : null;
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
