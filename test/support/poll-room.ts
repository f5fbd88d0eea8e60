import { onTestFinished } from 'vitest';
import { createPageReader } from '../../src/app/full-text.ts';
import { createPoller, type Poller } from '../../src/app/poll.ts';
import type { PollRoom } from '../../src/app/poll-source.ts';
import { type Database, openDatabase } from '../../src/database/open.ts';
import type { Platform } from '../../src/domain/channel.ts';
import type { Happening } from '../../src/domain/happening.ts';
import type { Messenger } from '../../src/domain/messenger.ts';
import type { Source, SourceOwner } from '../../src/domain/source.ts';
import { createFetcher } from '../../src/ingest/fetch.ts';
import { createParser } from '../../src/ingest/parser.ts';
import { NOW } from './site.ts';

/** Polling as the program does it, on a database in memory and against loopback alone. */
export interface Polling {
  readonly database: Database;
  readonly happenings: readonly Happening[];
  /** A poller as after a start of the program, with a fetcher that remembers nothing. */
  restart(): Poller;
  setClock(now: Date): void;
  add(address: string, owner?: SourceOwner, by?: string | null): Promise<Source>;
  find(source: Source): Promise<Source>;
  /** Breaks every connection off, as the end of the program does. */
  close(): Promise<void>;
}

const PACE = { pollMinutes: 15 };

/** Every host name ending in .test is 127.0.0.1: as many hosts as a test wants at one port. */
export async function openPolling(messengers: readonly Messenger[] = []): Promise<Polling> {
  const database = await openDatabase(':memory:');
  const parser = createParser();
  const happenings: Happening[] = [];
  const closing: (() => Promise<void>)[] = [];
  let now = NOW;
  const clock = (): Date => now;
  const openRoom = (): PollRoom => {
    const fetcher = createFetcher({
      userAgent: 'Broadsheet/test',
      allow: ['127.0.0.1'],
      hostGapMs: 0,
      concurrency: 200,
      resolve: async () => ['127.0.0.1'],
      clock,
    });
    closing.push(() => fetcher.close());
    const byPlatform = new Map<Platform, Messenger>(messengers.map((each) => [each.platform, each]));
    const report = (happening: Happening): void => void happenings.push(happening);
    const pages = createPageReader({ fetcher, parser, clock });
    return { ...database, fetcher, parser, pages, pace: PACE, messengers: byPlatform, report, clock };
  };
  const close = async (): Promise<void> => {
    await Promise.all(closing.splice(0).map((each) => each()));
  };
  onTestFinished(async () => {
    await close();
    await parser.close();
    await database.close();
  });
  return {
    close,
    database,
    happenings,
    restart: () => {
      const poller = createPoller(openRoom());
      closing.unshift(async () => poller.stop());
      return poller;
    },
    setClock: (at) => {
      now = at;
    },
    add: async (address, owner = 'starter', by = null) =>
      (await database.sources.use({ address, title: null, section: null }, owner, by, NOW)).source,
    find: async (source) => {
      const found = await database.sources.find(source.id);
      if (found === null) throw new Error('The source is gone from the database.');
      return found;
    },
  };
}
