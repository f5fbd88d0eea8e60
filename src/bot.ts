import { setTimeout as wait } from 'node:timers/promises';
import { COMMANDS } from '../commands/index.ts';
import { drawFrontPage } from './app/front-page.ts';
import { type Config, readConfig, SETTINGS } from './config.ts';
import type { Platform } from './domain/channel.ts';
import { createFirstLook, type FirstLook } from './first-look.ts';
import { type Install, type InstallRoom, openInstall, openSample } from './install.ts';
import { createLog } from './log.ts';
import type { Options } from './options.ts';
import { firstScreen } from './preview/screen.ts';
import { createWeb, type Web } from './web/server.ts';
import type { Parts } from './wiring.ts';

/** The bot at work. */
export interface Bot {
  /** Ends every part in turn, so that nothing is lost and nothing is taken up any more. */
  stop(signal: string): Promise<void>;
}

/** A platform that is away does not keep the rest from being up; its connection goes on trying. */
const LOG_IN_PATIENCE_MS = 10_000;

/** What the bot needs of its process. */
export type Surroundings = Pick<NodeJS.Process, 'stdout' | 'stderr' | 'env'>;

/**
 * Starts the bot by its settings. Throws what stands in the way: a wrong setting, a database in use, a list of sources that cannot be read, a port
 * in use.
 */
export async function startBot(
  { stdout, stderr, env }: Surroundings,
  clock = () => new Date(),
  { isSample }: Options = { isSample: false },
): Promise<Bot> {
  const config = readConfig(env);
  const report = createLog(config.logLevel, stderr, secretsOf(config));
  const room = { report, stdout, clock };
  const install = await (isSample ? openSample : openInstall)(config, room);
  const { parts } = install;
  const isPreview = parts.connections.length === 0;
  const look = isPreview ? createFirstLook(install, () => openSample(config, room), room) : null;
  const web = await openWeb(config, install, look, room);
  if (isPreview) stdout.write(firstScreen(standing(config, install, web), stdout.columns ?? 80));
  install.run();
  await logIn(parts);
  report({ event: 'ready', platforms: platformsOf(parts), database: install.database.kind, web: web.address });
  look?.start();
  return {
    async stop(signal) {
      report({ event: 'stopping', signal });
      await web.close();
      await Promise.all([look?.stop(), install.close()]);
      report({ event: 'stopped' });
    },
  };
}

function secretsOf({ discordToken, telegramToken, openaiKey }: Config): readonly string[] {
  return [discordToken, telegramToken, openaiKey].filter((secret) => secret !== null);
}

function platformsOf({ connections }: Parts): readonly Platform[] {
  return connections.map(({ messenger }) => messenger.platform);
}

/** A page that cannot be offered stops the start: whoever named a port wants it there. The usual port may be another's; then the next free one does. */
async function openWeb(
  { webHost: host, webPort: port }: Config,
  install: Install,
  look: FirstLook | null,
  { report, clock }: InstallRoom,
): Promise<Web> {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const frontPage = async () => {
    const { parts, isSample } = (await look?.shown()) ?? install;
    const platforms = platformsOf(install.parts);
    const standing = {
      isDiscordOn: platforms.includes('discord'),
      isTelegramOn: platforms.includes('telegram'),
      model: parts.room.modelName,
      isSample,
    };
    return { page: await drawFrontPage(parts.room, timeZone, clock()), standing };
  };
  const mayMove = port === Number(SETTINGS.webPort.fallback);
  const askDatabase = () => install.database.sources.count();
  try {
    return await createWeb({ host, port, mayMove, frontPage, askDatabase, report, clock });
  } catch (error) {
    await install.close();
    throw error;
  }
}

function standing({ webPort, sources: file }: Config, { parts, sources, isSample }: Install, web: Web) {
  const platforms = platformsOf(parts);
  return {
    isDiscordOn: platforms.includes('discord'),
    isTelegramOn: platforms.includes('telegram'),
    model: parts.room.modelName,
    sources,
    origin: isSample ? ({ kind: 'sample' } as const) : ({ kind: 'list', file } as const),
    web: { address: web.address, portInUse: web.hasMoved ? webPort : null },
  };
}

async function logIn({ connections, desk }: Parts): Promise<void> {
  const patience = new AbortController();
  const all = Promise.all(connections.map((each) => each.start(COMMANDS, desk)));
  await Promise.race([all, wait(LOG_IN_PATIENCE_MS, undefined, { signal: patience.signal }).catch(() => undefined)]);
  patience.abort();
}
