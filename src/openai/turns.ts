/** Lets so many work at one time; the others wait in line. */
export interface Turns {
  /** Waits for a turn; false when the signal came first. A turn taken must be given back. */
  take(signal: AbortSignal): Promise<boolean>;
  give(): void;
}

export function createTurns(most: number): Turns {
  const waiting: (() => void)[] = [];
  let free = most;
  return {
    async take(signal) {
      if (signal.aborted) return false;
      if (free === 0) return await standInLine(waiting, signal);
      free -= 1;
      return true;
    },
    give() {
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    },
  };
}

function standInLine(waiting: (() => void)[], signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const start = (): void => {
      signal.removeEventListener('abort', leave);
      resolve(true);
    };
    const leave = (): void => {
      waiting.splice(waiting.indexOf(start), 1);
      resolve(false);
    };
    waiting.push(start);
    signal.addEventListener('abort', leave, { once: true });
  });
}
