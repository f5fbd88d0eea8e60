import type { CallbackQuery, Chat, Document, Message, Update } from 'telegraf/types';
import type { Request } from '../domain/command.ts';

/** A command line that somebody said or pressed a button for. */
export interface Heard {
  /** Without slash and the bot's name. */
  readonly line: string;
  readonly place: Request['place'];
  readonly chat: Chat;
  /** Of a forum. */
  readonly topic: number | null;
  /** Null for who speaks as the chat itself: an anonymous administrator, or a channel in its own posts. */
  readonly person: number | null;
  readonly asker: Omit<Request['asker'], 'isManager' | 'isOwner'>;
  readonly language: string;
  /** The message that said it, or bears the button; null when that one can't be reached any more. */
  readonly message: number | null;
  /** The message that it answers; null where it answers none, or a button said it. */
  readonly answers: number | null;
  /** Names the press of a button; null for what was written. */
  readonly press: string | null;
  /** What the pressed button carries; empty for what was written. */
  readonly data: string;
  /** The button stands under an answer of the bot's to the same person, or to nobody in particular: the message may give way to the next answer. */
  readonly isOwnAnswer: boolean;
  /** The file that was sent with it, or in the message it answers. */
  readonly document: Document | null;
}

/** Something that is no command, in private or as an answer to a message of the bot's: perhaps what somebody was asked for. */
export interface Answered extends Heard {
  readonly text: string;
}

/** The updates that are asked for; edited messages are not: who edits a command did not mean to say it twice. */
export const HEARD_UPDATES = ['message', 'channel_post', 'callback_query', 'my_chat_member'] as const;

/** What an update asks of this bot; null when that is nothing. */
export function readUpdate(update: Update, botName: string): Heard | null {
  if ('message' in update) return readMessage(update.message, botName);
  if ('channel_post' in update) return readMessage(update.channel_post, botName);
  return 'callback_query' in update ? readPress(update.callback_query) : null;
}

/** `/name@Bot words`. */
const COMMAND = /^\/(?<name>\w{1,32})(?:@(?<bot>\w+))?(?:\s+(?<words>.*))?$/su;

/** A channel's posts arrive once more in the group that discusses them. */
function readMessage(message: Message, botName: string): Heard | null {
  if (isForwardedPost(message)) return null;
  const channel = message.chat.type === 'private' ? forwardedFrom(message) : null;
  if (channel !== null) return { line: `manage ${channel}`, ...senderOf(message) };
  const { name, bot = botName, words = '' } = COMMAND.exec(writtenIn(message))?.groups ?? {};
  if (name === undefined || bot.toLowerCase() !== botName.toLowerCase()) return null;
  return { line: `${name} ${words}`, ...senderOf(message) };
}

/** Null for what is a command, or is plainly said to somebody else than the bot whose id this is. */
export function readAnswer(update: Update, bot: number): Answered | null {
  const message = 'message' in update ? update.message : 'channel_post' in update ? update.channel_post : null;
  if (message === null || isForwardedPost(message)) return null;
  const text = writtenIn(message);
  if (text === '' || text.startsWith('/')) return null;
  const answered = 'reply_to_message' in message ? message.reply_to_message : undefined;
  const isToBot = answered?.from?.id === bot || (answered !== undefined && message.chat.type === 'channel');
  if (!isToBot && message.chat.type !== 'private') return null;
  return { line: '', ...senderOf(message), text, answers: isToBot ? (answered?.message_id ?? null) : null };
}

function writtenIn(message: Message): string {
  return 'text' in message ? message.text : 'caption' in message ? (message.caption ?? '') : '';
}

function isForwardedPost(message: Message): boolean {
  return 'is_automatic_forward' in message && message.is_automatic_forward === true;
}

/** The channel whose post somebody forwards; who forwards one in private wants to speak for that channel. */
function forwardedFrom(message: Message): number | null {
  const origin = 'forward_origin' in message ? message.forward_origin : undefined;
  return origin?.type === 'channel' ? origin.chat.id : null;
}

function senderOf(message: Message): Omit<Heard, 'line'> {
  const { chat, from, sender_chat: sender } = message;
  const speaksAsChat = sender?.id === chat.id || from === undefined;
  return {
    ...{ chat, message: message.message_id, press: null, data: '', isOwnAnswer: false },
    document: documentOf(message),
    answers: 'reply_to_message' in message ? (message.reply_to_message?.message_id ?? null) : null,
    ...whereOf(chat, topicOf(message)),
    person: speaksAsChat ? null : from.id,
    asker: speaksAsChat
      ? { id: `telegram:${chat.id}`, name: nameOf(chat) }
      : { id: `telegram:${from.id}`, name: from.first_name },
    language: from?.language_code ?? 'en',
  };
}

/** Begins the line of a button under an answer: what stands under a digest is everybody's, and stays. */
export const ANSWERED = '=';

function readPress(query: CallbackQuery): Heard | null {
  if (!('data' in query) || query.message === undefined) return null;
  const { from, message, data } = query;
  const isThere = message.date !== 0;
  const isAnswer = data.startsWith(ANSWERED) || data.startsWith('~');
  return {
    ...{
      line: data.startsWith(ANSWERED) ? data.slice(ANSWERED.length) : data,
      chat: message.chat,
      press: query.id,
      data,
    },
    ...whereOf(message.chat, isThere ? topicOf(message as Message) : null),
    person: from.id,
    asker: { id: `telegram:${from.id}`, name: from.first_name },
    language: from.language_code ?? 'en',
    message: isThere ? message.message_id : null,
    isOwnAnswer: isAnswer && isThere && isFor(from.id, message as Message),
    document: null,
    answers: null,
  };
}

/** An answer in a group answers its asker's message. One that answers a digest, or somebody who speaks as the chat itself, is nobody's in particular. */
function isFor(person: number, message: Message): boolean {
  const asker = 'reply_to_message' in message ? message.reply_to_message?.from : undefined;
  return asker === undefined || asker.is_bot || asker.id === person;
}

function documentOf(message: Message): Document | null {
  if ('document' in message) return message.document;
  const answered = 'reply_to_message' in message ? message.reply_to_message : undefined;
  return answered !== undefined && 'document' in answered ? answered.document : null;
}

/** Outside forums a thread is a chain of replies, which is no place of its own. */
function topicOf({ is_topic_message, message_thread_id }: Message): number | null {
  return is_topic_message === true ? (message_thread_id ?? null) : null;
}

function whereOf(chat: Chat, topic: number | null): Pick<Heard, 'place' | 'topic'> {
  const address = topic === null ? String(chat.id) : `${chat.id}:${topic}`;
  return { topic, place: { platform: 'telegram', address, community: `telegram:${chat.id}`, name: nameOf(chat) } };
}

function nameOf(chat: Chat): string {
  if (chat.type !== 'private') return chat.title;
  return [chat.first_name, chat.last_name].filter((name) => name !== undefined).join(' ');
}
