/** Leaves a server alone that failed too often, asked for a pause, or cannot help for a while. */
export interface Breaker {
  restsUntil(): Date | null;
  succeeded(): void;
  /** Counts a failure; `pauseMs` is how long the server is to be left alone in any case. */
  failed(pauseMs: number | null): void;
}

/** So many failures in a row are no chance any more. */
const MOST_FAILURES = 5;
const REST_MS = 60_000;

export function createBreaker(clock: () => Date): Breaker {
  let failures = 0;
  let rest: Date | null = null;
  const restFor = (ms: number): void => {
    const until = new Date(clock().getTime() + ms);
    if (rest === null || until > rest) rest = until;
  };
  return {
    restsUntil: () => (rest !== null && rest > clock() ? rest : null),
    succeeded() {
      failures = 0;
      rest = null;
    },
    failed(pauseMs) {
      failures += 1;
      if (pauseMs !== null) restFor(pauseMs);
      if (failures < MOST_FAILURES) return;
      // The first failure after the rest begins the next one.
      failures = MOST_FAILURES - 1;
      restFor(REST_MS);
    },
  };
}
