import {
  type APIChannel,
  type APIThreadChannel,
  ChannelFlags,
  ChannelType,
  RESTJSONErrorCodes as Code,
  DiscordAPIError,
  type REST,
  Routes,
} from 'discord.js';
import type { Message } from './message.ts';

/** A channel whose messages all stand in threads of their own. */
export type Forum = APIChannel & { readonly type: ChannelType.GuildForum | ChannelType.GuildMedia };

export function isForum(channel: APIChannel): channel is Forum {
  return channel.type === ChannelType.GuildForum || channel.type === ChannelType.GuildMedia;
}

/** Whether messages were refused, or not given, for where they stand: a forum has none of its own. */
export function isNoPlaceForMessages(error: unknown): boolean {
  return error instanceof DiscordAPIError && NO_PLACE.includes(error.code);
}

const NO_PLACE: readonly unknown[] = [
  Code.CannotSendMessagesInNonTextChannel,
  Code.CannotSendAMessageInAForumChannel,
  Code.CannotExecuteActionOnThisChannelType,
];

export async function findChannel(rest: REST, id: string, signal: AbortSignal): Promise<APIChannel> {
  return (await rest.get(Routes.channel(id), { signal })) as APIChannel;
}

/** Posts a message to a forum. Answers the id of the thread it begins, which is the message's too. */
export async function postToForum(
  rest: REST,
  forum: Forum,
  title: string,
  message: Message,
  signal: AbortSignal,
): Promise<string> {
  const body = { name: title, message, ...tagsFor(forum) };
  return ((await rest.post(Routes.threads(forum.id), { body, signal })) as APIThreadChannel).id;
}

/** Where a forum takes no post without a tag, the first that everybody may give. */
function tagsFor({ flags, available_tags: tags = [] }: Forum): { readonly applied_tags?: readonly string[] } {
  const tag = tags.find(({ moderated }) => !moderated);
  return ((flags ?? 0) & ChannelFlags.RequireTag) === 0 || tag === undefined ? {} : { applied_tags: [tag.id] };
}

/** The threads of a forum that somebody began since an instant, the active ones first; null where the bot may not look. */
export async function threadsSince(
  rest: REST,
  forum: Forum,
  by: string,
  since: Date,
  signal: AbortSignal,
): Promise<readonly string[] | null> {
  const active = await threadsAt(rest, Routes.guildActiveThreads(forum.guild_id ?? ''), signal);
  const archived = await threadsAt(rest, Routes.channelThreads(forum.id, 'public'), signal);
  if (active === null && archived === null) return null;
  return [...(active ?? []), ...(archived ?? [])]
    .filter(({ parent_id, owner_id }) => parent_id === forum.id && owner_id === by)
    .filter(({ id }) => begunAt(id) >= since.getTime())
    .map(({ id }) => id);
}

async function threadsAt(
  rest: REST,
  route: `/${string}`,
  signal: AbortSignal,
): Promise<readonly APIThreadChannel[] | null> {
  try {
    const { threads } = (await rest.get(route, { signal })) as { readonly threads: readonly APIThreadChannel[] };
    return threads;
  } catch (error) {
    if (error instanceof DiscordAPIError && (error.status === 403 || error.status === 404)) return null;
    throw error;
  }
}

/** https://docs.discord.com/developers/reference#snowflakes: an id holds the milliseconds since the first second of 2015. */
const EPOCH_MS = 1_420_070_400_000;
const TIME_BITS = 22n;

function begunAt(id: string): number {
  return Number(BigInt(id) >> TIME_BITS) + EPOCH_MS;
}

/** The least id of an instant. */
export function idAt(at: Date): string {
  return String(BigInt(Math.max(0, at.getTime() - EPOCH_MS)) << TIME_BITS);
}
