import { DatabaseSync } from 'node:sqlite';
import { DatabaseInUse } from './refusal.ts';

/** SQLite's code for a file that somebody else has locked. */
const SQLITE_BUSY = 5;

/** Ends the hold on a database. */
export type Unlock = () => void;

/**
 * Holds a database file for this process, by a lock on a file beside it, which people's own tools don't mind.
 * The operating system frees it however the process ends, so there is no stale one. Throws DatabaseInUse when another holds it.
 */
export function lockFile(path: string): Unlock {
  const lock = new DatabaseSync(`${path}.lock`, { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    throw isBusy(error) ? new DatabaseInUse(path) : error;
  }
  return () => lock.close();
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY;
}
