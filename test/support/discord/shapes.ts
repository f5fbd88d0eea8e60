import type { Payload } from '../payload.ts';
import { EVERYONE } from './permissions.ts';
import { type Channel, FLAG, type Guild, type Message, type User, type World } from './world.ts';

const JOINED = '2024-01-01T00:00:00.000000+00:00';

/** A user as Discord writes one. */
export function userShape(user: User): Payload {
  return {
    id: user.id,
    username: user.username,
    discriminator: '0',
    global_name: user.username,
    avatar: null,
    bot: user.isBot,
    flags: 0,
    public_flags: 0,
  };
}

/** A channel as Discord writes one: guild channel, thread or direct message. */
export function channelShape(world: World, channel: Channel): Payload {
  const { id, type, name, parentId, guildId, denied, allowed } = channel;
  if (channel.recipientId !== null) {
    return { id, type, recipients: usersShape(world, [channel.recipientId]), last_message_id: null, flags: 0 };
  }
  const thread = isThread(channel) ? threadShape(world, channel) : {};
  const forum = isForum(channel) ? { available_tags: channel.tags.map(tagShape) } : {};
  const overwrites = [{ id: world.applicationId, type: 1, allow: String(allowed), deny: String(denied) }];
  const shape = { id, type, guild_id: guildId, name, parent_id: parentId, position: 0, topic: null, nsfw: false };
  return {
    ...shape,
    last_message_id: null,
    rate_limit_per_user: 0,
    flags: channel.isTagRequired ? REQUIRES_TAG : 0,
    permission_overwrites: overwrites,
    ...forum,
    ...thread,
  };
}

/** https://docs.discord.com/developers/resources/channel#channel-object-channel-flags */
const REQUIRES_TAG = 1 << 4;

function threadShape({ applicationId }: World, { isArchived, isLocked, appliedTags }: Channel): Payload {
  const state = { archived: isArchived, auto_archive_duration: 1440, archive_timestamp: JOINED, locked: isLocked };
  const about = { owner_id: applicationId, message_count: 0, member_count: 1, total_message_sent: 0 };
  return { ...about, thread_metadata: state, ...(appliedTags.length === 0 ? {} : { applied_tags: appliedTags }) };
}

function tagShape(tag: Channel['tags'][number]): Payload {
  return { ...tag, emoji_id: null, emoji_name: null };
}

export function isForum(channel: Channel): boolean {
  return channel.type === 15 || channel.type === 16;
}

export function isThread(channel: Channel): boolean {
  return channel.type === 10 || channel.type === 11;
}

function usersShape(world: World, ids: readonly string[]): readonly Payload[] {
  return ids.flatMap((id) => world.users.get(id) ?? []).map(userShape);
}

export function memberShape(world: World, userId: string): Payload {
  const [user] = usersShape(world, [userId]);
  const still = { nick: null, avatar: null, premium_since: null, deaf: false, mute: false, pending: false };
  return { user, roles: [], joined_at: JOINED, flags: 0, communication_disabled_until: null, ...still };
}

export function roleShape(id: string, name: string): Payload {
  const still = { color: 0, colors: { primary_color: 0 }, hoist: false, position: 0, managed: false, flags: 0 };
  return { ...still, id, name, permissions: '0', mentionable: false };
}

export function guildShape(guild: Guild): Payload {
  return {
    id: guild.id,
    name: guild.name,
    icon: null,
    owner_id: guild.ownerId,
    afk_timeout: 300,
    verification_level: 0,
    default_message_notifications: 0,
    explicit_content_filter: 0,
    roles: [{ ...roleShape(guild.id, '@everyone'), permissions: String(EVERYONE) }],
    emojis: [],
    stickers: [],
    features: [],
    mfa_level: 0,
    system_channel_id: null,
    system_channel_flags: 0,
    premium_tier: 0,
    preferred_locale: guild.locale,
    nsfw_level: 0,
    premium_progress_bar_enabled: false,
  };
}

/** A guild as the gateway tells of it, with its channels and threads. */
export function guildCreateShape(world: World, guild: Guild): Payload {
  const inside = [...world.channels.values()].filter((channel) => channel.guildId === guild.id);
  const shapesOf = (some: readonly Channel[]): readonly Payload[] =>
    some.map((channel) => channelShape(world, channel));
  return {
    ...guildShape(guild),
    joined_at: JOINED,
    large: false,
    unavailable: false,
    member_count: 2,
    voice_states: [],
    members: [memberShape(world, world.applicationId)],
    channels: shapesOf(inside.filter((channel) => !isThread(channel))),
    threads: shapesOf(inside.filter(isThread)),
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}

/** The bot's own application. */
export function applicationShape(world: World): Payload {
  const still = { icon: null, description: '', bot_public: true, bot_require_code_grant: false, team: null, flags: 0 };
  return { id: world.applicationId, name: 'broadsheet', verify_key: '0'.repeat(64), ...still };
}

/** A message as Discord writes one. */
export function messageShape(world: World, message: Message): Payload {
  const { id, type, content, embeds, components, flags, nonce } = message;
  return {
    id,
    type,
    channel_id: message.channelId,
    author: usersShape(world, [message.authorId])[0],
    content,
    timestamp: new Date(message.sentAt).toISOString(),
    edited_timestamp: message.editedAt === null ? null : new Date(message.editedAt).toISOString(),
    tts: false,
    mention_everyone: false,
    mentions: [],
    mention_roles: [],
    attachments: message.files.map((file, at) => attachmentShape(`${id}${at}`, file.name, file.content.length)),
    embeds: embeds.map((embed) => ({ type: 'rich', ...embed })),
    pinned: false,
    components,
    flags,
    ...(nonce === null ? {} : { nonce }),
    ...(message.interactionId === null ? {} : { webhook_id: world.applicationId, application_id: world.applicationId }),
  };
}

function attachmentShape(id: string, filename: string, size: number): Payload {
  return { id, filename, size, url: `https://cdn.discordapp.com/attachments/${id}`, proxy_url: '' };
}

/** Whether everybody in the channel sees it: not deleted and not for one person only. */
export function isPublic(message: Message): boolean {
  return !message.isDeleted && (message.flags & FLAG.ephemeral) === 0;
}
