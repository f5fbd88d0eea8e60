import { type FileHandle, open } from 'node:fs/promises';
import type { DatabaseSync } from 'node:sqlite';
import { setImmediate as breathe } from 'node:timers/promises';
import {
  type CompiledQuery,
  type DatabaseConnection,
  type QueryResult,
  type SqliteDatabase,
  SqliteDriver,
} from 'kysely';
import type { Checkpoints } from './checkpoint.ts';

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
  readonly #file: () => OpenFile;
  #lent: Promise<void> = Promise.resolve();
  #giveBack: () => void = () => undefined;
  #moving: Promise<void> = Promise.resolve();

  /** Opens the file at the first query, whose error it is where it cannot be opened. */
  constructor(open: () => OpenFile) {
    let opened: OpenFile | null = null;
    const file = (): OpenFile => {
      opened ??= open();
      return opened;
    };
    super({ database: async () => file().database });
    this.#file = file;
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    this.#giveBack = await this.#lend();
    return new Breathing(await super.acquireConnection());
  }

  async #lend(): Promise<() => void> {
    const mine = Promise.withResolvers<void>();
    const before = this.#lent;
    this.#lent = mine.promise;
    await before;
    return mine.resolve;
  }

  override async releaseConnection(): Promise<void> {
    const { checkpoints, disk, takeWritten } = this.#file();
    const hasWritten = takeWritten();
    if (hasWritten && checkpoints.areDue()) this.#moving = checkpoints.move(() => this.#lend());
    this.#giveBack();
    if (hasWritten) await disk.sync();
  }

  override async destroy(): Promise<void> {
    const { checkpoints, disk } = this.#file();
    await this.#moving;
    await checkpoints.close();
    await disk.close();
    await super.destroy();
  }
}

/** Statements one after another hold up the process no longer than this and the last of them: others come in between, in a transaction too. */
const LONGEST_HOLD_MS = 8;
let heldSince = performance.now();

class Breathing implements DatabaseConnection {
  readonly #connection: DatabaseConnection;

  constructor(connection: DatabaseConnection) {
    this.#connection = connection;
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    if (performance.now() - heldSince > LONGEST_HOLD_MS) {
      await breathe();
      heldSince = performance.now();
    }
    return await this.#connection.executeQuery<Row>(query);
  }

  streamQuery<Row>(query: CompiledQuery, chunk: number): AsyncIterableIterator<QueryResult<Row>> {
    return this.#connection.streamQuery<Row>(query, chunk);
  }
}

/** The file behind the connection. */
export interface OpenFile {
  readonly database: SqliteDatabase;
  readonly disk: Disk;
  readonly checkpoints: Checkpoints;
  /** Whether anything was written since it was last asked. */
  readonly takeWritten: () => boolean;
}

/** For what is forgotten with the process. */
export const NO_DISK: Disk = { sync: async () => undefined, close: async () => undefined };
export const NO_CHECKPOINTS: Checkpoints = {
  areDue: () => false,
  move: async () => undefined,
  close: async () => undefined,
};

/**
 * The write-ahead log of a file. SQLite itself would wait for the disk at each commit and hold up the whole process; it is told not to, and the log
 * is synced from here, as SQLite does with `synchronous = FULL`: a log that is on the disk up to a commit holds that commit and all before it.
 */
export function createLogDisk(path: string): Disk {
  let log: Promise<FileHandle> | null = null;
  let running: Promise<void> = Promise.resolve();
  let next: Promise<void> | null = null;
  const syncLog = async (): Promise<void> => {
    next = null;
    log ??= open(`${path}-wal`, 'r+');
    await (await log).datasync();
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

/** Leaves the waiting for the disk to `createLogDisk`. The first commit is synced by SQLite itself, which makes the log's place in its folder last too. */
export function leaveSyncToDisk(file: DatabaseSync): void {
  file.exec('PRAGMA synchronous = FULL; BEGIN IMMEDIATE; PRAGMA user_version = 1; COMMIT; PRAGMA synchronous = NORMAL');
}
