import { schedule } from 'node-cron';

/** How late a tick may come and still count; a missed one is no news, the next is a second away. */
const TICKS = { timezone: 'UTC', missedExecutionTolerance: 59_000, suppressMissedWarning: true } as const;

/** A piece of work that looks for what is due, and does it. It never throws. Long work ends early, at a place it can go on from, when it is to stop. */
export type Walk = (stopping: AbortSignal) => Promise<void>;

export interface Clock {
  /** Starts no walk any more, and waits for those under way. */
  stop(): Promise<void>;
}

/**
 * Starts every walk each second, in UTC, and at once. Walks run side by side, none overtakes itself. The ticker knows no local time: due times live
 * in the database, so that no change of a clock, no late tick and no downtime loses one.
 */
export function startClock(walks: readonly Walk[]): Clock {
  const running = new Map<Walk, Promise<void>>();
  const stopping = new AbortController();
  const tick = (): void => {
    for (const walk of walks) {
      if (!running.has(walk))
        running.set(
          walk,
          walk(stopping.signal).finally(() => running.delete(walk)),
        );
    }
  };
  const task = schedule('* * * * * *', tick, TICKS);
  tick();
  return {
    async stop() {
      stopping.abort();
      await task.destroy();
      await Promise.all(running.values());
    },
  };
}
