import { createNewsDesk, type DeskRoom } from './app/answer.ts';
import { type Courier, createCourier } from './app/deliver.ts';
import { createForgetter } from './app/forget.ts';
import { createPageReader } from './app/full-text.ts';
import { createGatherer, type Gatherer } from './app/gather.ts';
import { indexArticles } from './app/index-articles.ts';
import { createMatcher } from './app/match.ts';
import { createWaker } from './app/pause.ts';
import { createPoller, type Poller } from './app/poll.ts';
import { createPreparer, type Preparer } from './app/prepare.ts';
import { createPruner, type Pruner } from './app/prune.ts';
import { createRecorder, type Recorder } from './app/remember.ts';
import { createSummarizer, type Summarizer } from './app/summarize.ts';
import { tellDue } from './app/tell-due.ts';
import { createTimekeeper } from './app/timekeeper.ts';
import { createWriter } from './app/write.ts';
import { type Config, modelOf, VERSION } from './config.ts';
import type { Database } from './database/open.ts';
import { discordRenderer } from './discord/render.ts';
import type { NewsDesk } from './domain/desk.ts';
import type { Report } from './domain/happening.ts';
import type { Connection, Messenger } from './domain/messenger.ts';
import type { Model } from './domain/model.ts';
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
  readonly summarizer: Summarizer;
  readonly recorder: Recorder;
  readonly report: Report;
}

/** Requests under way over all hosts; each host gets one at a time. */
const FETCHES_AT_ONCE = 64;

/** Makes every part by the settings; without a platform's token the terminal takes its place. */
export async function wire(
  config: Config,
  database: Database,
  log: Report,
  stdout: NodeJS.Process['stdout'],
  clock: () => Date,
): Promise<Parts> {
  const recorder = createRecorder(database.memories, clock);
  const report: Report = (happening) => {
    log(happening);
    recorder.report(happening);
  };
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
  const summarizer = createSummarizer(await summaryRoom(config, database, report, clock));
  const room: DeskRoom = {
    ...database,
    summarizer,
    matcher: createMatcher(),
    fetcher,
    parser,
    pages: createPageReader({ fetcher, parser, clock }),
    pace: { pollMinutes: config.pollMinutes },
    messengers,
    renderers,
    report,
    clock,
    onOwed,
    readAtOnce: async () => {
      await poller.pollDue();
      await poller.settled();
      await gatherer.gatherNew();
    },
    modelName: modelOf(config),
    dailyTokens: config.llmDailyTokens,
    keepDays: config.keepDays,
    startedAt: clock(),
    memoryBytes: () => process.memoryUsage.rss(),
    owners: config.owners,
  };
  const poller = createPoller(room);
  const gatherer = createGatherer(room);
  const preparer = createPreparer(room, [...messengers.keys()]);
  const pruner = createPruner(database.retention, config.keepDays, clock);
  const walks = walksOf({ poller, gatherer, courier, preparer, recorder, pruner, room, report });
  const desk = createNewsDesk(room);
  return { connections, walks, desk, room, poller, gatherer, courier, fetcher, parser, summarizer, recorder, report };
}

/** With a model where a key or a server is set. */
async function summaryRoom(config: Config, database: Database, report: Report, clock: () => Date) {
  const model = await connectModel(config, report, clock);
  const { llmDailyTokens: dailyTokens, openaiModel: modelName } = config;
  const writer = model === null ? null : createWriter({ ...database, model, dailyTokens, report, clock });
  return { ...database, writer, modelName, report };
}

async function connectModel(config: Config, report: Report, clock: () => Date): Promise<Model | null> {
  const { openaiKey: key, openaiUrl: baseUrl } = config;
  const model = modelOf(config);
  if (model === null) return null;
  const { createModel } = await import('./openai/model.ts');
  return await createModel({ key, baseUrl, model, report, clock });
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
  preparer,
  recorder,
  pruner,
  room,
  report,
}: Pick<Parts, 'poller' | 'gatherer' | 'courier' | 'recorder' | 'room' | 'report'> & {
  readonly preparer: Preparer;
  readonly pruner: Pruner;
}): readonly Walk[] {
  const platforms = [...room.messengers.keys()];
  const waker = createWaker(room);
  const timekeeper = createTimekeeper({ ...room, zoneData: process.versions['tz'] ?? '' });
  const forgetter = createForgetter(room);
  return [
    safely('poll', report, () => poller.pollDue()),
    safely('gather', report, () => gatherer.gatherNew()),
    safely('index', report, () => indexArticles(room.search)),
    safely('prepare', report, () => preparer.prepareDue()),
    safely('digest', report, async (stopping) => {
      await timekeeper.keepTime();
      if ((await tellDue(room, platforms, room.clock(), stopping)) > 0) room.onOwed();
    }),
    safely('deliver', report, () => courier.deliverDue()),
    safely('wake', report, () => waker.wakeDue()),
    safely('remember', report, () => recorder.flush()),
    safely('prune', report, () => pruner.prune()),
    safely('forget', report, () => forgetter.forgetDue()),
  ];
}

/** A fault in one run of a walk is reported; the next tick runs it again. */
function safely(walk: string, report: Report, run: Walk | (() => Promise<unknown>)): Walk {
  return async (stopping) => {
    try {
      await run(stopping);
    } catch (error) {
      report({ event: 'walk-failed', walk, error });
    }
  };
}
