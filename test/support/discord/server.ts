import type { ServerResponse } from 'node:http';
import { type Fault, Faults } from '../faults.ts';
import type { Finding } from '../ledger.ts';
import { addressOf, listen } from '../loopback.ts';
import type { Payload } from '../payload.ts';
import { commandRoutes } from './commands.ts';
import { directoryRoutes } from './directory.ts';
import { ACK_MS, Exchanges, type Reaction } from './exchange.ts';
import { Gateway } from './gateway.ts';
import { Limits } from './limits.ts';
import { messageRoutes } from './messages.ts';
import { type AutocompleteAsk, type CommandAsk, type ModalAsk, People, type PressAsk } from './people.ts';
import { createDoor } from './reach.ts';
import { replyRoutes } from './replies.ts';
import { answerRest } from './rest.ts';
import { channelShape, guildCreateShape, isPublic, isThread, roleShape } from './shapes.ts';
import { threadRoutes } from './threads.ts';
import { type Channel, type Guild, type Message, type NewChannel, World } from './world.ts';

/** A Discord on loopback. Give `url` to the bot as its API address; the gateway's follows from it. */
export type Discord = {
  readonly url: string;
  readonly token: string;
  readonly applicationId: string;
  readonly guild: Guild;
  /** A text channel where the bot may do everything it needs. */
  readonly channel: Channel;
  /** The ids of the guild's owner and of a plain member. */
  readonly owner: string;
  readonly member: string;
  readonly violations: readonly Finding[];
  readonly notes: readonly Finding[];
  /** drop, close(code), askToReconnect, invalidate, mute, tell, status. */
  readonly gateway: Gateway;
  addChannel(wanted: NewChannel): Channel;
  /** The channel or thread as it is now. */
  channelOf(id: string): Channel | undefined;
  /** The channel of the bot's private messages with a person. */
  directChannel(person: string): string;
  /** The threads below a channel, oldest first. */
  threadsOf(id: string): readonly Channel[];
  changeThread(id: string, change: Partial<Pick<Channel, 'isArchived' | 'isLocked'>>): void;
  /** What was asked for, as in `GET /channels/1`, oldest first. */
  readonly requests: readonly string[];
  /** From now on no channel has its fill of messages. */
  liftLimits(): void;
  /** A member writes something. */
  say(channelId: string, content: string): void;
  edit(messageId: string, change: Payload): void;
  /** From now on a nonce that is sent again makes a second copy. */
  forgetNonces(): void;
  removeChannel(id: string): void;
  /** A role that everybody may mention, or only who may mention everyone: its id. */
  addRole(name: string, mentionable: boolean): string;
  addGuild(guild: Guild): Guild;
  removeGuild(id: string): void;
  /** A file people can give as an attachment option: its id. */
  attachFile(name: string, content: string): string;
  /** The public messages of a channel, oldest first. */
  messages(channelId: string): readonly Message[];
  /** The registered commands, global ones unless a guild is named. */
  commands(guildId?: string): readonly Payload[];
  /** What the bot makes of a slash command; throws where Discord would not have let the person send it. */
  runCommand(ask: CommandAsk): Promise<Reaction>;
  autocomplete(ask: AutocompleteAsk): Promise<Reaction>;
  /** A button, or a menu with `values`. */
  pressButton(ask: PressAsk): Promise<Reaction>;
  submitModal(ask: ModalAsk): Promise<Reaction>;
  fault(fault: Fault): void;
  /** Waits until something holds that this Discord knows of; throws after 15 s. */
  until(isReached: () => boolean): Promise<void>;
  close(): Promise<void>;
};

/** How often heartbeats are asked for, and how long a bot may take to acknowledge a command; Discord's own figures unless told. */
export type DiscordOptions = { readonly heartbeatMs?: number; readonly ackMs?: number };

const TOKEN = 'MTAwMDAwMDAwMDAwMDAwMDAwMQ.GfAkE0.discord-token-of-a-stand-in-for-tests';
const OWNER = '2000000000000000001';
const MEMBER = '2000000000000000002';
/** What Discord asks for, within a second. */
const HEARTBEAT_MS = 41_250;

/** Starts an empty Discord: one guild, its owner, a member and a text channel. */
export async function startDiscord(options: DiscordOptions = {}): Promise<Discord> {
  const world = new World();
  const guild = furnish(world);
  const channel = world.addChannel({ id: '4000000000000000001', name: 'news' });
  const exchanges = new Exchanges(world, options.ackMs ?? ACK_MS);
  const limits = new Limits(world.ledger);
  const faults = new Faults();
  const files = new Map<string, Payload>();
  const contents = new Map<string, string>();
  const server = await listen(async (request, response) => {
    const file = contents.get(addressOf(request).pathname);
    if (file === undefined) await answerRest({ world, token: TOKEN, routes, limits, faults }, request, response);
    else giveFile(response, file);
  });
  const gateway = new Gateway(world, { token: TOKEN, heartbeatMs: options.heartbeatMs ?? HEARTBEAT_MS }, server.url);
  gateway.attach(server.server);
  const inChannel = createDoor(world);
  const routes = [
    ...directoryRoutes(world, gateway),
    ...messageRoutes(world, gateway, limits, inChannel),
    ...threadRoutes(world, gateway, inChannel),
    ...commandRoutes(world, limits),
    ...replyRoutes(world, exchanges, limits),
  ];
  return {
    ...{
      url: `${server.url}/api`,
      token: TOKEN,
      applicationId: world.applicationId,
      guild,
      channel,
      owner: OWNER,
      member: MEMBER,
      gateway,
    },
    ...{ violations: world.ledger.violations, notes: world.ledger.notes },
    ...changes(world, gateway),
    ...asks(new People(world, gateway, exchanges, files)),
    attachFile: (name, content) => {
      const id = world.snowflake();
      contents.set(`/files/${id}`, content);
      files.set(id, { id, filename: name, size: Buffer.byteLength(content), url: `${server.url}/files/${id}` });
      return id;
    },
    messages: (channelId) =>
      [...world.messages.values()].filter((message) => message.channelId === channelId && isPublic(message)),
    commands: (guildId = '') => [...(world.commands.get(guildId)?.values() ?? [])],
    ...hands(world, gateway, limits),
    fault: (fault) => faults.add(fault),
    until: (isReached) => world.change.until(isReached),
    close: () => {
      gateway.stop();
      return server.close();
    },
  };
}

/** What a test may look at and do behind the bot's back. */
function hands(
  world: World,
  gateway: Gateway,
  limits: Limits,
): Pick<
  Discord,
  | 'channelOf'
  | 'directChannel'
  | 'threadsOf'
  | 'changeThread'
  | 'requests'
  | 'liftLimits'
  | 'say'
  | 'edit'
  | 'forgetNonces'
> {
  return {
    channelOf: (id) => world.channels.get(id),
    directChannel: (person) => world.directChannel(person).id,
    threadsOf: (id) => [...world.channels.values()].filter(({ parentId }) => parentId === id),
    changeThread: (id, change) => {
      const thread = world.channels.get(id);
      if (thread === undefined) return;
      gateway.tell('THREAD_UPDATE', channelShape(world, world.changeChannel(thread, change)));
    },
    requests: world.requests,
    liftLimits: () => limits.lift('message'),
    say: (channelId, content) => void world.addMessage(channelId, { content }, { authorId: MEMBER }),
    edit: (messageId, change) => {
      const message = world.messages.get(messageId);
      if (message !== undefined) world.editMessage(message, change);
    },
    forgetNonces: () => {
      world.nonceMs = 0;
    },
  };
}

function furnish(world: World): Guild {
  world.addUser({ id: world.applicationId, username: 'broadsheet', isBot: true });
  world.addUser({ id: OWNER, username: 'alice', isBot: false });
  world.addUser({ id: MEMBER, username: 'mallory', isBot: false });
  return world.addGuild({ id: '3000000000000000001', name: 'Readers', ownerId: OWNER, locale: 'en-US' });
}

function giveFile(response: ServerResponse, content: string): void {
  response.writeHead(200, { 'content-type': 'application/octet-stream' });
  response.end(content);
}

function changes(
  world: World,
  gateway: Gateway,
): Pick<Discord, 'addChannel' | 'removeChannel' | 'addRole' | 'addGuild' | 'removeGuild'> {
  return {
    addChannel: (wanted) => {
      const channel = world.addChannel(wanted);
      gateway.tell(isThread(channel) ? 'THREAD_CREATE' : 'CHANNEL_CREATE', channelShape(world, channel));
      return channel;
    },
    removeChannel: (id) => {
      const channel = world.channels.get(id);
      if (channel === undefined) return;
      world.channels.delete(id);
      gateway.tell(isThread(channel) ? 'THREAD_DELETE' : 'CHANNEL_DELETE', channelShape(world, channel));
    },
    addRole: (name, mentionable) => {
      const id = world.snowflake();
      world.roles.set(id, { ...roleShape(id, name), mentionable });
      return id;
    },
    addGuild: (guild) => {
      world.addGuild(guild);
      gateway.tell('GUILD_CREATE', guildCreateShape(world, guild));
      return guild;
    },
    removeGuild: (id) => {
      world.guilds.delete(id);
      for (const channel of world.channels.values()) if (channel.guildId === id) world.channels.delete(channel.id);
      gateway.tell('GUILD_DELETE', { id });
    },
  };
}

function asks(people: People): Pick<Discord, 'runCommand' | 'autocomplete' | 'pressButton' | 'submitModal'> {
  return {
    runCommand: async (ask) => people.runCommand(ask),
    autocomplete: async (ask) => people.autocomplete(ask),
    pressButton: async (ask) => people.press(ask),
    submitModal: async (ask) => people.submitModal(ask),
  };
}
