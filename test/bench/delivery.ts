import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { REST } from 'discord.js';
import { createCourier } from '../../src/app/deliver.ts';
import type { Newsroom } from '../../src/app/digest.ts';
import { createSummarizer } from '../../src/app/summarize.ts';
import { tellDue } from '../../src/app/tell-due.ts';
import { type Database, openDatabase } from '../../src/database/open.ts';
import { createDiscord } from '../../src/discord/client.ts';
import { createDiscordMessenger } from '../../src/discord/messenger.ts';
import { discordRenderer } from '../../src/discord/render.ts';
import type { Platform } from '../../src/domain/channel.ts';
import type { Messenger } from '../../src/domain/messenger.ts';
import { createTelegram } from '../../src/telegram/client.ts';
import { telegramRenderer } from '../../src/telegram/render.ts';
import { startDiscord } from '../support/discord/server.ts';
import { startTelegram } from '../support/telegram/server.ts';
import { addCrowd, BUSIEST, fileStories } from './crowd.ts';

/**
 * Delivery at the busiest minute: `npm run bench delivery [all|fan-out|pace|claim]`. A fan-out to 10,000 channels on both platforms against a stand-in
 * that answers at once; 1,000 channels at the platforms' own pace against stand-ins that count; and finding and owing the 30,000 digests due in one
 * minute among 1,000,000 subscriptions.
 */
const PLATFORMS = ['discord', 'telegram'] as const;
const STORIES = 300;
const report = (): void => undefined;
/** The stand-ins' own. */
const DISCORD_TOKEN = 'MTAwMDAwMDAwMDAwMDAwMDAwMQ.GfAkE0.discord-token-of-a-stand-in-for-tests';
const TELEGRAM_TOKEN = '123456789:AAtelegram_token_of_a_stand_in_for_tests';

const [what = 'all', crowd = '1000000'] = process.argv.slice(2);
if (what === 'all' || what === 'fan-out') await benchFanOut(10_000);
if (what === 'all' || what === 'pace') await benchPace(1_000);
if (what === 'all' || what === 'claim') await benchClaim(Number(crowd), 30_000);
process.exitCode = 0;

async function benchFanOut(channels: number): Promise<void> {
  const echo = fork(new URL('platform-echo.ts', import.meta.url));
  const { port } = ((await once(echo, 'message')) as [AddressInfo])[0];
  const address = `http://127.0.0.1:${port}`;
  await withCrowd({ count: channels, due: channels }, async (db) => {
    const lag = monitorEventLoopDelay({ resolution: 5 });
    lag.enable();
    const owing = await timed(() => oweAll(db));
    print(`owing ${owing.result} digests`, `${seconds(owing.ms)}, loop lag p99 ${p99(lag)}`);
    lag.reset();
    const messengers = unpaced(`${address}/api`, address);
    const cpu = process.cpuUsage();
    const sending = await timed(() => deliverAll(db, messengers, new Date(BUSIEST.getTime() + 1000)));
    const { user, system } = process.cpuUsage(cpu);
    const rate = Math.round((sending.result / sending.ms) * 1000);
    print(
      `sending ${sending.result} parts, unlimited`,
      `cpu ${seconds((user + system) / 1000)}, ` + `${seconds(sending.ms)}, ${rate} a second (aim 500)`,
    );
    print('  event loop lag', `p99 ${p99(lag)} (aim 50 ms), longest ${milliseconds(lag.max / 1e6)}`);
    print('  the stand-in got', `${await messagesOf(echo)}`);
  });
  echo.kill();
}

async function benchPace(channels: number): Promise<void> {
  const [discord, telegram] = [await startDiscord(), await startTelegram()];
  await withCrowd({ count: channels, due: channels }, async (db) => {
    for (let i = 1; i <= channels; i += 1) {
      if (i % 2 === 0) discord.addChannel({ id: String(1_000_000 + i), name: `c${i}` });
      else telegram.setChat({ id: 1_000_000 + i, type: 'private' });
    }
    await oweAll(db);
    const messengers = connect(discord.url, telegram.url);
    const sending = await timed(() => deliverAll(db, messengers, new Date(BUSIEST.getTime() + 1000)));
    const rate = Math.round((sending.result / sending.ms) * 1000);
    print(`sending ${sending.result} parts at the platforms' pace`, `${seconds(sending.ms)}, ${rate} a second`);
    print('  refused for haste', `${[...discord.violations, ...telegram.violations].length} (aim 0)`);
  });
  await Promise.all([discord.close(), telegram.close()]);
}

async function benchClaim(count: number, due: number): Promise<void> {
  await withCrowd({ count, due }, async (db) => {
    const first = await timed(() => db.subscriptions.due(BUSIEST, due, PLATFORMS));
    print(`finding ${first.result.length} due of ${count}`, `${seconds(first.ms)} (aim 5 s)`);
    const lag = monitorEventLoopDelay({ resolution: 5 });
    lag.enable();
    const cpu = process.cpuUsage();
    const owing = await timed(() => oweAll(db));
    const { user, system } = process.cpuUsage(cpu);
    print(
      `owing ${owing.result} digests`,
      `${seconds(owing.ms)}, cpu ${seconds((user + system) / 1000)}, lag p99 ${p99(lag)} max ${milliseconds(lag.max / 1e6)}`,
    );
    lag.reset();
    let taken = 0;
    const claiming = await timed(async () => {
      for (;;) {
        const some = await db.deliveries.claim(BUSIEST, new Date(BUSIEST.getTime() + 60_000), 50, PLATFORMS);
        if (some.length === 0) return;
        taken += some.length;
        await Promise.all(some.map(({ id }) => db.deliveries.sent(id, { message: 'm' }, BUSIEST)));
      }
    });
    print(`claiming and recording ${taken} parts, 50 at a time`, seconds(claiming.ms));
  });
}

/** A database file with news and a crowd, that goes again. */
async function withCrowd(
  { count, due }: { readonly count: number; readonly due: number },
  measure: (db: Database) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'broadsheet-bench-'));
  const path = join(folder, 'news.db');
  const empty = await openDatabase(`file:${path}`);
  await fileStories(empty, STORIES);
  await empty.close();
  addCrowd(path, { count, due, platforms: PLATFORMS });
  const db = await openDatabase(`file:${path}`);
  await measure(db);
  await db.close();
  rmSync(folder, { recursive: true });
}

async function oweAll(db: Database): Promise<number> {
  const summarizer = createSummarizer({ ...db, writer: null, modelName: '', report });
  const renderers = new Map([discordRenderer, telegramRenderer].map((each) => [each.platform, each] as const));
  const room: Newsroom = { ...db, renderers, summarizer, report };
  for (let owed = 0; ; ) {
    const some = await tellDue(room, PLATFORMS, BUSIEST);
    if (some === 0) return owed;
    owed += some;
  }
}

function connect(discordUrl: string, telegramUrl: string): ReadonlyMap<Platform, Messenger> {
  const discord = createDiscord({ token: DISCORD_TOKEN, apiUrl: discordUrl, report }).messenger;
  const telegram = createTelegram({ token: TELEGRAM_TOKEN, apiUrl: telegramUrl, report }).messenger;
  return new Map([discord, telegram].map((each) => [each.platform, each] as const));
}

/** Without the platforms' pace, and without the limit discord.js keeps by itself. */
function unpaced(discordUrl: string, telegramUrl: string): ReadonlyMap<Platform, Messenger> {
  const pace = { perSecond: 1e9, gapMs: () => 0 };
  const rest = new REST({ api: discordUrl, retries: 0, globalRequestsPerSecond: 1e9 }).setToken(DISCORD_TOKEN);
  const telegram = createTelegram({ token: TELEGRAM_TOKEN, apiUrl: telegramUrl, report }).messenger;
  const both = [createDiscordMessenger(rest, report), telegram];
  return new Map(both.map((each) => [each.platform, { ...each, pace }] as const));
}

async function deliverAll(db: Database, messengers: ReadonlyMap<Platform, Messenger>, now: Date): Promise<number> {
  let sent = 0;
  const count = (happening: { readonly event: string }): void => {
    if (happening.event === 'sent') sent += 1;
    else process.stdout.write(`${JSON.stringify(happening)}\n`);
  };
  const began = Date.now() - now.getTime();
  const clock = (): Date => new Date(Date.now() - began);
  const courier = createCourier({ ...db, messengers, onUncertain: 'resend', report: count, clock });
  await courier.deliverDue();
  await courier.settled();
  await courier.deliverDue();
  await courier.settled();
  return sent;
}

async function messagesOf(echo: ChildProcess): Promise<number> {
  echo.send('how many?');
  return ((await once(echo, 'message')) as [{ count: number }])[0].count;
}

async function timed<T>(work: () => Promise<T>): Promise<{ readonly result: T; readonly ms: number }> {
  const start = performance.now();
  const result = await work();
  return { result, ms: performance.now() - start };
}

function p99(lag: { percentile(percent: number): number }): string {
  return milliseconds(lag.percentile(99) / 1e6);
}

function milliseconds(ms: number): string {
  return `${Math.round(ms)} ms`;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

function print(name: string, figure: string): void {
  process.stdout.write(`${name.padEnd(48)} ${figure}\n`);
}
