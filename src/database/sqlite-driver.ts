import { type FileHandle, open } from 'node:fs/promises';
import type { DatabaseSync } from 'node:sqlite';
import { type DatabaseConnection, type SqliteDatabase, SqliteDriver } from 'kysely';

/** How to bring what was committed to the disk. */
export interface Disk {
  /** Answers once all that was committed before is on the disk. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Lends the one connection to one piece of work at a time. A write is answered once it is on the disk, and the disk is waited for after the
 * connection was given back: neither the process nor the next piece of work stands still meanwhile.
 */
export class OneConnectionDriver extends SqliteDriver {
  readonly #hasWritten: () => boolean;
  readonly #disk: Disk;
  #lent: Promise<void> = Promise.resolve();
  #giveBack: () => void = () => undefined;

  constructor(database: () => Promise<SqliteDatabase>, disk: Disk, hasWritten: () => boolean) {
    super({ database });
    this.#disk = disk;
    this.#hasWritten = hasWritten;
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    const mine = Promise.withResolvers<void>();
    const before = this.#lent;
    this.#lent = mine.promise;
    await before;
    this.#giveBack = mine.resolve;
    return await super.acquireConnection();
  }

  override async releaseConnection(): Promise<void> {
    const hasWritten = this.#hasWritten();
    this.#giveBack();
    if (hasWritten) await this.#disk.sync();
  }

  override async destroy(): Promise<void> {
    await this.#disk.close();
    await super.destroy();
  }
}

/** For what is forgotten with the process. */
export const NO_DISK: Disk = { sync: async () => undefined, close: async () => undefined };

/**
 * The write-ahead log of a file. SQLite itself would wait for the disk at each commit and hold up the whole process; it is told not to, and the log
 * is synced from here, as SQLite does with `synchronous = FULL`: a log that is on the disk up to a commit holds that commit and all before it.
 */
export function createLogDisk(path: string): Disk {
  let log: Promise<FileHandle | null> | null = null;
  let running: Promise<void> = Promise.resolve();
  let next: Promise<void> | null = null;
  const syncLog = async (): Promise<void> => {
    next = null;
    log ??= openLog(path);
    await (await log)?.datasync();
  };
  return {
    sync() {
      // One that is under way may have begun before the commit; those that wait share the one that follows.
      next ??= running = running.then(syncLog, syncLog);
      return next;
    },
    async close() {
      await running.catch(() => undefined);
      await (await log)?.close();
    },
  };
}

/** Null where the file system holds no such log and SQLite keeps another. */
async function openLog(path: string): Promise<FileHandle | null> {
  try {
    return await open(`${path}-wal`, 'r+');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** Leaves the waiting for the disk to `createLogDisk`. The first commit is synced by SQLite itself, which makes the log's place in its folder last too. */
export function leaveSyncToDisk(file: DatabaseSync): void {
  if (file.prepare('PRAGMA journal_mode').get()?.['journal_mode'] !== 'wal') return;
  file.exec('PRAGMA synchronous = FULL; BEGIN IMMEDIATE; PRAGMA user_version = 1; COMMIT; PRAGMA synchronous = NORMAL');
}
