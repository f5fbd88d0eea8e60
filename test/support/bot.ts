import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { startBot } from '../../src/bot.ts';

/** A bot of our own process, with a clock the test may set. */
export type TestBot = {
  /** The log's lines, parsed. */
  readonly log: readonly Readonly<Record<string, unknown>>[];
  /** What it printed for people. */
  printed(): string;
  setClock(now: Date): void;
  stop(): Promise<void>;
};

type Environment = Readonly<Record<string, string>>;

/** A folder that goes with the test. */
export function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'broadsheet-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** An OPML file of these feeds. */
function writeOpmlFile(folder: string, feeds: readonly string[]): string {
  const file = join(folder, 'feeds.opml');
  const outlines = feeds.map((feed) => `<outline text="feed" xmlUrl="${feed}"/>`);
  writeFileSync(file, `<opml version="2.0"><body>${outlines.join('')}</body></opml>`);
  return file;
}

/** What a bot on loopback needs to be told. */
export function loopbackSettings(folder: string, feeds: readonly string[]): Environment {
  return {
    DATABASE_URL: `file:${join(folder, 'news.db')}`,
    SOURCES: writeOpmlFile(folder, feeds),
    ALLOW_PRIVATE_NETWORKS: '127.0.0.1/32',
    HOST_GAP_MS: '0',
    POLL_MINUTES: '0.02',
    WEB_PORT: '0',
    LOG_LEVEL: 'debug',
  };
}

/** Starts the bot as main does. Its clock runs from `now` on. It is stopped with the test. */
export async function startTestBot(
  env: Environment,
  now = new Date(),
  options: Parameters<typeof startBot>[2] = { isSample: false },
): Promise<TestBot> {
  let offset = now.getTime() - Date.now();
  const [printed, log]: [string[], Record<string, unknown>[]] = [[], []];
  const stdout = { columns: 80, isTTY: false, write: (text: string) => printed.push(text) > 0 };
  const stderr = { isTTY: false, write: (line: string) => log.push(JSON.parse(line) as Record<string, unknown>) > 0 };
  const surroundings = { stdout, stderr, env } as unknown as Parameters<typeof startBot>[0];
  const bot = await startBot(surroundings, () => new Date(Date.now() + offset), options);
  let stopped: Promise<void> | undefined;
  const stop = (): Promise<void> => {
    stopped ??= bot.stop('SIGTERM');
    return stopped;
  };
  onTestFinished(stop);
  return {
    log,
    printed: () => printed.join(''),
    setClock: (at) => {
      offset = at.getTime() - Date.now();
    },
    stop,
  };
}

/** Waits until something holds; throws with what was waited for after 15 s, or as long as is given. */
export async function until(what: string, isReached: () => boolean, patienceMs = 15_000): Promise<void> {
  for (const end = Date.now() + patienceMs; Date.now() < end; await sleep(20)) if (isReached()) return;
  throw new Error(`Waited in vain until ${what}.`);
}

/** The program itself, as a process that can be killed. */
export function spawnBot(env: Environment) {
  const child = spawn(process.execPath, ['src/main.ts'], {
    env: { PATH: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output.stderr += text;
  });
  const ended = once(child, 'exit');
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return {
    output,
    hasLogged: (event: string): boolean => output.stderr.includes(`"event":"${event}"`),
    async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
      child.kill(signal);
      return (await ended)[0] as number | null;
    },
    ended,
  };
}
