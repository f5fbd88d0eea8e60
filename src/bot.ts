import { setTimeout as wait } from 'node:timers/promises';
import { COMMANDS } from '../commands/index.ts';
import { fileStarterSources } from './app/starter.ts';
import { type Config, readConfig } from './config.ts';
import { type Database, openDatabase } from './database/open.ts';
import type { Connection } from './domain/messenger.ts';
import { createLog } from './log.ts';
import { firstScreen } from './preview/screen.ts';
import { type Clock, startClock } from './schedule/clock.ts';
import { showPreview } from './terminal.ts';
import { type Parts, wire } from './wiring.ts';

/** The bot at work. */
export interface Bot {
  /** Ends every part in turn, so that nothing is lost and nothing is taken up any more. */
  stop(signal: string): Promise<void>;
}

/** A platform that is away does not keep the rest from being up; its connection goes on trying. */
const LOG_IN_PATIENCE_MS = 10_000;
/** The preview's first digest is printed when the sources have answered, at the latest after this. */
const FIRST_POLL_PATIENCE_MS = 20_000;

/** What the bot needs of its process. */
export type Surroundings = Pick<NodeJS.Process, 'stdout' | 'stderr' | 'env'>;

/** Starts the bot by its settings. Throws what stands in the way: a wrong setting, a database in use, a list of sources that cannot be read. */
export async function startBot({ stdout, stderr, env }: Surroundings, clock = () => new Date()): Promise<Bot> {
  const config = readConfig(env);
  const report = createLog(config.logLevel, stderr, secretsOf(config));
  const database = await openDatabase(config.database);
  await database.deliveries.endLeases(clock());
  const sources = await fileStarterSources(database.sources, config.sources, clock());
  const parts = await wire(config, database, report, stdout, clock);
  if (parts.connections.length === 0) stdout.write(firstScreen(standing(config, sources), stdout.columns ?? 80));
  const walks = startClock(parts.walks);
  await logIn(parts.connections, parts);
  report({
    event: 'ready',
    platforms: parts.connections.map(({ messenger }) => messenger.platform),
    database: database.kind,
    web: null,
  });
  if (parts.connections.length === 0) void preview(parts, stdout);
  return {
    async stop(signal) {
      report({ event: 'stopping', signal });
      await stopParts(walks, parts, database);
      report({ event: 'stopped' });
    },
  };
}

function secretsOf({ discordToken, telegramToken, openaiKey }: Config): readonly string[] {
  return [discordToken, telegramToken, openaiKey].filter((secret) => secret !== null);
}

function standing(
  { openaiKey, openaiUrl, openaiModel, sources: file }: Config,
  sources: number,
): Parameters<typeof firstScreen>[0] {
  const model = openaiKey === null && openaiUrl === null ? null : openaiModel;
  return { isDiscordOn: false, isTelegramOn: false, model, sources, file, web: null };
}

async function logIn(connections: readonly Connection[], { desk }: Parts): Promise<void> {
  const patience = new AbortController();
  const all = Promise.all(connections.map((each) => each.start(COMMANDS, desk)));
  await Promise.race([all, wait(LOG_IN_PATIENCE_MS, undefined, { signal: patience.signal }).catch(() => undefined)]);
  patience.abort();
}

async function preview({ poller, gatherer, room, report }: Parts, stdout: NodeJS.Process['stdout']): Promise<void> {
  try {
    await poller.pollDue();
    await Promise.race([poller.settled(), wait(FIRST_POLL_PATIENCE_MS, undefined, { ref: false })]);
    await gatherer.gatherNew();
    await showPreview(room, (text) => void stdout.write(text), stdout.columns ?? 80);
  } catch (error) {
    report({ event: 'walk-failed', walk: 'preview', error });
  }
}

async function stopParts(
  walks: Clock,
  { connections, courier, poller, fetcher, parser, summarizer }: Parts,
  database: Database,
): Promise<void> {
  await Promise.all(connections.map((each) => each.stop()));
  await Promise.all([walks.stop(), courier.stop(), fetcher.close(), summarizer.stop()]);
  await poller.settled();
  await parser.close();
  await database.close();
}
