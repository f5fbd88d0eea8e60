import { number, type Payload, text } from '../payload.ts';
import { badRequest, Refusal } from './refusal.ts';
import type { Chat, State } from './state.ts';

/** How many sends into a chat that is lost look like a bot that never learns. */
const PATIENCE_WITH_DEAD = 3;

/** The chat a call names, by number or by @username; throws when there is none. */
export function findChat(state: State, params: Payload): Chat {
  const said = params['chat_id'];
  if (said === undefined || said === '') throw badRequest('chat_id is empty');
  const name = text(said).startsWith('@') ? text(said).slice(1).toLowerCase() : undefined;
  const chats = [...state.chats.values()];
  const chat = name === undefined ? state.chats.get(number(said)) : chats.find((known) => isNamed(known, name));
  if (chat !== undefined) return chat;
  state.ledger.note('chat-not-found', String(said));
  throw badRequest('chat not found');
}

function isNamed(chat: Chat, name: string): boolean {
  return chat.type !== 'private' && chat.username?.toLowerCase() === name;
}

/** Remembers who was told that a chat is lost, and knows when it was told too often. */
export class Reach {
  readonly #state: State;
  readonly #refused = new Map<number, number>();

  constructor(state: State) {
    this.#state = state;
  }

  /** The chat a call wants to write to; throws as Telegram does when the bot may not. */
  writable(params: Payload): Chat {
    const chat = findChat(this.#state, params);
    if (chat.state === 'ok') return chat;
    if (chat.state === 'readonly') throw badRequest(READONLY[chat.type === 'channel' ? 'channel' : 'other']);
    const times = (this.#refused.get(chat.id) ?? 0) + 1;
    this.#refused.set(chat.id, times);
    if (chat.state === 'migrated') throw this.#migrated(chat, times);
    if (times > PATIENCE_WITH_DEAD) this.#state.ledger.violation('repeat-to-dead-chat', String(chat.id));
    throw new Refusal(403, `Forbidden: ${forbidden(chat)}`);
  }

  #migrated(chat: Chat, times: number): Refusal {
    if (times > 1) this.#state.ledger.violation('repeat-to-migrated-chat', String(chat.id));
    return badRequest('group chat was upgraded to a supergroup chat', { migrate_to_chat_id: chat.migratedTo });
  }
}

const READONLY = {
  channel: 'need administrator rights in the channel chat',
  other: 'not enough rights to send text messages to the chat',
} as const;

function forbidden(chat: Chat): string {
  const kind = `${chat.type} chat`;
  switch (chat.state) {
    case 'deactivated':
      return 'user is deactivated';
    case 'kicked':
      return `bot was kicked from the ${kind}`;
    case 'left':
      return `bot is not a member of the ${kind}`;
    case 'deleted':
      return 'the group chat was deleted';
    case 'not-started':
      return "bot can't initiate conversation with a user";
    default:
      return 'bot was blocked by the user';
  }
}
