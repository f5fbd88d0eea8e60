import { setImmediate as breathe } from 'node:timers/promises';

/** So long one piece of work may hold up all others of the process: people are answered and messages sent in between. */
const LONGEST_HOLD_MS = 10;

/** To be awaited between the steps of long work: lets other work come in between once this one has held it up for long enough. */
export function createBreath(): () => Promise<void> | undefined {
  let since = performance.now();
  return () => {
    if (performance.now() - since < LONGEST_HOLD_MS) return undefined;
    return breathe().then(() => {
      since = performance.now();
    });
  };
}
