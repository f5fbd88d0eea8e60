import type { Chat, Update } from 'telegraf/types';
import type { Home } from '../domain/channel.ts';
import type { DoorEvent } from '../domain/door.ts';

/** What an update tells of where the bot may be; null when that is nothing. */
export function readDoor(update: Update): DoorEvent | null {
  if ('my_chat_member' in update) return readMembership(update.my_chat_member);
  if (!('message' in update)) return null;
  const { message } = update;
  // Both are told, the old group and the new one.
  if ('migrate_to_chat_id' in message) return moved(message.chat.id, message.migrate_to_chat_id);
  return 'migrate_from_chat_id' in message ? moved(message.migrate_from_chat_id, message.chat.id) : null;
}

/** In a private chat somebody blocked the bot, or let it write again; in others its rights may have grown where it was already. */
function readMembership({ chat, new_chat_member: { status } }: Update.MyChatMemberUpdate['my_chat_member']): DoorEvent {
  const isOutside = status === 'left' || status === 'kicked';
  return { kind: isOutside ? 'put-out' : 'let-in', community: homeOf(chat.id).community };
}

function moved(from: Chat['id'], to: Chat['id']): DoorEvent {
  return { kind: 'moved', from: homeOf(from), to: homeOf(to) };
}

function homeOf(chat: Chat['id']): Home {
  return { platform: 'telegram', address: String(chat), community: `telegram:${chat}` };
}
