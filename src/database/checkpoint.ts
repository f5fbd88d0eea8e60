import { once } from 'node:events';
import type { DatabaseSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';

/**
 * Moves what the log holds into the file from a thread of its own. SQLite would do it within some commit, which then holds up the whole process: for a
 * third of a second where the file is large and its disk busy. Until it is moved, what is committed lies in the log, and a restart finds it there.
 */
export interface Checkpoints {
  /** To be asked when nobody has the connection: whether so much has come to the log that it is time to move it. */
  areDue(): boolean;
  /** Moves what was committed by now. `lend` waits for the connection, and answers how to give it back. */
  move(lend: () => Promise<() => void>): Promise<void>;
  close(): Promise<void>;
}

/** Pages of the log that are moved together, as SQLite by itself would. */
const PAGES = 1_000;
/** While others write, the log cannot begin anew; at so many pages they wait until the last of them are moved. */
const MOST_PAGES = 4_000;

export function createCheckpoints(file: DatabaseSync, path: string): Checkpoints {
  file.exec('PRAGMA wal_autocheckpoint = 0');
  const state = file.prepare('PRAGMA wal_checkpoint(NOOP)');
  let [mover, isMoving, left] = [null as Mover | null, false, 0];
  const pages = (): { readonly all: number; readonly toMove: number } => {
    const { log, checkpointed } = state.get() as { readonly log: number; readonly checkpointed: number };
    return { all: log, toMove: log - checkpointed };
  };
  const moveAll = async (lend: () => Promise<() => void>): Promise<void> => {
    mover ??= startMover(path);
    await mover.move();
    if (pages().all < MOST_PAGES) return;
    const giveBack = await lend();
    await mover.move().finally(giveBack);
  };
  return {
    areDue() {
      if (isMoving) return false;
      const { toMove } = pages();
      // What another program still reads cannot be moved; it is not tried again before as much has come to it.
      left = Math.min(left, toMove);
      return toMove - left >= PAGES;
    },
    async move(lend) {
      isMoving = true;
      try {
        await moveAll(lend);
        left = pages().toMove;
        isMoving = false;
      } catch {
        // No thread is to be had: better a late answer than a log without end.
        file.exec(`PRAGMA wal_autocheckpoint = ${PAGES}`);
      }
    },
    async close() {
      await mover?.close();
    },
  };
}

interface Mover {
  /** Rejects where there is no thread. */
  move(): Promise<void>;
  close(): Promise<void>;
}

/** The memory of a thread that has nothing to keep. */
const LIMITS = { maxYoungGenerationSizeMb: 1, maxOldGenerationSizeMb: 32 };

/** It keeps the program alive only while it is at work. */
function startMover(path: string): Mover {
  const thread = new Worker(new URL('./checkpoint-thread.ts', import.meta.url), {
    workerData: path,
    resourceLimits: LIMITS,
    execArgv: [],
  });
  const ended = new Promise<never>((_, reject) => {
    thread.once('error', reject);
    thread.once('exit', () => reject(new Error('The thread has ended.')));
  });
  ended.catch(() => undefined);
  return {
    async move() {
      thread.ref();
      thread.postMessage('move');
      await Promise.race([once(thread, 'message'), ended]);
      thread.unref();
    },
    async close() {
      thread.ref();
      thread.postMessage('close');
      await ended.catch(() => undefined);
    },
  };
}
