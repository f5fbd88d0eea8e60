import { onTestFinished } from 'vitest';
import { COMMANDS } from '../commands/index.ts';
import { bindNotes } from '../src/app/notes.ts';
import { openDatabase } from '../src/database/open.ts';
import { drawParts } from '../src/digest/parts.ts';
import { createDiscord } from '../src/discord/client.ts';
import { discordRenderer } from '../src/discord/render.ts';
import type { Command } from '../src/domain/command.ts';
import type { Delivery } from '../src/domain/delivery.ts';
import type { NewsDesk } from '../src/domain/desk.ts';
import type { Digest, Part } from '../src/domain/digest.ts';
import type { Happening } from '../src/domain/happening.ts';
import type { ChannelId, DeliveryId, DigestId } from '../src/domain/ids.ts';
import type { Connection } from '../src/domain/messenger.ts';
import { USUAL_POSTING } from '../src/domain/subscription.ts';
import { newDigest, newItem } from './digest-samples.ts';
import type { Discord } from './support/discord/server.ts';

/** What Discord is sent of a digest. */
export interface Sent {
  readonly content: string;
  readonly embeds: readonly {
    readonly title?: string;
    readonly url?: string;
    readonly description?: string;
    readonly footer?: { readonly text: string };
  }[];
}

export function drawSent(digest: Digest): readonly Sent[] {
  return drawParts(digest, discordRenderer).map(({ body }) => JSON.parse(body) as Sent);
}

export function newPart(): Part {
  const [part] = drawParts(newDigest([newItem()]), discordRenderer);
  if (part === undefined) throw new Error('a digest of one story has no part');
  return part;
}

export function newDelivery(address: string, some: Partial<Delivery> = {}): Delivery {
  return {
    id: 7 as DeliveryId,
    digest: 3 as DigestId,
    subscription: null,
    channel: { platform: 'discord', address, id: 1 as ChannelId, community: 'discord:1', name: null },
    part: newPart(),
    posting: USUAL_POSTING,
    thread: null,
    number: 1,
    of: 1,
    attempts: 0,
    uncertain: false,
    owedAt: new Date(),
    schedule: null,
    ...some,
  };
}

const notes = bindNotes((await openDatabase(':memory:')).notes, () => new Date());

/** A desk that answers what a test tells it to; any other question is a fault of the command that asks. */
export function newDesk(some: Partial<NewsDesk> = {}): NewsDesk {
  const desk = {
    heardFrom: async (said) => ({ ...said, kind: 'welcome', desk, notices: [], behalf: null }),
    isOwner: () => false,
    notes,
    languageOf: async () => null,
    notice: async () => undefined,
    subscriptions: async () => [],
    suggestZones: () => [],
    suggestTopics: () => [],
    ...some,
  } as NewsDesk;
  return desk;
}

/** The bot's side, and what it reported so far. */
interface Side {
  readonly connection: Connection;
  readonly happenings: readonly Happening[];
  /** Waits for something to be reported. */
  heard(event: Happening['event']): Promise<Happening>;
}

export function newSide(discord: Discord, some: { readonly token?: string; readonly apiUrl?: string } = {}): Side {
  const happenings: Happening[] = [];
  let look = (): void => undefined;
  const report = (happening: Happening): void => {
    happenings.push(happening);
    look();
  };
  const connection = createDiscord({ token: discord.token, apiUrl: discord.url, ...some, report });
  onTestFinished(() => connection.stop());
  const find = (event: Happening['event']): Happening | undefined => happenings.find((each) => each.event === event);
  const heard = (event: Happening['event']): Promise<Happening> =>
    new Promise((resolve) => {
      look = () => {
        const found = find(event);
        if (found !== undefined) resolve(found);
      };
      look();
    });
  return { connection, happenings, heard };
}

/** Connects the bot and waits until it answers people. */
export async function connect(
  discord: Discord,
  desk: NewsDesk = newDesk(),
  commands: readonly Command[] = COMMANDS,
): Promise<Side> {
  const side = newSide(discord);
  await side.connection.start(commands, desk);
  return side;
}
