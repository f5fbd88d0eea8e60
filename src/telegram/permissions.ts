import { type Telegram, TelegramError } from 'telegraf';
import type { ChatMember } from 'telegraf/types';
import { call, UNBROKEN } from './call.ts';

/** The names Telegram's apps show for these rights. */
const RIGHTS = {
  unblocked: 'Unblock bot',
  membership: 'Member',
  group: 'Send Messages',
  channel: 'Post Messages',
} as const;

/** What the bot lacks to post in a chat, by the names Telegram shows; empty when it lacks nothing. */
export async function missingRights(telegram: Telegram, chat: number): Promise<readonly string[]> {
  if (chat > 0) return (await isOpen(telegram, chat)) ? [] : [RIGHTS.unblocked];
  const bot = await findMember(telegram, chat, botIdOf(telegram), UNBROKEN);
  if (bot === null || bot.status === 'left' || bot.status === 'kicked') return [RIGHTS.membership];
  const { type, permissions } = await findChat(telegram, chat);
  if (type === 'channel') return hasPost(bot) ? [] : [RIGHTS.channel];
  return maySpeak(bot, permissions?.can_send_messages ?? true) ? [] : [RIGHTS.group];
}

/** Telegram tells only by refusing: “typing …” is the least that can be sent to a person. */
async function isOpen(telegram: Telegram, person: number): Promise<boolean> {
  try {
    return await call(telegram, 'sendChatAction', { chat_id: person, action: 'typing' }, UNBROKEN);
  } catch (error) {
    if (error instanceof TelegramError && (error.code === 400 || error.code === 403)) return false;
    throw error;
  }
}

/** A token begins with the id of the bot it is for. */
function botIdOf({ token }: Telegram): number {
  return Number(token.split(':')[0]);
}

async function findChat(telegram: Telegram, chat: number) {
  const found = await call(telegram, 'getChat', { chat_id: chat }, UNBROKEN);
  return { type: found.type, permissions: 'permissions' in found ? found.permissions : undefined };
}

function hasPost(bot: ChatMember): boolean {
  return bot.status === 'creator' || (bot.status === 'administrator' && bot.can_post_messages === true);
}

function maySpeak(bot: ChatMember, mayEverybody: boolean): boolean {
  if (bot.status === 'administrator' || bot.status === 'creator') return true;
  return mayEverybody && (bot.status !== 'restricted' || bot.can_send_messages);
}

/** Somebody's standing in a chat; null when Telegram knows no such chat or person, or does not let the bot know. */
async function findMember(
  telegram: Telegram,
  chat: number,
  person: number,
  signal: AbortSignal,
): Promise<ChatMember | null> {
  try {
    return await call(telegram, 'getChatMember', { chat_id: chat, user_id: person }, signal);
  } catch (error) {
    if (error instanceof TelegramError && (error.code === 400 || error.code === 403)) return null;
    throw error;
  }
}

/** Tells who may manage a group or channel; with `isFresh` it is asked anew. */
export type IsManager = (chat: number, person: number, signal: AbortSignal, isFresh?: boolean) => Promise<boolean>;

/** Who became or ceased to be an administrator is known to the bot after so long. */
const REMEMBERED_MS = 60_000;

/** Asks Telegram, and remembers the answer for a minute. */
export function createManagerCheck(telegram: Telegram): IsManager {
  const known = new Map<string, boolean>();
  return async (chat, person, signal, isFresh = false) => {
    const key = `${chat} ${person}`;
    const remembered = known.get(key);
    if (remembered !== undefined && !isFresh) return remembered;
    const member = await findMember(telegram, chat, person, signal);
    const isManager = member?.status === 'administrator' || member?.status === 'creator';
    known.set(key, isManager);
    setTimeout(() => known.delete(key), REMEMBERED_MS).unref();
    return isManager;
  };
}
