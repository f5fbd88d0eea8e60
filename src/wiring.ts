import { createNewsDesk, type DeskRoom } from './app/answer.ts';
import { type Courier, createCourier } from './app/deliver.ts';
import { tellDue } from './app/digest.ts';
import { createPageReader } from './app/full-text.ts';
import { createGatherer, type Gatherer } from './app/gather.ts';
import { createPoller, type Poller } from './app/poll.ts';
import type { Config } from './config.ts';
import type { Database } from './database/open.ts';
import { discordRenderer } from './discord/render.ts';
import type { NewsDesk } from './domain/desk.ts';
import type { Report } from './domain/happening.ts';
import type { Connection, Messenger } from './domain/messenger.ts';
import { createFetcher, type Fetcher, userAgent } from './ingest/fetch.ts';
import { createParser, type Parser } from './ingest/parser.ts';
import { createTerminalMessenger } from './preview/messenger.ts';
import { createTerminalRenderer } from './preview/render.ts';
import type { Walk } from './schedule/clock.ts';
import { telegramRenderer } from './telegram/render.ts';

/** The bot's parts, wired by hand. */
export interface Parts {
  readonly connections: readonly Connection[];
  readonly walks: readonly Walk[];
  readonly desk: NewsDesk;
  readonly room: DeskRoom;
  readonly poller: Poller;
  readonly gatherer: Gatherer;
  readonly courier: Courier;
  readonly fetcher: Fetcher;
  readonly parser: Parser;
  readonly report: Report;
}

const VERSION = '0.1.0';
/** Requests under way over all hosts; each host gets one at a time. */
const FETCHES_AT_ONCE = 32;

/** Makes every part by the settings; without a platform's token the terminal takes its place. */
export async function wire(
  config: Config,
  database: Database,
  report: Report,
  stdout: NodeJS.Process['stdout'],
  clock: () => Date,
): Promise<Parts> {
  const connections = await connect(config, report);
  const terminal = createTerminalMessenger((text) => void stdout.write(text));
  const messengers = new Map(
    (connections.length === 0 ? [terminal] : connections.map((each) => each.messenger)).map(byPlatform),
  );
  const screen = { width: stdout.columns ?? 80, hasColours: stdout.isTTY && stdout.hasColors() };
  const renderers = new Map([discordRenderer, telegramRenderer, createTerminalRenderer(screen)].map(byPlatform));
  const fetcher = createFetcher({
    userAgent: userAgent(VERSION, config.contact),
    allow: config.allowPrivate,
    hostGapMs: config.hostGapMs,
    concurrency: FETCHES_AT_ONCE,
  });
  const parser = createParser();
  const courier = createCourier({ ...database, messengers, onUncertain: config.onUncertain, report, clock });
  const onOwed = (): void => void courier.deliverDue();
  const room: DeskRoom = {
    ...database,
    fetcher,
    parser,
    pages: createPageReader({ fetcher, parser, clock }),
    pace: { pollMinutes: config.pollMinutes },
    messengers,
    renderers,
    report,
    clock,
    onOwed,
  };
  const poller = createPoller(room);
  const gatherer = createGatherer(room);
  const walks = walksOf({ poller, gatherer, courier, room, report });
  return { connections, walks, desk: createNewsDesk(room), room, poller, gatherer, courier, fetcher, parser, report };
}

function byPlatform<T extends Pick<Messenger, 'platform'>>(each: T) {
  return [each.platform, each] as const;
}

/** The platforms whose token is set; their packages cost seconds to load and are loaded only then. */
async function connect(config: Config, report: Report): Promise<readonly Connection[]> {
  const { discordToken, discordApi, telegramToken, telegramApi } = config;
  return await Promise.all([
    ...(discordToken === null
      ? []
      : [
          import('./discord/client.ts').then(({ createDiscord }) =>
            createDiscord({ token: discordToken, apiUrl: discordApi, report }),
          ),
        ]),
    ...(telegramToken === null
      ? []
      : [
          import('./telegram/client.ts').then(({ createTelegram }) =>
            createTelegram({ token: telegramToken, apiUrl: telegramApi, report }),
          ),
        ]),
  ]);
}

function walksOf({
  poller,
  gatherer,
  courier,
  room,
  report,
}: Pick<Parts, 'poller' | 'gatherer' | 'courier' | 'room' | 'report'>): readonly Walk[] {
  const platforms = [...room.messengers.keys()];
  return [
    safely('poll', report, () => poller.pollDue()),
    safely('gather', report, () => gatherer.gatherNew()),
    safely('digest', report, async () => {
      if ((await tellDue(room, platforms, room.clock())) > 0) room.onOwed();
    }),
    safely('deliver', report, () => courier.deliverDue()),
  ];
}

/** A fault in one run of a walk is reported; the next tick runs it again. */
function safely(walk: string, report: Report, run: () => Promise<unknown>): Walk {
  return async () => {
    try {
      await run();
    } catch (error) {
      report({ event: 'walk-failed', walk, error });
    }
  };
}
