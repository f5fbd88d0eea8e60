import { setTimeout as wait } from 'node:timers/promises';
import {
  Client,
  DiscordjsError,
  DiscordjsErrorCodes,
  Events,
  GatewayDispatchEvents,
  GatewayIntentBits,
  type GatewayReadyDispatchData,
  REST,
} from 'discord.js';
import type { DoorEvent } from '../domain/door.ts';
import { createDoorkeeper } from '../domain/doorkeeper.ts';
import type { Report } from '../domain/happening.ts';
import type { Connection } from '../domain/messenger.ts';
import { createPresses } from '../domain/presses.ts';
import { sayPlain } from '../phrases/say.ts';
import { type Counter, receive } from './commands.ts';
import { createDiscordMessenger } from './messenger.ts';
import { registerCommands } from './register.ts';
import { makeRequest } from './requests.ts';

/** How to reach Discord. */
interface DiscordAccess {
  readonly token: string;
  /** The REST interface without its version; the gateway's address follows from it. */
  readonly apiUrl: string;
  readonly report: Report;
}

/** A request that takes longer is broken off by its sender's own signal; this only ends what nobody waits for. */
const REQUEST_DEADLINE_MS = 60_000;

/** A bot's connection to Discord; nothing is sent or heard before it is started. */
export function createDiscord(settings: DiscordAccess): Connection {
  const stopping = new AbortController();
  const access = { ...settings, report: onceAnOutage(settings.report, stopping.signal) };
  const underWay = new Set<Promise<void>>();
  let client: Client | null = null;
  const connect = async (counter: Counter): Promise<void> => {
    for (let failures = 0; !stopping.signal.aborted; failures += 1) {
      client = createClient(access, counter, underWay);
      const fate = await logIn(client, access);
      if (fate === 'in') return await register(client, counter, stopping.signal);
      if (fate === 'refused') return;
      await pause(failures, stopping.signal);
    }
  };
  return {
    messenger: createDiscordMessenger(createPatientRest(access), access.report),
    start: (commands, desk) =>
      follow(
        underWay,
        connect({
          ...{ commands, desk, report: access.report, apiUrl: access.apiUrl },
          doorkeeper: createDoorkeeper(),
          presses: createPresses(),
        }),
      ),
    async stop() {
      stopping.abort();
      client?.removeAllListeners(Events.InteractionCreate);
      await Promise.race([Promise.all(underWay), wait(LAST_ANSWERS_MS, undefined, { ref: false })]);
      await client?.destroy();
    },
  };
}

/** Of an outage only the beginning is reported, for discord.js tries twice a second; at the stop the end of the connection is none. */
function onceAnOutage(report: Report, stopping: AbortSignal): Report {
  let isAway = false;
  return (happening) => {
    const { event } = happening;
    const isOutage = event === 'disconnected' && !happening.final;
    if (isOutage && (isAway || stopping.aborted)) return;
    if (event === 'connected' || event === 'disconnected') isAway = isOutage;
    report(happening);
  };
}

async function follow(underWay: Set<Promise<void>>, work: Promise<void>): Promise<void> {
  underWay.add(work);
  await work.finally(() => underWay.delete(work));
}

/** Answers under way at the stop are given this long. */
const LAST_ANSWERS_MS = 2_000;

/** For sending: tries once and never waits by itself, for deliveries have their own patience. */
function createPatientRest({ token, apiUrl }: DiscordAccess): REST {
  const rest = new REST({ api: apiUrl, retries: 0, timeout: REQUEST_DEADLINE_MS, rejectOnRateLimit: () => true });
  return rest.setToken(token);
}

/** Without other intents than Guilds: nothing people write is read. */
function createClient({ apiUrl, report }: DiscordAccess, counter: Counter, underWay: Set<Promise<void>>): Client {
  const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: apiUrl, makeRequest } });
  client.on(Events.InteractionCreate, (asked) => void follow(underWay, receive(counter, asked)));
  client.on(Events.Error, (error) =>
    report({ event: 'command-failed', platform: 'discord', command: 'listening', error }),
  );
  client.on(Events.ShardError, (error) => tellBroken(report, error.message, false));
  client.on(Events.ShardReconnecting, () => tellBroken(report, 'the connection broke, connecting again', false));
  client.on(Events.ShardResume, () => tellConnected(client, report));
  client.on(Events.ShardReady, () => tellConnected(client, report));
  client.on(Events.ShardDisconnect, ({ code }) => tellBroken(report, whyClosed(code), true));
  watchDoors(client, counter);
  return client;
}

/** A server that is away for a while is not told as deleted. */
function watchDoors(client: Client, { desk, report }: Counter): void {
  const notice = (door: DoorEvent): void => {
    desk.notice(door).catch((error: unknown) => {
      report({ event: 'command-failed', platform: 'discord', command: door.kind, error });
    });
  };
  const noticeRemoved = ({ id: address, guildId }: { readonly id: string; readonly guildId: string }): void =>
    notice({ kind: 'channel-removed', place: { platform: 'discord', address, community: `discord:${guildId}` } });
  // discord.js keeps what was removed while it was away; Discord's own word at each log-in names every server, those that are down too.
  client.ws.on(GatewayDispatchEvents.Ready, ({ guilds }: GatewayReadyDispatchData) => {
    const communities = guilds.map(({ id }) => `discord:${id}` as const);
    notice({ kind: 'all-doors', platform: 'discord', communities });
  });
  client.on(Events.GuildDelete, ({ id }) => notice({ kind: 'put-out', community: `discord:${id}` }));
  client.on(Events.GuildCreate, ({ id }) => notice({ kind: 'let-in', community: `discord:${id}` }));
  client.on(Events.ThreadUpdate, (_, { guildId }) => notice({ kind: 'let-in', community: `discord:${guildId}` }));
  client.on(Events.ChannelUpdate, (_, channel) => {
    if (!channel.isDMBased()) notice({ kind: 'let-in', community: `discord:${channel.guildId}` });
  });
  client.on(Events.ThreadDelete, noticeRemoved);
  client.on(Events.ChannelDelete, (channel) => {
    if (!channel.isDMBased()) noticeRemoved(channel);
  });
}

function tellConnected({ user }: Client, report: Report): void {
  report({ event: 'connected', platform: 'discord', as: user?.tag ?? '' });
}

function tellBroken(report: Report, why: string, final: boolean): void {
  report({ event: 'disconnected', platform: 'discord', why, final });
}

/** https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes */
const AUTHENTICATION_FAILED = 4004;

function whyClosed(code: number): string {
  return code === AUTHENTICATION_FAILED
    ? sayPlain('en', 'stop.token.discord')
    : `Discord ended the connection for good (${code}).`;
}

/** Whether the log-in came through, was refused for good, or may come through later; what stands in its way is reported. */
async function logIn(client: Client, { token, report }: DiscordAccess): Promise<'in' | 'refused' | 'away'> {
  let isClosed = false;
  client.once(Events.ShardDisconnect, () => (isClosed = true));
  try {
    await client.login(token);
    return 'in';
  } catch (error) {
    if (isClosed) return 'refused';
    const isRefused = error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid;
    const why = error instanceof Error ? error.message : String(error);
    tellBroken(report, isRefused ? sayPlain('en', 'stop.token.discord') : why, isRefused);
    return isRefused ? 'refused' : 'away';
  }
}

/** Registers the commands; where that fails it is tried again behind the caller's back, since people may use those of the last time meanwhile. */
async function register(client: Client, counter: Counter, stopping: AbortSignal): Promise<void> {
  if (await isRegistered(client, counter)) return;
  void (async () => {
    for (let failures = 0; !stopping.aborted; failures += 1) {
      await pause(failures, stopping);
      if (stopping.aborted || (await isRegistered(client, counter))) return;
    }
  })();
}

async function isRegistered({ rest }: Client, { commands, report }: Counter): Promise<boolean> {
  try {
    const count = await registerCommands(rest, commands);
    if (count > 0) report({ event: 'commands-registered', platform: 'discord', count });
    return true;
  } catch (error) {
    report({ event: 'command-failed', platform: 'discord', command: 'registering commands', error });
    return false;
  }
}

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;

/** The pause before the next try, doubling with each failure. */
async function pause(failures: number, stopping: AbortSignal): Promise<void> {
  await wait(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** failures), undefined, { signal: stopping }).catch(
    () => undefined,
  );
}
