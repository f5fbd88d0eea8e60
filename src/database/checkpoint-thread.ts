import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';

/** Moves what the log holds into the file at each message, and ends at `close`. What cannot be moved now stays in the log for the next time. */
const file = new DatabaseSync(workerData as string, { timeout: 0 });
// A connection that has read nothing does not know of the log.
file.exec('SELECT 1 FROM sqlite_schema');
const checkpoint = file.prepare('PRAGMA wal_checkpoint(PASSIVE)');

parentPort?.on('message', (message: 'move' | 'close') => {
  if (message === 'close') {
    file.close();
    parentPort?.close();
    return;
  }
  parentPort?.postMessage(moved());
});

function moved(): boolean {
  try {
    checkpoint.get();
    return true;
  } catch {
    return false;
  }
}
