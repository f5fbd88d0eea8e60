import { SourcesRefused } from './app/starter.ts';
import { type Bot, startBot } from './bot.ts';
import { WrongSetting } from './config.ts';
import { DatabaseRefused } from './database/refusal.ts';
import { sayPlain } from './phrases/say.ts';

/** The longest a stop may take: who runs us (systemd, Docker) kills what is slower than 10 s. */
const STOP_DEADLINE_MS = 9_000;

try {
  stopOnSignals(await startBot(process));
} catch (error) {
  const sentence = sentenceFor(error);
  if (sentence === null) throw error;
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 1;
}

/** What stands in the way of a start, for who runs the bot; null for a fault of ours, which keeps its trace. */
function sentenceFor(error: unknown): string | null {
  if (error instanceof WrongSetting) return `${sayPlain('en', 'stop.setting')}\n${error.message}`;
  return error instanceof DatabaseRefused || error instanceof SourcesRefused ? error.message : null;
}

function stopOnSignals(bot: Bot): void {
  let isStopping = false;
  const stop = async (signal: string): Promise<void> => {
    if (isStopping) return;
    isStopping = true;
    setTimeout(() => process.exit(0), STOP_DEADLINE_MS).unref();
    await bot.stop(signal);
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal));
}
