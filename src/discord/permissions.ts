import {
  type APIChannel,
  type APIGuild,
  type APIGuildMember,
  type APIOverwrite,
  PermissionFlagsBits as Bit,
  DiscordAPIError,
  OverwriteType,
  type REST,
  Routes,
} from 'discord.js';
import { isForum } from './forum.ts';

/** What the bot lacks to post in a channel or thread, by the names Discord shows for permissions; empty when it lacks nothing. */
export async function missingPermissions(rest: REST, address: string, me: string): Promise<readonly string[]> {
  const channel = await findChannel(rest, address);
  if (channel === null) return ['View Channel'];
  if (!('guild_id' in channel) || channel.guild_id === undefined) return [];
  const [guild, member, overwrites] = await Promise.all([
    rest.get(Routes.guild(channel.guild_id)) as Promise<APIGuild>,
    rest.get(Routes.guildMember(channel.guild_id, me)) as Promise<APIGuildMember>,
    overwritesOf(rest, channel),
  ]);
  const held = permissionsOf(guild, member, me, overwrites);
  return neededIn(channel).flatMap(([name, bit]) => ((held & bit) === bit ? [] : [name]));
}

/** Null when it is hidden from the bot. */
async function findChannel(rest: REST, address: string): Promise<APIChannel | null> {
  try {
    return (await rest.get(Routes.channel(address))) as APIChannel;
  } catch (error) {
    if (error instanceof DiscordAPIError && (error.status === 403 || error.status === 404)) return null;
    throw error;
  }
}

function isThread(channel: APIChannel): boolean {
  return 'thread_metadata' in channel;
}

type Needed = readonly (readonly [name: string, bit: bigint])[];

function neededIn(channel: APIChannel): Needed {
  return [['View Channel', Bit.ViewChannel], ...neededToWrite(channel), ['Embed Links', Bit.EmbedLinks]];
}

/** In a forum the same two permissions have other names. */
function neededToWrite(channel: APIChannel): Needed {
  if (isForum(channel))
    return [
      ['Create Posts', Bit.SendMessages],
      ['Send Messages in Posts', Bit.SendMessagesInThreads],
    ];
  if (!isThread(channel)) return [['Send Messages', Bit.SendMessages]];
  return [
    ['Send Messages in Threads', Bit.SendMessagesInThreads],
    ...(isLocked(channel) ? ([['Manage Threads', Bit.ManageThreads]] as const) : []),
  ];
}

function isLocked(channel: APIChannel): boolean {
  return 'thread_metadata' in channel && channel.thread_metadata?.locked === true;
}

/** A thread has the permissions of the channel it hangs on. */
async function overwritesOf(rest: REST, channel: APIChannel): Promise<readonly APIOverwrite[]> {
  const own = 'permission_overwrites' in channel ? (channel.permission_overwrites ?? []) : [];
  const parent = isThread(channel) && 'parent_id' in channel ? channel.parent_id : null;
  if (parent === null || parent === undefined) return own;
  const above = await findChannel(rest, parent);
  return above === null ? own : [...(await overwritesOf(rest, above)), ...own];
}

const ALL = ~0n;

/** https://docs.discord.com/developers/topics/permissions#permission-overwrites: everyone's first, then the roles' together, then the member's own. */
function permissionsOf(
  guild: APIGuild,
  member: APIGuildMember,
  me: string,
  overwrites: readonly APIOverwrite[],
): bigint {
  if (guild.owner_id === me) return ALL;
  const roles = guild.roles.filter(({ id }) => id === guild.id || member.roles.includes(id));
  const base = roles.reduce((all, { permissions }) => all | BigInt(permissions), 0n);
  if ((base & Bit.Administrator) !== 0n) return ALL;
  const ofRoles = overwrites.filter(({ type }) => type === OverwriteType.Role);
  const steps = [
    ofRoles.filter(({ id }) => id === guild.id),
    ofRoles.filter(({ id }) => id !== guild.id && member.roles.includes(id)),
    overwrites.filter(({ id, type }) => type === OverwriteType.Member && id === me),
  ];
  return steps.reduce(overwrite, base);
}

function overwrite(held: bigint, some: readonly APIOverwrite[]): bigint {
  const denied = some.reduce((all, { deny }) => all | BigInt(deny), 0n);
  const allowed = some.reduce((all, { allow }) => all | BigInt(allow), 0n);
  return (held & ~denied) | allowed;
}
