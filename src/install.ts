import { fileSources, fileStarterSources } from './app/starter.ts';
import type { Config } from './config.ts';
import { type Database, openDatabase } from './database/open.ts';
import type { Report } from './domain/happening.ts';
import { startSampleNewsroom } from './preview/newsroom.ts';
import { type Clock, startClock } from './schedule/clock.ts';
import { type Parts, wire } from './wiring.ts';

/** One database with the sources it started with and the parts that work on it. */
export interface Install {
  readonly database: Database;
  readonly parts: Parts;
  /** How many sources it starts with. */
  readonly sources: number;
  /** Whether its news is the sample newsroom's, and invented. */
  readonly isSample: boolean;
  /** Starts the walks. */
  run(): void;
  /** Ends every part in turn, so that nothing is lost and nothing is taken up any more. */
  close(): Promise<void>;
}

/** What an install needs of its surroundings. */
export interface InstallRoom {
  readonly report: Report;
  readonly stdout: NodeJS.Process['stdout'];
  readonly clock: () => Date;
}

/** The install the settings name. Throws what stands in the way: a database in use, a list of sources that cannot be read. */
export async function openInstall(config: Config, room: InstallRoom): Promise<Install> {
  const database = await openDatabase(config.database);
  await database.deliveries.endLeases(room.clock());
  const sources = await fileStarterSources(database.sources, config.sources, room.clock());
  return await assemble(config, room, { database, sources, isSample: false }, async () => undefined);
}

/**
 * An install on invented news, with a newsroom and a database of its own that are forgotten when it is closed. It is connected to no platform and
 * asks no model: invented news is posted nowhere, and costs nothing.
 */
export async function openSample(asked: Config, room: InstallRoom): Promise<Install> {
  const newsroom = await startSampleNewsroom(room.clock());
  const config: Config = {
    ...asked,
    ...{ discordToken: null, telegramToken: null, openaiKey: null, openaiUrl: null },
    ...{ database: 'file::memory:', allowPrivate: newsroom.allow, hostGapMs: 0 },
  };
  const database = await openDatabase(config.database);
  const sources = await fileSources(database.sources, newsroom.opml, room.clock());
  return await assemble(config, room, { database, sources, isSample: true }, () => newsroom.close());
}

async function assemble(
  config: Config,
  { report, stdout, clock }: InstallRoom,
  held: Pick<Install, 'database' | 'sources' | 'isSample'>,
  letGo: () => Promise<void>,
): Promise<Install> {
  const parts = await wire(config, held.database, report, stdout, clock);
  let walks: Clock | null = null;
  return {
    ...held,
    parts,
    run() {
      walks = startClock(parts.walks);
    },
    async close() {
      await stopParts(walks, parts);
      await held.database.close();
      await letGo();
    },
  };
}

async function stopParts(
  walks: Clock | null,
  { connections, courier, poller, fetcher, parser, summarizer, recorder }: Parts,
): Promise<void> {
  await Promise.all(connections.map((each) => each.stop()));
  poller.stop();
  await Promise.all([walks?.stop(), courier.stop(), fetcher.close(), summarizer.stop()]);
  await poller.settled();
  await parser.close();
  await recorder.flush();
}
