// polling as the program does it, a database file with it: npm run bench poll -- [--feeds 2000] [--hosts 250] [--polls 100000] [--changed 1000]
//
// The poller, fetcher, reader and stores of the program ask a farm of feeds on loopback, in another process, with no pause between two requests to a host. Time is made: each round
// begins when every feed is due again. "first" reads feeds that are new, "304" asks when nothing changed, "changed" asks feeds that each have one item more; "growth" is the memory
// after so many polls of nothing new, beside that after the first tenth of them, both swept.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createPageReader } from '../../src/app/full-text.ts';
import { createPoller, type Poller } from '../../src/app/poll.ts';
import type { PollRoom } from '../../src/app/poll-source.ts';
import { type Database, openDatabase } from '../../src/database/open.ts';
import type { Happening } from '../../src/domain/happening.ts';
import { createFetcher } from '../../src/ingest/fetch.ts';
import { createParser } from '../../src/ingest/parser.ts';
import { type FarmCount, type FarmOrder, type FarmSeat, feedAddress } from './feed-farm.ts';

const AIMS = { unchanged: 150, changed: 25, mebibytes: 350 } as const;
/** Longer than the longest pause between two polls of a source. */
const ROUND_MS = 26 * 3_600_000;
const FETCHES_AT_ONCE = 32;
const MIB = 2 ** 20;
const SAMPLE_MS = 200;

const option = (fallback: number) => ({ type: 'string', default: String(fallback) }) as const;
const { values } = parseArgs({
  options: { feeds: option(2000), hosts: option(250), polls: option(100_000), changed: option(1000) },
});
const [feeds, hosts, polls, changed] = [values.feeds, values.hosts, values.polls, values.changed].map(Number) as [
  number,
  number,
  number,
  number,
];

const farm = fork(join(import.meta.dirname, 'feed-farm.ts'), [String(feeds), String(hosts)], { execArgv: [] });
const [{ port }] = (await once(farm, 'message')) as [FarmSeat];
const folder = mkdtempSync(join(tmpdir(), 'broadsheet-bench-'));
const database = await openDatabase(`file:${join(folder, 'news.db')}`);
let now = new Date();
const failures: Happening[] = [];
const room = openRoom(database);
const poller = createPoller(room);
let peak = 0;
const sampling = setInterval(() => {
  peak = Math.max(peak, readersMemory() + process.memoryUsage.rss() / MIB);
}, SAMPLE_MS);

for (let feed = 0; feed < feeds; feed++)
  await database.sources.use(
    { address: feedAddress(feed, hosts, port), title: null, section: null },
    'starter',
    null,
    now,
  );
await run(poller);
clearInterval(sampling);
poller.stop();
await room.fetcher.close();
await room.parser.close();
await database.close();
farm.disconnect();
rmSync(folder, { recursive: true });

function openRoom(stores: Database): PollRoom {
  const clock = (): Date => now;
  const fetcher = createFetcher({
    userAgent: 'Broadsheet/bench',
    allow: ['127.0.0.0/8'],
    hostGapMs: 0,
    concurrency: FETCHES_AT_ONCE,
    clock,
  });
  const parser = createParser();
  const pages = createPageReader({ fetcher, parser, clock });
  const report = (happening: Happening): void => {
    if (happening.event === 'poll-failed' || happening.event === 'walk-failed') failures.push(happening);
  };
  return { ...stores, fetcher, parser, pages, pace: { pollMinutes: 15 }, messengers: new Map(), report, clock };
}

interface Round {
  readonly polls: number;
  readonly seconds: number;
  readonly cpuMs: number;
}

async function run(poller: Poller): Promise<void> {
  const first = await pollAll(poller, 0);
  tell('first', first, 'feeds', null);
  const unchanged = await pollMany(poller, Math.ceil(polls / 10));
  const before = swept();
  tell('304', unchanged, 'polls', AIMS.unchanged);
  tell('changed', await pollAll(poller, Math.min(changed, feeds)), 'feeds', AIMS.changed);
  tell('304', await pollMany(poller, polls - unchanged.polls), 'polls', AIMS.unchanged);
  const after = swept();
  console.log(`growth    heap ${before.heap} to ${after.heap} MiB, process ${before.rss} to ${after.rss} MiB`);
  const own = Math.round(process.resourceUsage().maxRSS / 1024);
  console.log(
    `peak      ${own} MiB, its reading processes with it ${Math.round(peak)} MiB (aim: under ${AIMS.mebibytes})`,
  );
  console.log(
    `failures  ${failures.length}${failures.length === 0 ? '' : `, the first: ${JSON.stringify(failures[0])}`}`,
  );
}

/** Rounds of nothing new until so many polls were made. */
async function pollMany(poller: Poller, most: number): Promise<Round> {
  const rounds: Round[] = [];
  for (let made = 0; made < most; made += feeds) rounds.push(await pollAll(poller, 0));
  const sum = (of: (round: Round) => number): number => rounds.reduce((total, round) => total + of(round), 0);
  return {
    polls: sum((round) => round.polls),
    seconds: sum((round) => round.seconds),
    cpuMs: sum((round) => round.cpuMs),
  };
}

/** One round over all feeds, so many of them changed; counts all that were asked, or those that changed alone. */
async function pollAll(poller: Poller, change: number): Promise<Round> {
  await order(change);
  now = new Date(now.getTime() + ROUND_MS);
  const [start, cpu] = [performance.now(), process.cpuUsage()];
  await poller.pollDue();
  await poller.settled();
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const { asked, unchanged } = await order(0);
  return { polls: change > 0 ? asked - unchanged : asked, seconds, cpuMs: (user + system) / 1000 };
}

async function order(change: number): Promise<FarmCount> {
  const answer = once(farm, 'message') as Promise<[FarmCount]>;
  farm.send({ change } satisfies FarmOrder);
  return (await answer)[0];
}

function tell(what: string, round: Round, unit: string, aim: number | null): void {
  const speed = Math.round(round.polls / round.seconds);
  const each = (round.cpuMs / round.polls).toFixed(2);
  const wanted = aim === null ? '' : ` (aim: at least ${aim})`;
  console.log(`${what.padEnd(9)} ${round.polls} ${unit}, ${speed} a second${wanted}, ${each} ms of CPU each`);
}

function swept(): { readonly heap: number; readonly rss: number } {
  globalThis.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  return { heap: Math.round(heapUsed / MIB), rss: Math.round(rss / MIB) };
}

/** Mebibytes of the reading processes, where the system tells (Linux). */
function readersMemory(): number {
  try {
    const children = readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').trim().split(' ');
    return children
      .filter((pid) => pid !== '' && Number(pid) !== farm.pid)
      .reduce((sum, pid) => sum + residentOf(pid), 0);
  } catch {
    return 0;
  }
}

function residentOf(pid: string): number {
  return Number(/VmRSS:\s+(\d+)/u.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
}
