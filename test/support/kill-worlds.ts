import { onTestFinished } from 'vitest';
import { openDiscord } from './discord/client.ts';
import type { Fault } from './faults.ts';
import type { Spot } from './kill-news.ts';
import { startTelegram } from './telegram/server.ts';

export type KilledOn = 'discord' | 'discord-forum' | 'telegram';

/** A platform with a channel that a digest goes to. */
export interface World {
  readonly env: Readonly<Record<string, string>>;
  readonly place: Spot;
  /** What a fault in posting the first or the last part is met by. */
  readonly posting: { readonly first: Posting; readonly last: Posting };
  fault(fault: Fault): void;
  /** All that stands in the channel, and in the threads below it, a text a message. */
  said(): readonly string[];
  /** Time passes on the platform's side too: what it remembers for minutes alone is forgotten. */
  age(): void;
  readonly violations: readonly unknown[];
}

type Posting = Pick<Fault, 'method' | 'path' | 'skip'>;

export async function openWorld(platform: KilledOn): Promise<World> {
  return platform === 'telegram' ? await telegramWorld() : await discordWorld(platform === 'discord-forum');
}

async function discordWorld(isForum: boolean): Promise<World> {
  const discord = await openDiscord();
  const { id } = isForum ? discord.addChannel({ type: 'forum', name: 'news' }) : discord.channel;
  const written = { method: 'POST', path: /\/messages$/u } as const;
  const places = (): readonly string[] => [id, ...discord.threadsOf(id).map((thread) => thread.id)];
  return {
    env: { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.url },
    place: { platform: 'discord', address: id, community: `discord:${discord.guild.id}` },
    posting: {
      first: isForum ? { method: 'POST', path: /\/threads$/u } : written,
      // In a forum too: before it is known for one, a message is tried there.
      last: { ...written, skip: 1 },
    },
    fault: (fault) => discord.fault(fault),
    said: () =>
      places().flatMap((place) =>
        discord.messages(place).map(({ content, embeds }) => content + JSON.stringify(embeds)),
      ),
    age: () => discord.forgetNonces(),
    violations: discord.violations,
  };
}

async function telegramWorld(): Promise<World> {
  const telegram = await startTelegram();
  onTestFinished(() => telegram.close());
  const { alice } = telegram.chats;
  return {
    env: { TELEGRAM_TOKEN: telegram.token, TELEGRAM_API_URL: telegram.url },
    place: { platform: 'telegram', address: String(alice), community: `telegram:${alice}` },
    posting: { first: { method: 'sendMessage' }, last: { method: 'sendMessage', skip: 1 } },
    fault: (fault) => telegram.fault(fault),
    said: () => telegram.messages(alice).map(({ text }) => text),
    age: () => undefined,
    violations: telegram.violations,
  };
}
