import { setTimeout as pause } from 'node:timers/promises';
import PQueue from 'p-queue';

/** Lets one request at a time through to a host, with a pause between two, and no more than a given number over all hosts. */
export interface HostQueue {
  /** Runs the work when it is the host's turn; answers until when the host wants quiet, without running it, if it asked for that. */
  readonly turn: <T>(host: string, work: () => Promise<T>) => Promise<Turn<T>>;
  /** Keeps a host in peace until an instant; an earlier one than already promised changes nothing. */
  readonly hold: (host: string, until: Date) => void;
}

type Turn<T> = { readonly kind: 'done'; readonly value: T } | { readonly kind: 'held'; readonly until: Date };

interface Line {
  readonly queue: PQueue;
  /** On the monotonic clock: when the pause after the last request is over. */
  freeAt: number;
}

/** How many idle hosts are remembered before those whose pause is over are forgotten. */
const SWEEP_AT = 1024;

/** @param hostGapMs the pause between the end of one request to a host and the start of the next */
export function createHostQueue(options: {
  readonly hostGapMs: number;
  readonly concurrency: number;
  readonly clock: () => Date;
}): HostQueue {
  const lines = new Map<string, Line>();
  const holds = new Map<string, Date>();
  const all = new PQueue({ concurrency: options.concurrency });
  let sweepAt = SWEEP_AT;

  const lineOf = (host: string): Line => {
    const known = lines.get(host);
    if (known !== undefined) return known;
    if (lines.size >= sweepAt) {
      forgetIdle(lines);
      sweepAt = Math.max(SWEEP_AT, 2 * lines.size);
    }
    const line = { queue: new PQueue({ concurrency: 1 }), freeAt: 0 };
    lines.set(host, line);
    return line;
  };

  const heldUntil = (host: string): Date | null => {
    const until = holds.get(host);
    if (until === undefined) return null;
    if (until > options.clock()) return until;
    holds.delete(host);
    return null;
  };

  return {
    turn: async (host, work) => {
      const line = lineOf(host);
      return line.queue.add(async () => {
        const until = heldUntil(host);
        if (until !== null) return { kind: 'held', until };
        await pauseUntil(line.freeAt);
        try {
          return { kind: 'done', value: await all.add(work) };
        } finally {
          line.freeAt = performance.now() + options.hostGapMs;
        }
      });
    },
    hold: (host, until) => {
      if (until > (holds.get(host) ?? options.clock())) holds.set(host, until);
    },
  };
}

async function pauseUntil(instant: number): Promise<void> {
  const left = instant - performance.now();
  // Rounded up: a timer may fire within the millisecond before its time.
  if (left > 0) await pause(Math.ceil(left) + 1);
}

function forgetIdle(lines: Map<string, Line>): void {
  for (const [host, line] of lines) {
    if (line.queue.size === 0 && line.queue.pending === 0 && line.freeAt <= performance.now()) lines.delete(host);
  }
}
