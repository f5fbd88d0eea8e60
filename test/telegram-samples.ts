import { onTestFinished } from 'vitest';
import { COMMANDS } from '../commands/index.ts';
import { bindNotes } from '../src/app/notes.ts';
import { openDatabase } from '../src/database/open.ts';
import { drawParts } from '../src/digest/parts.ts';
import type { Command } from '../src/domain/command.ts';
import type { Delivery } from '../src/domain/delivery.ts';
import type { NewsDesk } from '../src/domain/desk.ts';
import type { Digest, Part } from '../src/domain/digest.ts';
import type { Happening } from '../src/domain/happening.ts';
import type { ChannelId, DeliveryId, DigestId } from '../src/domain/ids.ts';
import type { Connection } from '../src/domain/messenger.ts';
import { USUAL_POSTING } from '../src/domain/subscription.ts';
import { sayPlain } from '../src/phrases/say.ts';
import { createTelegram } from '../src/telegram/client.ts';
import { telegramRenderer } from '../src/telegram/render.ts';
import { newDigest, newItem } from './digest-samples.ts';
import { startTelegram, type Telegram } from './support/telegram/server.ts';

export function drawDigest(digest: Digest): readonly Part[] {
  return drawParts(digest, telegramRenderer);
}

export function newPart(): Part {
  const [part] = drawDigest(newDigest([newItem()]));
  if (part === undefined) throw new Error('a digest of one story has no part');
  return part;
}

export function newDelivery(address: number | string, some: Partial<Delivery> = {}): Delivery {
  const place = { platform: 'telegram', address: String(address), community: `telegram:${address}` } as const;
  return {
    id: 7 as DeliveryId,
    digest: 3 as DigestId,
    subscription: null,
    channel: { ...place, id: 1 as ChannelId, name: null },
    part: newPart(),
    posting: USUAL_POSTING,
    thread: null,
    number: 1,
    of: 1,
    attempts: 0,
    uncertain: false,
    owedAt: new Date('2026-11-22T07:00:00Z'),
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
    subscriptions: async () => [],
    ...some,
  } as NewsDesk;
  return desk;
}

export async function openTelegram(): Promise<Telegram> {
  const telegram = await startTelegram();
  onTestFinished(() => telegram.close());
  return telegram;
}

/** The bot's side, and what it reported so far. */
export interface Side {
  readonly connection: Connection;
  readonly happenings: readonly Happening[];
  /** Waits until so many of an event have been reported; answers the last of them. */
  heard(event: Happening['event'], times?: number): Promise<Happening>;
}

export function newSide(telegram: Telegram, some: { readonly token?: string; readonly apiUrl?: string } = {}): Side {
  const happenings: Happening[] = [];
  const looks = new Set<() => void>();
  const report = (happening: Happening): void => {
    happenings.push(happening);
    for (const look of looks) look();
  };
  const connection = createTelegram({ token: telegram.token, apiUrl: telegram.url, ...some, report });
  onTestFinished(() => connection.stop());
  const heard = (event: Happening['event'], times = 1): Promise<Happening> =>
    new Promise((resolve) => {
      const look = (): void => {
        const found = happenings.filter((each) => each.event === event)[times - 1];
        if (found !== undefined) resolve(found);
      };
      looks.add(look);
      look();
    });
  return { connection, happenings, heard };
}

/** Connects the bot and waits until it hears people. */
export async function connect(
  telegram: Telegram,
  desk: NewsDesk = newDesk(),
  commands: readonly Command[] = COMMANDS,
): Promise<Side> {
  const side = newSide(telegram);
  await side.connection.start(commands, desk);
  return side;
}

/** A command named /probe that answers as a test says. */
export function commandOf(answer: Command['answer'], some: Partial<Command> = {}): readonly Command[] {
  return [{ discord: null, telegram: ['probe'], about: 'about.list', who: 'everyone', options: {}, answer, ...some }];
}

/** What /list says where nothing is ordered. */
export const NOTHING_ORDERED = sayPlain('en', 'list.empty', { subscribe: '/subscribe' });

export const plain = (text: string) => [{ form: 'plain', text }] as const;
