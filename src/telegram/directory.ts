import { type Telegram, TelegramError } from 'telegraf';
import type { Directory } from '../domain/behalf.ts';
import type { Spot } from '../domain/turn.ts';
import { call, UNBROKEN } from './call.ts';
import type { IsManager } from './permissions.ts';

/** What Telegram knows of channels and groups, and of who runs them. */
export function createDirectory(telegram: Telegram, isManager: IsManager): Directory {
  return {
    async find(typed) {
      const name = readName(typed);
      return name === null ? null : await findChat(telegram, name);
    },
    async isManager({ address }, person, isFresh) {
      const [chat, id] = [Number(address.split(':')[0]), Number(person.split(':')[1])];
      return await isManager(chat, id, UNBROKEN, isFresh);
    },
  };
}

/** `@name`, `name`, a link to it, or the number of a group or channel, which is negative. */
const NAME = /^(?:(?:https?:\/\/)?t\.me\/|@)?(?<name>[a-z]\w{3,31})$/iu;
const NUMBER = /^-\d{5,16}$/u;

function readName(typed: string): string | number | null {
  const text = typed.trim();
  if (NUMBER.test(text)) return Number(text);
  const name = NAME.exec(text)?.groups?.['name'];
  return name === undefined ? null : `@${name}`;
}

async function findChat(telegram: Telegram, name: string | number): Promise<Spot | null> {
  try {
    const chat = await call(telegram, 'getChat', { chat_id: name }, UNBROKEN);
    if (chat.type === 'private') return null;
    return { platform: 'telegram', address: String(chat.id), community: `telegram:${chat.id}`, name: chat.title };
  } catch (error) {
    if (error instanceof TelegramError && (error.code === 400 || error.code === 403)) return null;
    throw error;
  }
}
