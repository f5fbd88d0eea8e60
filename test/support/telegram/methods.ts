import { characters, isPayload, list, number, type Payload, payload, text } from '../payload.ts';
import type { Call, Desk, Method } from './call.ts';
import { chatMethods } from './chat-methods.ts';
import { EntityError, type Formatted, parseHtml, plainText } from './entities.ts';
import { readKeyboard } from './keyboard.ts';
import { badRequest } from './refusal.ts';
import { BOT, type Chat, type Message, messageShape, type State, scopeKey } from './state.ts';

/** https://core.telegram.org/bots/api#sendmessage and #senddocument: after the mark-up is read, in UTF-16 units. */
const TEXT = 4096;
const CAPTION = 1024;
/** Entities past the hundredth are silently left out. */
const ENTITIES = 100;
/** https://core.telegram.org/bots/api#answercallbackquery, in characters. */
const CALLBACK_ANSWER = 200;

/** The Bot API's methods by their names in lower case. */
export function botMethods(desk: Desk): ReadonlyMap<string, Method> {
  const { state } = desk;
  return new Map<string, Method>([
    ['getme', () => ({ ...BOT, can_join_groups: true, can_read_all_group_messages: false })],
    ['sendmessage', (call) => sendMessage(desk, call)],
    ['senddocument', (call) => sendDocument(desk, call)],
    ['editmessagetext', (call) => editText(desk, call)],
    ['editmessagereplymarkup', (call) => editKeyboard(desk, call)],
    ['deletemessage', (call) => deleteMessage(desk, call)],
    ['answercallbackquery', (call) => answerPress(state, call.params)],
    ['setmycommands', (call) => setCommands(state, call.params)],
    ['getmycommands', ({ params }) => state.commands.get(keyOf(params)) ?? []],
    ['deletemycommands', ({ params }) => state.commands.delete(keyOf(params)) || true],
    ...chatMethods(desk),
  ]);
}

function sendMessage(desk: Desk, { params }: Call): Payload {
  const { state, flood } = desk;
  const chat = desk.reach.writable(params);
  const { text: said, entities } = readText(state, params, 'text', TEXT);
  if (said === '') throw badRequest('message text is empty');
  const keyboard = readKeyboard(state, params['reply_markup'], chat);
  const threadId = readThread(chat, params);
  checkReply(state, params);
  flood.admit(chat);
  return messageShape(state, state.addMessage(chat.id, { text: said, entities, keyboard }, { threadId, params }));
}

function sendDocument(desk: Desk, { params, files }: Call): Payload {
  const { state, flood } = desk;
  const chat = desk.reach.writable(params);
  const { text: said, entities } = readText(state, params, 'caption', CAPTION);
  const keyboard = readKeyboard(state, params['reply_markup']);
  const [file] = files;
  if (file === undefined) throw badRequest('there is no document in the request');
  const threadId = readThread(chat, params);
  flood.admit(chat);
  return messageShape(state, state.addMessage(chat.id, { text: said, entities, keyboard }, { threadId, params, file }));
}

function readText(state: State, params: Payload, key: string, most: number): Formatted {
  const mode = text(params['parse_mode']).toLowerCase();
  if (mode !== '' && mode !== 'html') state.ledger.note('parse-mode-not-in-stand-in', mode);
  const raw = text(params[key]).replaceAll('\r', '');
  const read = mode === 'html' ? readHtml(raw) : plainText(raw);
  if (read.text.length > most)
    throw badRequest(key === 'caption' ? 'message caption is too long' : 'message is too long');
  if (read.entities.length > ENTITIES) state.ledger.violation('more-than-100-entities', String(read.entities.length));
  return read;
}

function readHtml(raw: string): Formatted {
  try {
    return parseHtml(raw);
  } catch (error) {
    if (error instanceof EntityError) throw badRequest(`can't parse entities: ${error.message}`);
    throw error;
  }
}

function readThread(chat: Chat, params: Payload): number | null {
  if (params['message_thread_id'] === undefined) return null;
  const thread = number(params['message_thread_id']);
  if (!chat.topics.includes(thread)) throw badRequest('message thread not found');
  return thread;
}

function checkReply(state: State, params: Payload): void {
  const reply = params['reply_parameters'];
  if (!isPayload(reply) || reply['allow_sending_without_reply'] === true) return;
  const isThere = state.messages.some((message) => message.id === reply['message_id'] && !message.isDeleted);
  if (!isThere) throw badRequest('message to be replied not found');
}

function editText(desk: Desk, { params }: Call): Payload {
  const { state } = desk;
  const message = ownMessage(desk, params, 'edit');
  const { text: said, entities } = readText(state, params, 'text', TEXT);
  if (said === '') throw badRequest('message text is empty');
  return change(state, message, { text: said, entities, keyboard: readKeyboard(state, params['reply_markup']) });
}

function editKeyboard(desk: Desk, { params }: Call): Payload {
  const message = ownMessage(desk, params, 'edit');
  const keyboard = readKeyboard(desk.state, params['reply_markup']);
  return change(desk.state, message, { text: message.text, entities: message.entities, keyboard });
}

function change(state: State, message: Message, content: Pick<Message, 'text' | 'entities' | 'keyboard'>): Payload {
  const { text: said, entities, keyboard } = message;
  const before = { text: said, entities, keyboard };
  if (JSON.stringify(before) === JSON.stringify(content)) throw badRequest(NOT_MODIFIED);
  return messageShape(state, state.changeMessage(message, { ...content, earlier: [...message.earlier, before] }));
}

const NOT_MODIFIED =
  'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message';

function ownMessage({ state, reach }: Desk, params: Payload, what: string): Message {
  const chat = reach.writable(params);
  const id = number(params['message_id']);
  const message = state.messages.find((known) => known.chatId === chat.id && known.id === id && !known.isDeleted);
  if (message === undefined) throw badRequest(`message to ${what} not found`);
  if (!message.fromBot) throw badRequest(`message can't be ${what === 'edit' ? 'edited' : 'deleted'}`);
  return message;
}

function deleteMessage(desk: Desk, { params }: Call): true {
  desk.state.changeMessage(ownMessage(desk, params, 'delete'), { isDeleted: true });
  return true;
}

function answerPress(state: State, params: Payload): true {
  const press = state.presses.get(String(params['callback_query_id']));
  if (press === undefined || press.answer !== null) {
    if (press !== undefined) state.ledger.violation('callback-answered-twice', press.id);
    throw badRequest('query is too old and response timeout expired or query ID is invalid');
  }
  if (characters(params['text']) > CALLBACK_ANSWER) throw badRequest('MESSAGE_TOO_LONG');
  state.answerPress(press.id, text(params['text']), params['show_alert'] === true);
  return true;
}

/** https://core.telegram.org/bots/api#setmycommands and #botcommand, descriptions in characters. */
const COMMANDS = 100;
const COMMAND = /^[a-z0-9_]{1,32}$/u;
const DESCRIPTION = 256;
const LANGUAGE = /^(?:[a-z]{2})?$/u;

function setCommands(state: State, params: Payload): true {
  const commands = list(params['commands']).map(payload);
  if (commands.length > COMMANDS) throw badRequest('BOT_COMMANDS_TOO_MUCH');
  if (!LANGUAGE.test(text(params['language_code']))) throw badRequest('LANG_CODE_INVALID');
  for (const command of commands) {
    if (!COMMAND.test(text(command['command']))) throw badRequest('BOT_COMMAND_INVALID');
    const length = characters(command['description']);
    if (length < 1 || length > DESCRIPTION) throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID');
  }
  state.commands.set(keyOf(params), commands);
  state.change.notify();
  return true;
}

function keyOf(params: Payload): string {
  return scopeKey(payload(params['scope']), text(params['language_code']));
}
