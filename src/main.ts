import { SourcesRefused } from './app/starter.ts';
import { type Bot, startBot } from './bot.ts';
import { WrongSetting } from './config.ts';
import { DatabaseRefused } from './database/refusal.ts';
import { readOptions, WrongOption } from './options.ts';
import { sayPlain } from './phrases/say.ts';
import { WebRefused } from './web/listen.ts';

/** The longest a stop may take: who runs us (systemd, Docker) kills what is slower than 10 s. */
const STOP_DEADLINE_MS = 9_000;

const starting = start();
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(signal));

try {
  await starting;
} catch (error) {
  const sentence = sentenceFor(error);
  if (sentence === null) throw error;
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 1;
}

async function start(): Promise<Bot> {
  return await startBot(process, undefined, readOptions(process.argv.slice(2)));
}

/** Also in the middle of a start: what has been started is stopped in order. A second signal ends the process at once. */
async function stop(signal: string): Promise<void> {
  setTimeout(() => process.exit(0), STOP_DEADLINE_MS).unref();
  const bot: Bot | null = await starting.catch(() => null);
  await bot?.stop(signal);
  process.exit(process.exitCode ?? 0);
}

/** What stands in the way of a start, for who runs the bot; null for a fault of ours, which keeps its trace. */
function sentenceFor(error: unknown): string | null {
  if (error instanceof WrongSetting) return `${sayPlain('en', 'stop.setting')}\n${error.message}`;
  const refusals = [DatabaseRefused, SourcesRefused, WebRefused, WrongOption];
  return error instanceof Error && refusals.some((refusal) => error instanceof refusal) ? error.message : null;
}
