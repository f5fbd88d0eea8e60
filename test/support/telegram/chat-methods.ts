import { number, type Payload, text } from '../payload.ts';
import type { Desk, Method } from './call.ts';
import { findChat } from './reach.ts';
import { badRequest } from './refusal.ts';
import { BOT, type Chat, chatShape, personShape, type State } from './state.ts';

/** The methods that ask about chats and files, and those that change nothing a test looks at. */
export function chatMethods({ state, reach }: Desk): readonly (readonly [string, Method])[] {
  const yes: Method = () => true;
  return [
    ['getchat', ({ params }) => chatShape(findChat(state, params))],
    ['getchatmember', ({ params }) => member(state, findChat(state, params), number(params['user_id']))],
    ['getchatadministrators', ({ params }) => administrators(state, findChat(state, params))],
    ['getchatmembercount', ({ params }) => findChat(state, params).admins.length + 1],
    ['leavechat', ({ params }) => leave(state, findChat(state, params))],
    ['sendchataction', ({ params }) => reach.writable(params) !== undefined],
    ['getfile', ({ params }) => file(state, text(params['file_id']))],
    ['getwebhookinfo', () => ({ url: '', has_custom_certificate: false, pending_update_count: 0 })],
    ...['deletewebhook', 'setmydescription', 'setmyshortdescription', 'setmyname', 'setchatmenubutton'].map(
      (name) => [name, yes] as const,
    ),
  ];
}

const RIGHTS = { can_be_edited: false, is_anonymous: false, can_post_messages: true, can_edit_messages: true };

function member(state: State, chat: Chat, id: number): Payload {
  if (id === BOT.id) return botMember(chat);
  const person = state.people.get(id);
  if (person === undefined) throw badRequest('PARTICIPANT_ID_INVALID');
  const user = personShape(person);
  return chat.admins.includes(id) ? { status: 'administrator', user, ...RIGHTS } : { status: 'member', user };
}

function botMember(chat: Chat): Payload {
  if (chat.state === 'kicked' || chat.state === 'left') return { status: chat.state, user: BOT };
  const canPost = chat.type === 'channel' && chat.state === 'ok';
  return canPost ? { status: 'administrator', user: BOT, ...RIGHTS } : { status: 'member', user: BOT };
}

function administrators(state: State, chat: Chat): readonly Payload[] {
  if (chat.type === 'private') throw badRequest('there are no administrators in the private chat');
  return chat.admins.map((id) => member(state, chat, id));
}

function leave(state: State, chat: Chat): true {
  state.setChat({ ...chat, state: 'left' });
  state.change.notify();
  return true;
}

function file(state: State, id: string): Payload {
  const content = state.files.get(id);
  if (content === undefined) throw badRequest('wrong file_id or the file is temporarily unavailable');
  return { file_id: id, file_unique_id: id, file_size: Buffer.byteLength(content), file_path: `documents/${id}` };
}
