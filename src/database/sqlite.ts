import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import {
  type CreateTableBuilder,
  type Dialect,
  type Kysely,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type SqliteStatement,
} from 'kysely';
import { createCheckpoints } from './checkpoint.ts';
import {
  createLogDisk,
  leaveSyncToDisk,
  NO_CHECKPOINTS,
  NO_DISK,
  OneConnectionDriver,
  type OpenFile,
} from './sqlite-driver.ts';

/** How long a statement waits for another program that reads or repairs the file. */
const BUSY_TIMEOUT_MS = 5000;
/** Statements kept ready. The stores write about a hundred; lists of different length make more of them. */
const CACHED_STATEMENTS = 300;
/** Memory for pages, in KiB: the busy end of a large file's indexes. */
const PAGE_CACHE_KIB = 32_768;

/** Kysely's SQLite over Node's own driver, for a file or `:memory:`. Each commit is on disk before it is answered. */
export function sqliteDialect(path: string): Dialect {
  return {
    createDriver: () => new OneConnectionDriver(() => openFile(path)),
    createAdapter: () => new OwnQueue(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

export const IN_MEMORY = ':memory:';

/** The driver lends its connection to one at a time by itself. */
class OwnQueue extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

/** Begins a table whose ids are never given twice, so that nothing old can be taken for something new. */
export function newTable(db: Kysely<unknown>, name: string): CreateTableBuilder<string, 'id'> {
  return db.schema.createTable(name).addColumn('id', 'integer', (id) => id.primaryKey().autoIncrement());
}

function openFile(path: string): OpenFile {
  const file = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS, enableForeignKeyConstraints: true });
  file.exec(`PRAGMA journal_mode = WAL; PRAGMA cache_size = -${PAGE_CACHE_KIB}`);
  let hasWritten = false;
  const onWrite = (): void => {
    hasWritten = true;
  };
  const takeWritten = (): boolean => {
    const had = hasWritten;
    hasWritten = false;
    return had;
  };
  return { database: adapt(file, onWrite), ...logOf(file, path), takeWritten };
}

/** Some file systems hold no write-ahead log; what is in memory has none. */
function logOf(file: DatabaseSync, path: string): Pick<OpenFile, 'disk' | 'checkpoints'> {
  if (file.prepare('PRAGMA journal_mode').get()?.['journal_mode'] !== 'wal')
    return { disk: NO_DISK, checkpoints: NO_CHECKPOINTS };
  leaveSyncToDisk(file);
  // The log lies beside the file itself, not beside a link to it.
  const real = file.location() ?? path;
  return { disk: createLogDisk(real), checkpoints: createCheckpoints(file, real) };
}

function adapt(file: DatabaseSync, onWrite: () => void): SqliteDatabase {
  const ready = new Map<string, SqliteStatement>();
  return {
    close: () => file.close(),
    prepare: (query) => {
      const statement = ready.get(query) ?? prepare(file, query, onWrite);
      ready.delete(query);
      ready.set(query, statement);
      if (ready.size > CACHED_STATEMENTS) dropOldest(ready);
      return statement;
    },
  };
}

/** What changes nothing; whatever else does. */
const READS = /^(?:select|explain|begin)\b/u;

function prepare(file: DatabaseSync, query: string, onWrite: () => void): SqliteStatement {
  const note = READS.test(query) ? () => undefined : onWrite;
  // A transaction that first reads and then writes would fail at once when another program wrote in between, timeout or not.
  const statement = file.prepare(query === 'begin' ? 'begin immediate' : query);
  return {
    reader: statement.columns().length > 0,
    all: (values) => {
      note();
      return statement.all(...bindable(values));
    },
    run: (values) => {
      note();
      return statement.run(...bindable(values));
    },
    iterate: (values) => statement.iterate(...bindable(values)),
  };
}

function bindable(values: readonly unknown[]): SQLInputValue[] {
  return values as SQLInputValue[];
}

function dropOldest(ready: Map<string, SqliteStatement>): void {
  for (const query of ready.keys()) {
    ready.delete(query);
    return;
  }
}
