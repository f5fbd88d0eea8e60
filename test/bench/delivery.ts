// Delivery at the busiest minute: npm run bench delivery -- [all|fan-out|pace|claim|model] [SUBSCRIPTIONS]
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { REST } from 'discord.js';
import { createCourier } from '../../src/app/deliver.ts';
import { type Newsroom, tellNow } from '../../src/app/digest.ts';
import { createPreparer } from '../../src/app/prepare.ts';
import { createSummarizer } from '../../src/app/summarize.ts';
import { tellDue } from '../../src/app/tell-due.ts';
import { createWriter } from '../../src/app/write.ts';
import { type Database, openDatabase } from '../../src/database/open.ts';
import { createDiscord } from '../../src/discord/client.ts';
import { createDiscordMessenger } from '../../src/discord/messenger.ts';
import { discordRenderer } from '../../src/discord/render.ts';
import type { Platform } from '../../src/domain/channel.ts';
import type { Messenger } from '../../src/domain/messenger.ts';
import { createModel } from '../../src/openai/model.ts';
import { createTelegram } from '../../src/telegram/client.ts';
import { telegramRenderer } from '../../src/telegram/render.ts';
import { startDiscord } from '../support/discord/server.ts';
import { startModel } from '../support/openai.ts';
import { startTelegram } from '../support/telegram/server.ts';
import { addCrowd, askTheSame, BUSIEST, fileStories, setNextSlot } from './crowd.ts';
import { type Strain, strainInWords, underStrain } from './strain.ts';

/**
 * Delivery at the busiest minute. A fan-out to 10,000 channels on both platforms
 * against a stand-in that answers at once; 1,000 channels at the platforms' own pace against stand-ins that count; finding and owing the 30,000 digests due
 * in one minute among 1,000,000 subscriptions, beside doing it one by one; and what 1,000 channels that want the same ask of a model.
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
if (what === 'all' || what === 'model') await benchModel(1_000);
process.exitCode = 0;

async function benchFanOut(channels: number): Promise<void> {
  const echo = fork(new URL('platform-echo.ts', import.meta.url));
  const { port } = ((await once(echo, 'message')) as [AddressInfo])[0];
  const address = `http://127.0.0.1:${port}`;
  await withCrowd({ count: channels, due: channels }, async (db) => {
    const owing = await underStrain(() => oweAll(db, BUSIEST));
    print(`owing ${owing.result} digests`, strainInWords(owing));
    const messengers = unpaced(`${address}/api`, address);
    const sending = await underStrain(() => deliverAll(db, messengers, new Date(BUSIEST.getTime() + 1000)));
    print(`sending ${sending.result} parts, unlimited`, strainInWords(sending));
    print('  parts a second', `${rateOf(sending)} (aim 500); event loop lag p99 aim 50 ms`);
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
    await oweAll(db, BUSIEST);
    const messengers = connect(discord.url, telegram.url);
    const sending = await underStrain(() => deliverAll(db, messengers, new Date(BUSIEST.getTime() + 1000)));
    print(`sending ${sending.result} parts at the platforms' pace`, strainInWords(sending));
    print('  parts a second', `${rateOf(sending)}`);
    print('  refused for haste', `${[...discord.violations, ...telegram.violations].length} (aim 0)`);
  });
  await Promise.all([discord.close(), telegram.close()]);
}

async function benchClaim(count: number, due: number): Promise<void> {
  await withCrowd({ count, due }, async (db, path) => {
    const first = await underStrain(() => db.subscriptions.due(BUSIEST, 500, PLATFORMS));
    print(`finding the first ${first.result.length} due of ${count}`, strainInWords(first));
    const owing = await underStrain(() => oweAll(db, BUSIEST));
    print(`owing ${owing.result} digests`, `${strainInWords(owing)} (aim 5 s, 50 ms)`);
    const evening = new Date(BUSIEST.getTime() + 3_600_000);
    setNextSlot(path, due, evening);
    const again = await underStrain(() => oweAll(db, evening));
    print(`owing ${again.result} more, to channels that were told`, strainInWords(again));
    const alone = await underStrain(() => oweOneByOne(db, evening, 200));
    print(`owing ${alone.result} one by one, each read for itself`, strainInWords(alone));
    const ratio = alone.cpuMs / alone.result / (again.cpuMs / again.result);
    print('  processor time for each, one by one to together', `${ratio.toFixed(0)} to 1`);
    const claiming = await underStrain(() => claimAll(db, evening));
    print(`claiming and recording ${claiming.result} parts`, strainInWords(claiming));
  });
}

/** What a bot would do that makes each digest when it is asked for. */
async function oweOneByOne(db: Database, now: Date, count: number): Promise<number> {
  const room = newsroom(db);
  const some = await db.subscriptions.due(new Date(now.getTime() + 86_400_000), count, PLATFORMS);
  for (const subscription of some) await tellNow(room, subscription, now);
  return some.length;
}

async function claimAll(db: Database, now: Date): Promise<number> {
  for (let taken = 0; ; ) {
    const some = await db.deliveries.claim(now, new Date(now.getTime() + 60_000), 50, PLATFORMS);
    if (some.length === 0) return taken;
    taken += some.length;
    await Promise.all(some.map(({ id }) => db.deliveries.sent(id, { message: 'm' }, now)));
  }
}

/** Ten minutes before the slot of so many channels that want the same, and of one. */
async function benchModel(channels: number): Promise<void> {
  const model = await startModel();
  for (const count of [channels, 1]) {
    const before = model.requests.length;
    await withCrowd({ count, due: count }, async (db, path) => {
      askTheSame(path, 'bridge');
      const clock = (): Date => new Date(BUSIEST.getTime() - 5 * 60_000);
      const { name, key, url } = model;
      const writer = createWriter({
        ...{ ...db, dailyTokens: 10_000_000, report, clock },
        model: await createModel({ key, baseUrl: url, model: name, report, clock }),
      });
      const summarizer = createSummarizer({ ...db, writer, modelName: name, report });
      const preparer = createPreparer({ ...newsroom(db), summarizer, clock }, PLATFORMS);
      for (let i = 0; i < 10; i += 1) await preparer.prepareDue();
      await summarizer.stop();
    });
    print(`model calls for ${count} channels that want the same`, `${model.requests.length - before}`);
  }
  await model.close();
}

function rateOf({ result, ms }: Strain<number>): number {
  return Math.round((result / ms) * 1000);
}

/** A database file with news and a crowd, that goes again. */
async function withCrowd(
  { count, due }: { readonly count: number; readonly due: number },
  measure: (db: Database, path: string) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'broadsheet-bench-'));
  const path = join(folder, 'news.db');
  const empty = await openDatabase(`file:${path}`);
  await fileStories(empty, STORIES);
  await empty.close();
  addCrowd(path, { count, due, platforms: PLATFORMS });
  const db = await openDatabase(`file:${path}`);
  await measure(db, path);
  await db.close();
  rmSync(folder, { recursive: true });
}

async function oweAll(db: Database, now: Date): Promise<number> {
  return await tellDue(newsroom(db), PLATFORMS, now);
}

function newsroom(db: Database): Newsroom {
  const summarizer = createSummarizer({ ...db, writer: null, modelName: '', report });
  const renderers = new Map([discordRenderer, telegramRenderer].map((each) => [each.platform, each] as const));
  return { ...db, renderers, summarizer, report };
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

function print(name: string, figure: string): void {
  process.stdout.write(`${name.padEnd(48)} ${figure}\n`);
}
