import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Home, Place } from '../../src/domain/channel.ts';
import { startDiscord } from '../support/discord/server.ts';
import type { Fault } from '../support/faults.ts';
import { chances } from '../support/invented-events.ts';
import { startModel } from '../support/openai.ts';
import type { ModelMode } from '../support/openai-replies.ts';
import { startTelegram } from '../support/telegram/server.ts';
import { audit } from './audit.ts';
import { orderDigests } from './crowd.ts';
import { openNewsstand } from './news.ts';

/**
 * A day of a whole install in minutes: `npm run soak -- [--seed 1] [--channels 50] [--sources 200] [--hours 24]`. A real bot in a process of its own,
 * feeds, a model and both platforms on loopback that fail as chance has it, and a clock that jumps from half hour to half hour; the bot is stopped and
 * killed in between. At the end all that was owed is sent, refused with a reason or put off, and every slot was told once.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    channels: { type: 'string', default: '50' },
    sources: { type: 'string', default: '200' },
    hours: { type: 'string', default: '24' },
  },
});
const [seed, channels, sources, hours] = [values.seed, values.channels, values.sources, values.hours].map(Number) as [
  number,
  number,
  number,
  number,
];

const HALF_HOUR_MS = 1_800_000;
const HOUR_MS = 2 * HALF_HOUR_MS;
/** The day lies behind us, so that no message is older than what it answers to. */
const START = new Date(Math.floor((Date.now() - (hours + 6) * HOUR_MS) / HALF_HOUR_MS) * HALF_HOUR_MS);
const MODES: readonly ModelMode[] = [
  ...([{ kind: 'extract' }, { kind: 'extract' }, { kind: 'hallucinate' }, { kind: 'reset' }] as const),
  ...([{ kind: 'status', status: 500 }, { kind: 'malformed' }, { kind: 'slow', delayMs: 2_000 }] as const),
];
const SETTLED_WITHIN_MS = 90_000;

const chance = chances(seed + 3);
const folder = mkdtempSync(join(tmpdir(), 'broadsheet-soak-'));
const path = join(folder, 'news.db');
const [discord, telegram, model] = [await startDiscord(), await startTelegram(), await startModel()];
const newsstand = await openNewsstand(seed, sources, new Date(START.getTime() - 12 * HOUR_MS), hours + 12);
const places = Array.from({ length: channels }, (_, i) => openPlace(i));
const ordered = await orderDigests(`file:${path}`, places, seed, START);
const counts = { faults: 0, kills: 0, stops: 0, gone: 0 };
const toCome = { discord: 0, telegram: 0 };
const upAt: Date[] = [];
let now = START;
let bot: ChildProcess | null = null;

const began = Date.now();
for (let half = 1; half <= hours * 2; half += 1) await liveThrough(new Date(START.getTime() + half * HALF_HOUR_MS));
// What was put off comes within a quarter of an hour, three times over.
for (let i = 1; i <= 6; i += 1) await settleAt(new Date(now.getTime() + HALF_HOUR_MS));
const exit = await stopBot('SIGTERM');
await report();

/** A Discord channel or a Telegram group. */
function openPlace(i: number): Home {
  if (i % 2 === 0) {
    const { id } = discord.addChannel({ name: `news-${i}` });
    return { platform: 'discord', address: id, community: `discord:${discord.guild.id}` };
  }
  const address = String(telegram.setChat({ id: -(1_000_000 + i), type: 'group' }).id);
  return { platform: 'telegram', address, community: `telegram:${address}` };
}

/** One half hour: chance decides what fails in it, and whether the bot is stopped, killed or down. */
async function liveThrough(at: Date): Promise<void> {
  breakSomething();
  const fate = chance(12);
  if (fate === 0) {
    await stopBot('SIGTERM');
    counts.stops += 1;
  }
  if (fate === 1) {
    // It comes up half an hour late: what was missed is told late.
    await stopBot('SIGTERM');
    return;
  }
  if (fate < 5 && fate > 1) await killWhileBusy(at);
  await settleAt(at);
}

function breakSomething(): void {
  model.setMode(MODES[chance(MODES.length)] ?? { kind: 'extract' });
  for (let i = chance(4); i > 0; i -= 1) {
    fail('discord', (fault) => discord.fault({ ...fault, method: 'POST', path: /\/channels\/\d+\/messages$/u }));
    fail('telegram', (fault) => telegram.fault({ ...fault, method: 'sendMessage' }));
  }
  if (chance(6) === 0) removePlace(places[chance(places.length)]);
}

/** Orders a fault for the next messages, unless those ordered before are still to come. */
function fail(platform: keyof typeof toCome, order: (fault: Fault) => void): void {
  const times = 1 + chance(3);
  const fault = anyFault();
  if (toCome[platform] > 0) return;
  toCome[platform] += times;
  const met = (): void => {
    toCome[platform] -= 1;
    counts.faults += 1;
  };
  order({ ...fault, times, met });
}

function anyFault(): Fault {
  const faults: readonly Fault[] = [
    ...([{ kind: 'answer', status: 500 }, { kind: 'answer', status: 502 }, { kind: 'reset' }] as const),
    ...([
      { kind: 'reset', isStored: true },
      { kind: 'slow-down', retryAfterSeconds: 1 },
    ] as const),
  ];
  return faults[chance(faults.length)] ?? { kind: 'reset' };
}

function removePlace(place: Place | undefined): void {
  if (place === undefined) return;
  counts.gone += 1;
  if (place.platform === 'discord') discord.removeChannel(place.address);
  else telegram.setChat({ id: Number(place.address), state: 'kicked' });
}

/** Sets the clock to the slot and kills the bot at some moment after. */
async function killWhileBusy(at: Date): Promise<void> {
  await setClock(at);
  await sleep(chance(2_500));
  counts.kills += 1;
  await stopBot('SIGKILL');
}

/** Brings the bot up where it is down, sets the clock, and waits until nothing is due any more. */
async function settleAt(at: Date): Promise<void> {
  await setClock(at);
  upAt.push(at);
  await sleep(1_500);
  const file = new DatabaseSync(path, { readOnly: true });
  const isSettled = file.prepare(`select
    not exists (select 1 from sources where state = 'active' and next_poll_at <= $now)
    and not exists (select 1 from articles where story_id is null)
    and not exists (select 1 from subscriptions where state = 'active' and next_slot_at <= $now)
    and not exists (select 1 from deliveries where state = 'sending' or due_at <= $now) as settled`);
  for (const end = Date.now() + SETTLED_WITHIN_MS; Date.now() < end; await sleep(100))
    if (isSettled.get({ $now: at.getTime() })?.['settled'] === 1) break;
  file.close();
}

async function setClock(at: Date): Promise<void> {
  now = at;
  newsstand.setClock(at);
  if (bot === null) bot = await startBot(at);
  else bot.send(at.getTime());
}

async function startBot(at: Date): Promise<ChildProcess> {
  const opml = join(folder, 'feeds.opml');
  const outlines = newsstand.addresses.map((address) => `<outline text="feed" xmlUrl="${address}"/>`);
  writeFileSync(opml, `<opml version="2.0"><body>${outlines.join('')}</body></opml>`);
  const env = {
    ...{ DATABASE_URL: `file:${path}`, SOURCES: opml, ALLOW_PRIVATE_NETWORKS: '127.0.0.1/32', HOST_GAP_MS: '0' },
    ...{ DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.url },
    ...{ TELEGRAM_TOKEN: telegram.token, TELEGRAM_API_URL: telegram.url },
    ...{ OPENAI_API_KEY: model.key, OPENAI_BASE_URL: model.url, OPENAI_MODEL: model.name },
    ...{ POLL_MINUTES: '15', WEB_PORT: '0', LOG_LEVEL: 'error' },
  };
  const child = fork(new URL('bot.ts', import.meta.url), [String(at.getTime())], { env });
  await once(child, 'message');
  return child;
}

/** Its exit code; 0 where it was not up. */
async function stopBot(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
  if (bot === null) return 0;
  const ended = once(bot, 'exit');
  bot.kill(signal);
  bot = null;
  return (await ended)[0] as number | null;
}

function said(platform: Place['platform'], address: string): readonly string[] {
  if (platform === 'discord') return discord.messages(address).map(({ id }) => id);
  return telegram.messages(Number(address)).map(({ id }) => String(id));
}

async function report(): Promise<void> {
  const { figures, faults } = audit(path, ordered, upAt, said);
  const violations = [...discord.violations, ...telegram.violations].map(({ kind, detail }) => `${kind} ${detail}`);
  const minutes = ((Date.now() - began) / 60_000).toFixed(1);
  print(
    `seed ${seed}: ${hours} hours of ${channels} channels and ${sources} sources from ${START.toISOString()}, in ${minutes} minutes`,
  );
  print(
    `failed on purpose: ${JSON.stringify({ ...counts, feeds: newsstand.faults() })}; asked the model ${model.requests.length} times`,
  );
  print(JSON.stringify(figures));
  for (const each of [...faults, ...violations]) print(`NOT AS PROMISED: ${each}`);
  if (exit !== 0) print(`NOT AS PROMISED: the bot ended with ${exit}`);
  await Promise.all([discord.close(), telegram.close(), model.close(), newsstand.close()]);
  rmSync(folder, { recursive: true });
  process.exit(faults.length + violations.length > 0 || exit !== 0 ? 1 : 0);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
