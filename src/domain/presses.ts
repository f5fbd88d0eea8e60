/** Knows which buttons still stand under a message, so that one that is pressed twice acts once. A restart forgets it. */
export interface Presses {
  /** False where the same press is being answered, or the message was drawn anew without this button. */
  take(message: string, id: string): boolean;
  /** The message bears these buttons now. */
  drawn(message: string, ids: readonly string[]): void;
  /** The press is answered elsewhere; the message bears what it did. */
  free(message: string, id: string): void;
}

interface Standing {
  /** Null while it is not known what the message bears. */
  readonly live: ReadonlySet<string> | null;
  readonly underWay: ReadonlySet<string>;
}

/** Messages remembered at most, the latest. */
const MOST_REMEMBERED = 5_000;
const UNKNOWN: Standing = { live: null, underWay: new Set() };

export function createPresses(): Presses {
  const messages = new Map<string, Standing>();
  const remember = (message: string, standing: Standing): void => {
    messages.delete(message);
    messages.set(message, standing);
    const [oldest] = messages.keys();
    if (messages.size > MOST_REMEMBERED && oldest !== undefined) messages.delete(oldest);
  };
  return {
    take(message, id) {
      const { live, underWay } = messages.get(message) ?? UNKNOWN;
      if (underWay.has(id) || live?.has(id) === false) return false;
      remember(message, { live, underWay: new Set([...underWay, id]) });
      return true;
    },
    drawn: (message, ids) => remember(message, { live: new Set(ids), underWay: new Set() }),
    free(message, id) {
      const { live, underWay } = messages.get(message) ?? UNKNOWN;
      remember(message, { live, underWay: underWay.difference(new Set([id])) });
    },
  };
}
