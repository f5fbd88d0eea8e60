import type { Happening, Report } from '../domain/happening.ts';
import type { Memory, MemoryStore } from '../domain/memory.ts';

/** Keeps what happens, as it happens, for /why. */
export interface Recorder {
  /** Takes what happened; what matters of it waits in memory for the next flush. */
  readonly report: Report;
  /** Writes what waits, and forgets what is old. */
  flush(): Promise<void>;
}

/** Whoever asks why asks about the last digests. */
export const REMEMBERED_MS = 14 * 24 * 3_600_000;
const FORGET_EVERY_MS = 3_600_000;
/** When the database takes nothing, the oldest are given up. */
const MOST_WAITING = 5_000;
/** The same feed brings the same entry at every poll. */
const MOST_KNOWN = 10_000;

export function createRecorder(store: MemoryStore, clock: () => Date): Recorder {
  let waiting: Memory[] = [];
  let forgottenAt = 0;
  const known = new Set<string>();
  return {
    report(happening) {
      const memory = memoryOf(happening, clock());
      if (memory === null || isToldBefore(known, memory)) return;
      waiting.push(memory);
      if (waiting.length > MOST_WAITING) waiting.shift();
    },
    async flush() {
      const batch = waiting;
      waiting = [];
      if (batch.length > 0) await store.keep(batch);
      const now = clock().getTime();
      if (now - forgottenAt < FORGET_EVERY_MS) return;
      forgottenAt = now;
      await store.forgetBefore(new Date(now - REMEMBERED_MS));
    },
  };
}

function memoryOf(happening: Happening, at: Date): Memory | null {
  switch (happening.event) {
    case 'poll-failed':
      return { at, event: 'poll-failed', about: `source:${happening.source}`, detail: happening.why };
    case 'told-again':
      if (happening.address === null) return null;
      return { at, event: 'told-again', about: `address:${happening.address}`, detail: String(happening.article) };
    case 'summarised':
      return { at, event: 'summarised', about: `story:${happening.story}`, detail: happening.why ?? happening.by };
    default:
      return null;
  }
}

/** Only what an address is can be known for good; failures and summaries happen anew each time. */
function isToldBefore(known: Set<string>, { event, about, detail }: Memory): boolean {
  if (event !== 'told-again') return false;
  const key = `${about} ${detail}`;
  if (known.has(key)) return true;
  if (known.size >= MOST_KNOWN) known.clear();
  known.add(key);
  return false;
}
