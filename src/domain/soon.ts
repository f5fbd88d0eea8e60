import { setTimeout as wait } from 'node:timers/promises';

/** Whether an answer is there within so long; it goes on being made when not. */
export async function isSoon(answering: Promise<unknown>, ms: number): Promise<boolean> {
  const patience = new AbortController();
  const late = wait(ms, false, { signal: patience.signal }).catch(() => false);
  const soon = await Promise.race([answering.then(() => true), late]);
  patience.abort();
  return soon;
}
