import { Change } from '../change.ts';
import { Ledger } from '../ledger.ts';
import type { UploadedFile } from '../loopback.ts';
import { type Payload, payload } from '../payload.ts';
import type { Entity } from './entities.ts';

type ChatType = 'private' | 'group' | 'supergroup' | 'channel';

/** How things stand between the bot and a chat; every state but `ok` and `readonly` refuses whatever is sent with 403. */
type ChatState =
  | 'ok'
  | 'blocked'
  | 'deactivated'
  | 'kicked'
  | 'left'
  | 'deleted'
  | 'not-started'
  | 'readonly'
  | 'migrated';

/** `topics` are the message threads of a forum; `admins` the ids of people who may manage the chat. */
export type Chat = {
  readonly id: number;
  readonly type: ChatType;
  readonly name: string;
  readonly username?: string;
  readonly topics: readonly number[];
  readonly admins: readonly number[];
  readonly state: ChatState;
  readonly migratedTo?: number;
};

export type Person = { readonly id: number; readonly name: string; readonly language: string };

/** What a message shows; `keyboard` is its rows of buttons. */
type Content = {
  readonly text: string;
  readonly entities: readonly Entity[];
  readonly keyboard: readonly (readonly Payload[])[];
};

/** A message as it is kept. `fromBot` tells whose it is; `file` is a document sent with it; `earlier` are its contents before each edit. */
export type Message = Content & {
  readonly id: number;
  readonly chatId: number;
  readonly threadId: number | null;
  readonly fromBot: boolean;
  readonly file: UploadedFile | null;
  readonly earlier: readonly Content[];
  readonly isDeleted: boolean;
  readonly params: Payload;
  readonly extra: Payload;
};

/** A press on a button: what the bot answered, null until it did. */
export type Press = {
  readonly id: string;
  readonly answer: { readonly text: string; readonly showAlert: boolean } | null;
};

/** The bot's own account. */
export const BOT = { id: 123_456_789, is_bot: true, first_name: 'Broadsheet', username: 'broadsheet_test_bot' };

/** Everything that exists on this Telegram: chats, people, messages and the bot's command lists. */
export class State {
  readonly ledger = new Ledger();
  readonly change = new Change();
  readonly chats = new Map<number, Chat>();
  readonly people = new Map<number, Person>();
  readonly messages: Message[] = [];
  readonly presses = new Map<string, Press>();
  readonly files = new Map<string, string>();
  /** Command lists by scope and language, as `scopeKey` writes them. */
  readonly commands = new Map<string, readonly Payload[]>();
  #lastId = 100;

  nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  setChat(chat: Chat): Chat {
    this.chats.set(chat.id, chat);
    return chat;
  }

  chat(id: number): Chat {
    const chat = this.chats.get(id);
    if (chat === undefined) throw new Error(`there is no chat ${id}`);
    return chat;
  }

  person(id: number): Person {
    const person = this.people.get(id);
    if (person === undefined) throw new Error(`there is nobody ${id}`);
    return person;
  }

  addMessage(chatId: number, content: Content, more: Partial<Message> = {}): Message {
    const standing = { id: this.nextId(), chatId, threadId: null, fromBot: true, file: null, isDeleted: false };
    const message: Message = { ...standing, earlier: [], params: {}, extra: {}, ...content, ...more };
    this.messages.push(message);
    this.change.notify();
    return message;
  }

  changeMessage(message: Message, change: Partial<Message>): Message {
    const changed = { ...message, ...change };
    this.messages[this.messages.indexOf(message)] = changed;
    this.change.notify();
    return changed;
  }

  answerPress(id: string, text: string, showAlert: boolean): void {
    this.presses.set(id, { id, answer: { text, showAlert } });
    this.change.notify();
  }
}

/** A chat as Telegram writes one. */
export function chatShape(chat: Chat): Payload {
  const name = chat.type === 'private' ? { first_name: chat.name } : { title: chat.name };
  const username = chat.username === undefined ? {} : { username: chat.username };
  return { id: chat.id, type: chat.type, ...name, ...username, ...(chat.topics.length > 0 ? { is_forum: true } : {}) };
}

export function personShape(person: Person): Payload {
  return { id: person.id, is_bot: false, first_name: person.name, language_code: person.language };
}

/** A message as Telegram writes one. */
export function messageShape(state: State, message: Message): Payload {
  const chat = chatShape(state.chat(message.chatId));
  const isPost = chat['type'] === 'channel';
  const said =
    message.file === null ? { text: 'text', entities: 'entities' } : { text: 'caption', entities: 'caption_entities' };
  const file = { file_id: String(message.id), file_unique_id: String(message.id), file_name: message.file?.name };
  return {
    message_id: message.id,
    chat,
    date: SENT_AT,
    ...(isPost ? { sender_chat: chat } : { from: BOT }),
    ...(message.threadId === null ? {} : { message_thread_id: message.threadId, is_topic_message: true }),
    ...(message.text === '' ? {} : { [said.text]: message.text }),
    ...(message.entities.length === 0 ? {} : { [said.entities]: message.entities }),
    ...(message.file === null ? {} : { document: file }),
    ...(message.keyboard.length === 0 ? {} : { reply_markup: { inline_keyboard: message.keyboard } }),
    ...repliedTo(state, message),
    ...message.extra,
  };
}

/** What a message of the bot's answers, as it stands in it; Telegram goes no further back than one message. */
function repliedTo(state: State, { chatId, params }: Message): Payload {
  const id = payload(params['reply_parameters'])['message_id'];
  const replied = state.messages.find((each) => each.chatId === chatId && each.id === id && !each.isDeleted);
  if (replied === undefined) return {};
  const { reply_to_message: _, ...shape } = messageShape(state, replied);
  return { reply_to_message: shape };
}

/** When every message says it was sent; nobody's logic may rest on it. */
const SENT_AT = 1_700_000_000;

/** The key under which a command list is kept. */
export function scopeKey(scope: Payload, language: string): string {
  return [scope['type'] ?? 'default', scope['chat_id'] ?? '', language].join('|');
}
