import { LANGUAGES, sayPlain } from '../../../src/phrases/say.ts';
import type { Payload } from '../payload.ts';
import { plainText } from './entities.ts';
import { BOT, type Chat, chatShape, type Message, messageShape, type Press, personShape, type State } from './state.ts';
import type { Updates } from './updates.ts';

/** A message a person writes. Unless told, by the chat's own person or its first administrator; `isAnonymous` writes as the group itself. */
export type Saying = {
  readonly chat: number;
  readonly text?: string;
  readonly from?: number;
  readonly thread?: number;
  readonly replyTo?: number;
  readonly document?: { readonly name: string; readonly content: string };
  readonly isAnonymous?: boolean;
  /** When the test has seen enough of the bot's answers; unless told, at the first that is no mere promise. */
  readonly until?: (answers: readonly Message[]) => boolean;
};

/** A press on the button with this callback data; the mark before the lines of buttons under answers may be left out. */
export type Pressing = {
  readonly chat: number;
  readonly messageId: number;
  readonly data: string;
  readonly from?: number;
  /** When the test has seen enough; unless told, when the press is answered. */
  readonly until?: (pressed: Pressed) => boolean;
};

/** What the bot made of a press: its answer, the message the button sits on as it is now, and new messages in the chat. */
export type Pressed = {
  readonly answer: Press['answer'];
  readonly message: Message;
  readonly newer: readonly Message[];
};

export type Membership = {
  readonly chat: number;
  readonly status: 'member' | 'administrator' | 'kicked' | 'left';
  readonly from?: number;
};

/** The account through which anonymous administrators write. */
const ANONYMOUS = { id: 1_087_968_824, is_bot: true, first_name: 'Group', username: 'GroupAnonymousBot' };
const SENT_AT = 1_700_000_000;

/** A slow answer is promised first, in the message that becomes it. */
function isPromise({ text }: Message): boolean {
  return LANGUAGES.some((language) => text === sayPlain(language, 'one-moment'));
}

/** The people of this Telegram: what they do becomes updates. */
export class People {
  readonly #state: State;
  readonly #updates: Updates;

  constructor(state: State, updates: Updates) {
    this.#state = state;
    this.#updates = updates;
  }

  /** Writes a message and gives the messages the bot sent to that chat after it. */
  async say(saying: Saying): Promise<readonly Message[]> {
    const chat = this.#state.chat(saying.chat);
    const message = this.#write(chat, saying);
    this.#updates.push(chat.type === 'channel' ? 'channel_post' : 'message', messageShape(this.#state, message));
    const answers = (): readonly Message[] => this.#after(message.id, chat.id);
    const isEnough = saying.until ?? ((said: readonly Message[]) => said.length > 0 && !said.some(isPromise));
    await this.#state.change.until(() => isEnough(answers()));
    return answers();
  }

  #write(chat: Chat, saying: Saying): Message {
    const { text, entities } = plainText(saying.text ?? '');
    const replied = this.#state.messages.find((message) => message.id === saying.replyTo);
    const extra = {
      ...this.#sender(chat, saying),
      ...(replied === undefined ? {} : { reply_to_message: messageShape(this.#state, replied) }),
      ...(saying.document === undefined ? {} : { document: this.#upload(saying.document) }),
    };
    const document = saying.document === undefined ? null : { field: 'document', type: '', ...saying.document };
    const more = { fromBot: false, threadId: saying.thread ?? null, extra, file: document };
    return this.#state.addMessage(chat.id, { text, entities, keyboard: [] }, more);
  }

  #sender(chat: Chat, { from, isAnonymous }: { readonly from?: number; readonly isAnonymous?: boolean }): Payload {
    if (chat.type === 'channel') return {};
    if (isAnonymous) return { from: ANONYMOUS, sender_chat: chatShape(chat) };
    return { from: this.#person(chat, from) };
  }

  #person(chat: Chat, from?: number): Payload {
    const usual = chat.type === 'private' ? chat.id : (chat.admins[0] ?? 0);
    return personShape(this.#state.person(from ?? usual));
  }

  #upload({ name, content }: { readonly name: string; readonly content: string }): Payload {
    const id = `file${this.#state.nextId()}`;
    this.#state.files.set(id, content);
    return { file_id: id, file_unique_id: id, file_name: name, file_size: Buffer.byteLength(content) };
  }

  #after(id: number, chatId: number): readonly Message[] {
    return this.#state.messages.filter((message) => message.fromBot && message.id > id && message.chatId === chatId);
  }

  /** Presses a button; throws when the message has no such button. */
  async press(pressing: Pressing): Promise<Pressed> {
    const chat = this.#state.chat(pressing.chat);
    const message = this.#message(pressing);
    const carried = message.keyboard.flat().map((button) => button['callback_data']);
    const data = [pressing.data, `=${pressing.data}`].find((each) => carried.includes(each));
    if (data === undefined) throw new Error(`message ${message.id} has no button ${pressing.data}`);
    const last = this.#state.nextId();
    const id = String(last);
    this.#state.presses.set(id, { id, answer: null });
    const query = { id, from: this.#person(chat, pressing.from), message: messageShape(this.#state, message) };
    this.#updates.push('callback_query', { ...query, chat_instance: '1', data });
    const pressed = (): Pressed => ({
      answer: this.#state.presses.get(id)?.answer ?? null,
      message: this.#message(pressing),
      newer: this.#after(last, chat.id),
    });
    const isEnough = pressing.until ?? (({ answer }: Pressed) => answer !== null);
    await this.#state.change.until(() => isEnough(pressed()));
    return pressed();
  }

  #message({ chat, messageId }: { readonly chat: number; readonly messageId: number }): Message {
    const message = this.#state.messages.find((known) => known.chatId === chat && known.id === messageId);
    if (message === undefined) throw new Error(`there is no message ${messageId} in ${chat}`);
    return message;
  }

  /** Adds, promotes, removes or (in a private chat) blocks the bot. */
  changeMembership({ chat: id, status, from }: Membership): void {
    const chat = this.#state.chat(id);
    const isGone = status === 'kicked' || status === 'left';
    const lost = chat.type === 'private' ? 'blocked' : status === 'left' ? 'left' : 'kicked';
    const before = chat.state === 'ok' ? 'member' : 'left';
    this.#state.setChat({ ...chat, state: isGone ? lost : 'ok' });
    this.#updates.push('my_chat_member', {
      chat: chatShape(chat),
      from: this.#person(chat, from),
      date: SENT_AT,
      old_chat_member: { status: before, user: BOT },
      new_chat_member: { status, user: BOT },
    });
  }

  /** Makes a supergroup of a group, as Telegram does: a new id, announced in both chats unless told not to. */
  migrate(id: number, isAnnounced: boolean): number {
    const chat = this.#state.chat(id);
    const to = -1_000_000_000_000 - Math.abs(id);
    const next = this.#state.setChat({ ...chat, id: to, type: 'supergroup' });
    this.#state.setChat({ ...chat, state: 'migrated', migratedTo: to });
    if (!isAnnounced) return to;
    const service = { date: SENT_AT, from: this.#person(chat) };
    this.#updates.push('message', {
      ...service,
      message_id: this.#state.nextId(),
      chat: chatShape(chat),
      migrate_to_chat_id: to,
    });
    this.#updates.push('message', { ...service, message_id: 1, chat: chatShape(next), migrate_from_chat_id: id });
    return to;
  }
}
