/** How long a test waits for something to happen before it fails. */
const PATIENCE_MS = 15_000;

/** Lets a test wait for a state without sleeping: whoever changes the state calls `notify`. */
export class Change {
  readonly #waiting = new Set<() => void>();

  notify(): void {
    for (const look of [...this.#waiting]) look();
  }

  /** Resolves with true as soon as `isReached` holds, with false when it still does not after `patienceMs`. */
  async reached(isReached: () => boolean, patienceMs = PATIENCE_MS): Promise<boolean> {
    if (isReached()) return true;
    return new Promise((resolve) => {
      const finish = (answer: boolean): void => {
        clearTimeout(timer);
        this.#waiting.delete(look);
        resolve(answer);
      };
      const look = (): void => {
        if (isReached()) finish(true);
      };
      const timer = setTimeout(() => finish(isReached()), patienceMs);
      this.#waiting.add(look);
    });
  }

  /** As `reached`, but throws when the time is up. */
  async until(isReached: () => boolean, patienceMs = PATIENCE_MS): Promise<void> {
    if (await this.reached(isReached, patienceMs)) return;
    throw new Error(`still waiting after ${patienceMs} ms for: ${isReached}`);
  }
}
