import { type APIChannel, DiscordAPIError, type REST, Routes } from 'discord.js';
import type { Spot } from '../domain/turn.ts';

/** A channel or thread that the bot sees; null for any other. */
export async function findSpot(rest: REST, address: string): Promise<Spot | null> {
  if (!/^\d{1,20}$/u.test(address)) return null;
  try {
    return spotOf((await rest.get(Routes.channel(address))) as APIChannel);
  } catch (error) {
    if (error instanceof DiscordAPIError && (error.status === 403 || error.status === 404)) return null;
    throw error;
  }
}

/** Somebody's direct messages, opened where they were not: each time the same. Null for who lets the bot write none. */
export async function openPrivately(rest: REST, person: string): Promise<Spot | null> {
  const [platform, id] = person.split(':');
  if (platform !== 'discord' || id === undefined) return null;
  try {
    return spotOf((await rest.post(Routes.userChannels(), { body: { recipient_id: id } })) as APIChannel);
  } catch (error) {
    if (error instanceof DiscordAPIError && (error.status === 400 || error.status === 403)) return null;
    throw error;
  }
}

function spotOf(channel: APIChannel): Spot {
  const guild = 'guild_id' in channel ? channel.guild_id : undefined;
  const community = guild === undefined ? (`discord:dm-${channel.id}` as const) : (`discord:${guild}` as const);
  return { platform: 'discord', address: channel.id, community, name: channel.name ?? null };
}
