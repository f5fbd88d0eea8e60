import type { IncomingMessage, ServerResponse } from 'node:http';
import { act, type Fault, Faults } from '../faults.ts';
import type { Finding } from '../ledger.ts';
import { addressOf, answerJson, type Body, listen, readBody } from '../loopback.ts';
import { type Payload, payload } from '../payload.ts';
import type { Call, Method } from './call.ts';
import { Flood } from './flood.ts';
import { botMethods } from './methods.ts';
import { type Membership, People, type Pressed, type Pressing, type Saying } from './people.ts';
import { Reach } from './reach.ts';
import { Refusal, tooMany, usualRefusal } from './refusal.ts';
import { BOT, type Chat, type Message, type Person, State, scopeKey } from './state.ts';
import { Updates } from './updates.ts';

/** A Telegram on loopback. Give `url` (no path, no slash at the end) to the bot as its API root. */
export type Telegram = {
  readonly url: string;
  readonly token: string;
  readonly username: string;
  /** Ids: Alice's and Boris's (a Russian reader) private chats, a group, a forum with two topics, a channel. Alice runs them all. */
  readonly chats: typeof CHATS;
  readonly topics: readonly number[];
  readonly violations: readonly Finding[];
  readonly notes: readonly Finding[];
  /** Every call but getUpdates, in the order it came. */
  readonly calls: readonly Call[];
  /** push, conflict and status of the update queue. */
  readonly updates: Updates;
  /** Adds a chat or changes one. */
  setChat(chat: Partial<Chat> & { readonly id: number }): Chat;
  addPerson(person: Person): Person;
  /** What the bot sent to a chat and did not delete, oldest first. */
  messages(chat: number): readonly Message[];
  /** The command list of a scope and language, the default ones unless told. */
  commands(scope?: Payload, language?: string): readonly Payload[];
  say(saying: Saying): Promise<readonly Message[]>;
  press(pressing: Pressing): Promise<Pressed>;
  changeMembership(membership: Membership): void;
  /** Makes a supergroup of a group and gives its new id. */
  migrate(chat: number, options?: { readonly isAnnounced?: boolean }): number;
  /** A fault to come; an `answer` without a body says what Telegram usually says with that code. */
  fault(fault: Fault): void;
  /** Waits until something holds that this Telegram knows of; throws after 15 s. */
  until(isReached: () => boolean): Promise<void>;
  close(): Promise<void>;
};

const TOKEN = `${BOT.id}:AAtelegram_token_of_a_stand_in_for_tests`;
const CHATS = {
  alice: 2001,
  boris: 2002,
  group: -333_333,
  forum: -1_002_222_222_222,
  channel: -1_001_111_111_111,
} as const;
const TOPICS = [5, 6];

/** Starts a Telegram with two people and four kinds of chats. */
export async function startTelegram(): Promise<Telegram> {
  const state = furnish(new State());
  const updates = new Updates(state.ledger, state.change);
  const flood = new Flood(state.ledger);
  const faults = new Faults();
  const calls: Call[] = [];
  const desk: Desk = {
    state,
    updates,
    flood,
    faults,
    calls,
    methods: botMethods({ state, flood, reach: new Reach(state) }),
  };
  const server = await listen((request, response) => answer(desk, request, response));
  const people = new People(state, updates);
  return {
    ...{ url: server.url, token: TOKEN, username: BOT.username, chats: CHATS, topics: TOPICS, calls, updates },
    ...{ violations: state.ledger.violations, notes: state.ledger.notes },
    setChat: (chat) => state.setChat({ ...NEW_CHAT, ...state.chats.get(chat.id), ...chat }),
    addPerson: (person) => addPerson(state, person),
    messages: (chat) =>
      state.messages.filter((message) => message.chatId === chat && message.fromBot && !message.isDeleted),
    commands: (scope = {}, language = '') => state.commands.get(scopeKey(scope, language)) ?? [],
    say: (saying) => people.say(saying),
    press: (pressing) => people.press(pressing),
    changeMembership: (membership) => people.changeMembership(membership),
    migrate: (chat, options = {}) => people.migrate(chat, options.isAnnounced ?? true),
    fault: (fault) => faults.add(fault),
    until: (isReached) => state.change.until(isReached),
    close: () => {
      updates.stop();
      return server.close();
    },
  };
}

const NEW_CHAT: Omit<Chat, 'id'> = { type: 'group', name: 'Chat', topics: [], admins: [CHATS.alice], state: 'ok' };

function furnish(state: State): State {
  addPerson(state, { id: CHATS.alice, name: 'Alice', language: 'en' });
  addPerson(state, { id: CHATS.boris, name: 'Boris', language: 'ru' });
  state.setChat({ ...NEW_CHAT, id: CHATS.group, name: 'Small group' });
  state.setChat({ ...NEW_CHAT, id: CHATS.forum, type: 'supergroup', name: 'Forum', topics: TOPICS });
  state.setChat({ ...NEW_CHAT, id: CHATS.channel, type: 'channel', name: 'Channel', username: 'standin_channel' });
  return state;
}

function addPerson(state: State, person: Person): Person {
  state.people.set(person.id, person);
  state.setChat({ ...NEW_CHAT, id: person.id, type: 'private', name: person.name, admins: [] });
  return person;
}

type Desk = {
  readonly state: State;
  readonly updates: Updates;
  readonly flood: Flood;
  readonly faults: Faults;
  readonly calls: Call[];
  readonly methods: ReadonlyMap<string, Method>;
};

async function answer(desk: Desk, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, searchParams } = addressOf(request);
  const [, token = '', method = ''] = /^\/(?:file\/)?bot([^/]+)\/(.+)$/u.exec(pathname) ?? [];
  const body = await readBody(request);
  const params = { ...Object.fromEntries(searchParams), ...readParams(body) };
  if (decodeURIComponent(token) !== TOKEN) refuseToken(desk, response);
  else if (pathname.startsWith('/file/')) giveFile(desk.state, method, response);
  else await answerCall(desk, { method, params, files: body.files }, request, response);
}

/** Lists and objects come as JSON inside form fields. */
function readParams(body: Body): Payload {
  const entries = Object.entries(payload(body.value));
  return Object.fromEntries(entries.map(([key, value]) => [key, isJsonField(key, value) ? JSON.parse(value) : value]));
}

const JSON_FIELDS = new Set([
  'reply_markup',
  'commands',
  'scope',
  'allowed_updates',
  'reply_parameters',
  'link_preview_options',
]);

function isJsonField(key: string, value: unknown): value is string {
  return JSON_FIELDS.has(key) && typeof value === 'string';
}

function refuseToken({ state }: Desk, response: ServerResponse): void {
  state.ledger.violation('401');
  refuse(response, usualRefusal(401));
}

function giveFile(state: State, path: string, response: ServerResponse): void {
  const content = state.files.get(path.slice('documents/'.length));
  response.writeHead(content === undefined ? 404 : 200).end(content);
}

function refuse(response: ServerResponse, { code, message, parameters }: Refusal): void {
  const more = parameters === undefined ? {} : { parameters };
  if (!response.destroyed) answerJson(response, code, { ok: false, error_code: code, description: message, ...more });
}

async function answerCall(desk: Desk, call: Call, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chat = call.params['chat_id'];
  const point = { method: call.method, path: `/${call.method}`, target: chat === undefined ? undefined : String(chat) };
  try {
    if (await isFaulty(desk, desk.faults.take({ ...point, isStored: false }), call, request, response)) return;
    const result = await run(desk, call, response);
    if (await isFaulty(desk, desk.faults.take({ ...point, isStored: true }), call, request, response)) return;
    if (!response.destroyed) answerJson(response, 200, { ok: true, result });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    refuse(response, error);
  }
}

function run(desk: Desk, call: Call, response: ServerResponse): unknown {
  const name = call.method.toLowerCase();
  if (name === 'getupdates') return desk.updates.get(call.params, response);
  desk.calls.push(call);
  const method = desk.methods.get(name);
  if (method !== undefined) return method(call);
  desk.state.ledger.note('method-not-in-stand-in', call.method);
  throw new Refusal(404, 'Not Found: method not found');
}

async function isFaulty(
  desk: Desk,
  fault: Fault | undefined,
  call: Call,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  if (fault === undefined) return false;
  if (fault.kind === 'slow-down') {
    desk.flood.mustWait(fault.isGlobal === true ? '*' : String(call.params['chat_id']), fault.retryAfterSeconds);
    throw tooMany(fault.retryAfterSeconds);
  }
  if (fault.kind === 'answer' && fault.body === undefined) throw usualRefusal(fault.status);
  return act(fault, request, response);
}
