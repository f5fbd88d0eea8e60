import { createNewsDesk, type DeskRoom } from '../../src/app/answer.ts';
import { createPageReader } from '../../src/app/full-text.ts';
import { createGatherer } from '../../src/app/gather.ts';
import { pollSource } from '../../src/app/poll-source.ts';
import { createRecorder } from '../../src/app/remember.ts';
import { createSummarizer } from '../../src/app/summarize.ts';
import { tellDue } from '../../src/app/tell-due.ts';
import { type Database, openDatabase } from '../../src/database/open.ts';
import { discordRenderer } from '../../src/discord/render.ts';
import type { NewsDesk } from '../../src/domain/desk.ts';
import type { SourceId, StoryId } from '../../src/domain/ids.ts';
import { EVERY_DAY, type Subscription, type SubscriptionDraft, USUAL_POSTING } from '../../src/domain/subscription.ts';
import { createFetcher } from '../../src/ingest/fetch.ts';
import { createParser } from '../../src/ingest/parser.ts';
import { nextSlot } from '../../src/schedule/slots.ts';
import { listen } from './loopback.ts';

/** An item of a feed, as a test writes it. */
export interface NewsItem {
  readonly guid: string;
  readonly link: string;
  readonly title: string;
  readonly text: string;
  readonly at: Date;
}

/** What a digest told. */
interface ToldDigest {
  readonly stories: readonly StoryId[];
  /** The embeds' titles and texts, as people see them. */
  readonly titles: readonly string[];
  readonly texts: readonly string[];
  /** Its last line. */
  readonly foot: string;
  /** The message as it was sent, JSON. */
  readonly body: string;
}

/** Days of a bot's life on a clock the test sets: its walks over a database in memory, feeds on loopback, one Discord channel. */
export interface Days {
  readonly database: Database;
  readonly desk: NewsDesk;
  readonly place: typeof PLACE;
  setClock(now: Date): void;
  /** Puts a feed at a path, named after it where no title is given; null makes it fail. */
  publish(path: string, items: readonly NewsItem[] | null, title?: string): void;
  /** Has a path answer with a status from now on. */
  answer(path: string, status: number): void;
  /** Asks every feed once, and gathers what came. */
  read(): Promise<void>;
  subscribe(change?: Partial<SubscriptionDraft>): Promise<Subscription>;
  /** Owes what is due and delivers it. */
  tell(): Promise<readonly ToldDigest[]>;
  address(path: string): string;
  close(): Promise<void>;
}

const PLACE = { platform: 'discord', address: '1', community: 'discord:9', name: 'news' } as const;
const TIMETABLE = { times: ['08:00'], days: EVERY_DAY, zone: 'UTC' } as const;
const NEVER = new AbortController().signal;

export async function openDays(start: Date): Promise<Days> {
  const database = await openDatabase(':memory:');
  const feeds = await openFeeds();
  let now = start;
  const clock = (): Date => now;
  const parser = createParser();
  const fetcher = createFetcher({
    ...{
      userAgent: 'Broadsheet/test',
      allow: ['127.0.0.1'],
      hostGapMs: 0,
      concurrency: 50,
      resolve: async () => ['127.0.0.1'],
    },
    clock,
  });
  const recorder = createRecorder(database.memories, clock);
  const report = recorder.report;
  const summarizer = createSummarizer({ ...database, writer: null, modelName: '', report });
  const room: DeskRoom = {
    ...{ ...database, fetcher, parser, summarizer, report, clock, modelName: null, owners: [] },
    pages: createPageReader({ fetcher, parser, clock }),
    pace: { pollMinutes: 15 },
    messengers: new Map(),
    renderers: new Map([['discord', discordRenderer]]),
    dailyTokens: 0,
    keepDays: 90,
    startedAt: now,
    memoryBytes: () => 0,
    onOwed: () => undefined,
    readAtOnce: async () => undefined,
  };
  const gatherer = createGatherer(room);
  const asked = new Map<string, SourceId>();
  return {
    database,
    desk: createNewsDesk(room),
    place: PLACE,
    address: feeds.address,
    setClock: (at) => {
      now = at;
    },
    publish: feeds.publish,
    answer: feeds.answer,
    async read() {
      for (const path of feeds.paths()) {
        const { source } = await database.sources.use(
          { address: feeds.address(path), title: null, section: null },
          'starter',
          null,
          now,
        );
        asked.set(path, source.id);
        await pollSource(room, source, { onRead: () => undefined, stopping: NEVER });
      }
      await gatherer.gatherNew();
      await recorder.flush();
    },
    subscribe: (change = {}) => database.subscriptions.add(PLACE, { ...orderAt(now), ...change }),
    tell: async () => {
      await tellDue(room, ['discord'], now);
      return await deliverAll(database, now);
    },
    async close() {
      await fetcher.close();
      await parser.close();
      await feeds.close();
      await database.close();
    },
  };
}

/** A server on loopback with a feed at each path. */
async function openFeeds() {
  const feeds = new Map<string, string | null>();
  const statuses = new Map<string, number>();
  const host = await listen(async (request, response) => {
    const body = feeds.get(request.url ?? '') ?? null;
    const status = statuses.get(request.url ?? '') ?? (body === null ? 500 : 200);
    response.writeHead(status, { 'content-type': 'application/rss+xml' }).end(body ?? '');
  });
  return {
    paths: () => [...feeds.keys()],
    address: (path: string) => `${host.url}${path}`,
    publish: (path: string, items: readonly NewsItem[] | null, title = `Outlet ${path.slice(1)}`) =>
      void feeds.set(path, items === null ? null : feedOf(title, items)),
    answer: (path: string, status: number) => void statuses.set(path, status),
    close: () => host.close(),
  };
}

function orderAt(now: Date): SubscriptionDraft {
  return {
    ...{ topics: [], timetable: TIMETABLE, language: 'en', size: 10, quiet: 'skip' },
    manner: { style: 'short', language: null, ai: true },
    ...{ posting: USUAL_POSTING, quietHours: null, pausedUntil: null },
    ...{
      createdBy: 'discord:7',
      noticesTo: 'discord:7',
      createdAt: now,
      nextSlot: nextSlot({ timetable: TIMETABLE, quietHours: null }, now),
      state: 'active',
      pausedWhy: null,
    },
  };
}

async function deliverAll(database: Database, now: Date): Promise<readonly ToldDigest[]> {
  const told: ToldDigest[] = [];
  for (;;) {
    const parts = await database.deliveries.claim(now, new Date(now.getTime() + 60_000), 10, ['discord']);
    if (parts.length === 0) return told;
    for (const { id, part } of parts) {
      await database.deliveries.sent(id, { message: String(id) }, now);
      const { embeds } = JSON.parse(part.body) as {
        embeds: readonly { title?: string; description?: string }[];
      };
      const stories = embeds.slice(0, Math.max(part.stories.length, 1));
      told.push({
        stories: part.stories,
        titles: stories.flatMap(({ title }) => title ?? []),
        texts: stories.map(({ description = '' }) => description),
        foot: embeds.at(-1)?.description ?? '',
        body: part.body,
      });
    }
  }
}

function feedOf(title: string, items: readonly NewsItem[]): string {
  const rows = items.map(
    ({ guid, link, title: headline, text, at }) =>
      `<item><guid isPermaLink="false">${guid}</guid><link>${escapeXml(link)}</link><title>${escapeXml(headline)}</title>` +
      `<pubDate>${at.toUTCString()}</pubDate><description>${escapeXml(text)}</description></item>`,
  );
  return `<rss version="2.0"><channel><title>${escapeXml(title)}</title>${rows.join('')}</channel></rss>`;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
