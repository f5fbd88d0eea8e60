import { Change } from '../change.ts';
import { Ledger } from '../ledger.ts';
import type { UploadedFile } from '../loopback.ts';
import { isPayload, list, number, type Payload, text } from '../payload.ts';
import { EVERYONE, type Permission, permissionBits } from './permissions.ts';

/** Channel types of the Discord API that our bot meets. */
export const CHANNEL_TYPE = {
  ...{ text: 0, dm: 1, announcement: 5, announcementThread: 10, thread: 11, forum: 15, media: 16 },
} as const;

type ChannelType = keyof typeof CHANNEL_TYPE;

export type User = { readonly id: string; readonly username: string; readonly isBot: boolean };

export type Guild = { readonly id: string; readonly name: string; readonly ownerId: string; readonly locale: string };

/** `denied` and `recipientId` (direct messages) are null or 0n where they do not apply. */
export type Channel = {
  readonly id: string;
  readonly type: number;
  readonly name: string;
  readonly guildId: string | null;
  readonly parentId: string | null;
  readonly recipientId: string | null;
  readonly denied: bigint;
  readonly allowed: bigint;
  /** Of a thread. */
  readonly isArchived: boolean;
  readonly isLocked: boolean;
  /** Of a forum. */
  readonly tags: readonly Tag[];
  readonly isTagRequired: boolean;
  /** Of a thread in a forum. */
  readonly appliedTags: readonly string[];
  /** The announcement channel whose published messages come here too. */
  readonly follows: string | null;
};

type Tag = { readonly id: string; readonly name: string; readonly moderated: boolean };

export type NewChannel = {
  readonly id?: string;
  readonly name?: string;
  readonly type?: ChannelType;
  readonly guild?: string | null;
  readonly parent?: string;
  readonly recipient?: string;
  readonly deny?: readonly Permission[];
  readonly allow?: readonly Permission[];
} & Partial<Pick<Channel, 'isArchived' | 'isLocked' | 'tags' | 'isTagRequired' | 'appliedTags' | 'follows'>>;

/** What a message says; `nonce` is null where the sender gave none. */
type Content = {
  readonly content: string;
  readonly embeds: readonly Payload[];
  readonly components: readonly Payload[];
  readonly flags: number;
};

/** A message as it is kept; `earlier` are its contents before each edit, `request` is the body it was made from. */
export type Message = Content & {
  readonly id: string;
  readonly channelId: string;
  readonly type: number;
  readonly authorId: string;
  readonly nonce: string | number | null;
  readonly files: readonly UploadedFile[];
  readonly sentAt: number;
  readonly editedAt: number | null;
  readonly earlier: readonly Content[];
  readonly isDeleted: boolean;
  readonly interactionId: string | null;
  readonly request: Payload;
};

/** Message flags: posted on to the followers; come from the channel that is followed; only the person asking sees it; the bot is still thinking. */
export const FLAG = { crossposted: 1, isCrosspost: 2, ephemeral: 64, loading: 128, componentsV2: 1 << 15 } as const;

/** Discord counts milliseconds from the first second of 2015: https://docs.discord.com/developers/reference#snowflakes */
const DISCORD_EPOCH = 1_420_070_400_000n;

/** Everything that exists on this Discord: guilds, channels, people, messages and registered commands. */
export class World {
  readonly applicationId = '1000000000000000001';
  /** For how long the first copy is given back when a nonce is sent again; Discord's documents say "a few minutes". */
  nonceMs = 300_000;
  /** What was asked for over REST, oldest first. */
  readonly requests: string[] = [];
  readonly ledger = new Ledger();
  readonly change = new Change();
  readonly users = new Map<string, User>();
  readonly guilds = new Map<string, Guild>();
  readonly channels = new Map<string, Channel>();
  readonly messages = new Map<string, Message>();
  /** As Discord tells of them. */
  readonly roles = new Map<string, Payload>();
  /** Registered commands by guild id, '' for global ones; then by command id. */
  readonly commands = new Map<string, Map<string, Payload>>();
  #count = 0n;

  snowflake(): string {
    this.#count += 1n;
    return String(((BigInt(Date.now()) - DISCORD_EPOCH) << 22n) | (this.#count & 0x3fffffn));
  }

  addUser(user: User): User {
    this.users.set(user.id, user);
    return user;
  }

  addGuild(guild: Guild): Guild {
    this.guilds.set(guild.id, guild);
    return guild;
  }

  addChannel(wanted: NewChannel): Channel {
    const channel: Channel = {
      id: wanted.id ?? this.snowflake(),
      type: CHANNEL_TYPE[wanted.type ?? 'text'],
      name: wanted.name ?? 'channel',
      guildId: wanted.guild === undefined ? this.firstGuild().id : wanted.guild,
      parentId: wanted.parent ?? null,
      recipientId: wanted.recipient ?? null,
      denied: permissionBits(wanted.deny ?? []),
      allowed: permissionBits(wanted.allow ?? []),
      isArchived: wanted.isArchived ?? false,
      isLocked: wanted.isLocked ?? false,
      tags: wanted.tags ?? [],
      isTagRequired: wanted.isTagRequired ?? false,
      appliedTags: wanted.appliedTags ?? [],
      follows: wanted.follows ?? null,
    };
    this.channels.set(channel.id, channel);
    return channel;
  }

  /** The direct message channel with a person, made when there is none. */
  directChannel(userId: string): Channel {
    const known = [...this.channels.values()].find((channel) => channel.recipientId === userId);
    return known ?? this.addChannel({ type: 'dm', guild: null, recipient: userId, name: '' });
  }

  botPermissions(channel: Channel): bigint {
    const parent = this.channels.get(channel.parentId ?? '');
    const above = (EVERYONE & ~(parent?.denied ?? 0n)) | (parent?.allowed ?? 0n);
    return (above & ~channel.denied) | channel.allowed;
  }

  changeChannel(channel: Channel, change: Partial<Channel>): Channel {
    const changed = { ...channel, ...change };
    this.channels.set(channel.id, changed);
    this.change.notify();
    return changed;
  }

  addMessage(channelId: string, body: Payload, more: Partial<Message> = {}): Message {
    const nonce = body['nonce'];
    const message: Message = {
      id: this.snowflake(),
      channelId,
      type: 0,
      authorId: this.applicationId,
      ...contentOf(body),
      nonce: typeof nonce === 'string' || typeof nonce === 'number' ? nonce : null,
      files: [],
      sentAt: Date.now(),
      editedAt: null,
      earlier: [],
      isDeleted: false,
      interactionId: null,
      request: body,
      ...more,
    };
    this.messages.set(message.id, message);
    this.change.notify();
    return message;
  }

  /** Changes what the body names; a deferred reply stops being one. */
  editMessage(message: Message, body: Payload): Message {
    const { content, embeds, components, flags } = message;
    const kept = { content, embeds, components, flags };
    const said = contentOf({ ...kept, ...body });
    const standing = flags & (FLAG.ephemeral | FLAG.crossposted);
    const edited = { ...message, ...said, flags: (said.flags & ~FLAG.loading) | standing };
    return this.#keep({ ...edited, earlier: [...message.earlier, kept], editedAt: Date.now() });
  }

  changeMessage(message: Message, change: Partial<Message>): Message {
    return this.#keep({ ...message, ...change });
  }

  #keep(message: Message): Message {
    this.messages.set(message.id, message);
    this.change.notify();
    return message;
  }

  firstGuild(): Guild {
    const [guild] = this.guilds.values();
    if (guild === undefined) throw new Error('this Discord has no guild');
    return guild;
  }
}

function contentOf(body: Payload): Content {
  return {
    content: text(body['content']),
    embeds: list(body['embeds']).filter(isPayload),
    components: list(body['components']).filter(isPayload),
    flags: number(body['flags']),
  };
}
