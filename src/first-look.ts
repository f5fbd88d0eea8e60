import { setTimeout as wait } from 'node:timers/promises';
import type { Install, InstallRoom } from './install.ts';
import { sayPlain } from './phrases/say.ts';
import { wrap } from './preview/render.ts';
import { explainSilence, showPreview } from './terminal.ts';

/** The preview's first digest, printed once the sources have answered; of the sample newsroom when none does. */
export interface FirstLook {
  /** Whose news is to be seen: the install's own, or the sample's as long as none of its own sources has ever answered. */
  shown(): Promise<Install>;
  start(): void;
  /** Goes no further, and closes the sample. */
  stop(): Promise<void>;
}

/** Whoever starts a bot to see what it is should see it in seconds: sources that are still silent then are not waited for. */
const SILENCE_PATIENCE_MS = 8_000;
/** Where some have answered, the rest is waited for a little longer. */
const POLL_PATIENCE_MS = 12_000;

export function createFirstLook(
  install: Install,
  openSample: () => Promise<Install>,
  { report, stdout }: Pick<InstallRoom, 'report' | 'stdout'>,
): FirstLook {
  const stopping = new AbortController();
  let sample: Install | null = null;
  let looking = Promise.resolve();
  const look = async (): Promise<void> => {
    const { signal } = stopping;
    await readNews(install, SILENCE_PATIENCE_MS, signal);
    if (await isSilent(install)) {
      if (signal.aborted) return;
      sample = await openSample();
      await tellSilence(install, stdout);
      await readNews(sample, POLL_PATIENCE_MS, signal);
    } else await readNews(install, POLL_PATIENCE_MS, signal);
    if (!signal.aborted) await print(sample ?? install, stdout);
  };
  return {
    shown: async () => (sample !== null && (await isSilent(install)) ? sample : install),
    start() {
      looking = look().catch((error: unknown) => report({ event: 'walk-failed', walk: 'preview', error }));
    },
    async stop() {
      stopping.abort();
      await looking;
      await sample?.close();
    },
  };
}

/** Polls what is due, waits for the answers with some patience, and gathers what came. */
async function readNews({ parts }: Install, patienceMs: number, signal: AbortSignal): Promise<void> {
  const { poller, gatherer } = parts;
  await poller.pollDue();
  await Promise.race([poller.settled(), wait(patienceMs, undefined, { signal, ref: false }).catch(() => undefined)]);
  if (!signal.aborted) await gatherer.gatherNew();
}

/** The sample is never silent: it stands in for those that are. */
async function isSilent({ isSample, database }: Install): Promise<boolean> {
  return !isSample && (await database.sources.count()).answered === 0;
}

async function tellSilence({ parts }: Install, stdout: InstallRoom['stdout']): Promise<void> {
  const width = stdout.columns ?? 80;
  stdout.write(await explainSilence(parts.room, { articles: 0, sources: 0 }, width));
  stdout.write(`\n${wrap(sayPlain('en', 'screen.sample-instead'), width, '  ').join('\n')}\n`);
}

async function print({ parts }: Install, stdout: InstallRoom['stdout']): Promise<void> {
  await showPreview(parts.room, (text) => void stdout.write(text), stdout.columns ?? 80);
}
