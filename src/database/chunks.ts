import { setImmediate } from 'node:timers/promises';

/** Values one statement may bind: SQLite takes 32766 of them, PostgreSQL 65535. */
const MOST_VALUES = 30_000;
/** Rows one statement touches at most, so that the driver, which holds up the process while it works, is done within some milliseconds. */
const MOST_ROWS = 200;

/**
 * Does the work for a few rows at a time and lets other work of the process come in between; answers all results in order.
 * `each` is how many values one row binds.
 */
export async function inChunks<Row, Result>(
  rows: readonly Row[],
  work: (chunk: readonly Row[]) => Promise<readonly Result[]>,
  each = 1,
): Promise<readonly Result[]> {
  const size = Math.min(MOST_ROWS, Math.floor(MOST_VALUES / each));
  const results: Result[] = [];
  for (let start = 0; start < rows.length; start += size) {
    if (start > 0) await setImmediate();
    results.push(...(await work(rows.slice(start, start + size))));
  }
  return results;
}
