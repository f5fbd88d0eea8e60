import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import {
  type CreateTableBuilder,
  type Dialect,
  type Kysely,
  type SqliteDatabase,
  SqliteDialect,
  type SqliteStatement,
} from 'kysely';

/** How long a statement waits for another program that reads or repairs the file. */
const BUSY_TIMEOUT_MS = 5000;
/** Statements kept ready. The stores write about a hundred; lists of different length make more of them. */
const CACHED_STATEMENTS = 300;
/** Memory for pages, in KiB: the busy end of a large file's indexes. */
const PAGE_CACHE_KIB = 32_768;

/** Kysely's SQLite over Node's own driver, for a file or `:memory:`. Each commit is on disk before it is answered. */
export function sqliteDialect(path: string): Dialect {
  return new SqliteDialect({ database: async () => adapt(openFile(path)) });
}

/** Begins a table whose ids are never given twice, so that nothing old can be taken for something new. */
export function newTable(db: Kysely<unknown>, name: string): CreateTableBuilder<string, 'id'> {
  return db.schema.createTable(name).addColumn('id', 'integer', (id) => id.primaryKey().autoIncrement());
}

function openFile(path: string): DatabaseSync {
  const file = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS, enableForeignKeyConstraints: true });
  file.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -${PAGE_CACHE_KIB}`);
  return file;
}

function adapt(file: DatabaseSync): SqliteDatabase {
  const ready = new Map<string, SqliteStatement>();
  return {
    close: () => file.close(),
    prepare: (query) => {
      const statement = ready.get(query) ?? prepare(file, query);
      ready.delete(query);
      ready.set(query, statement);
      if (ready.size > CACHED_STATEMENTS) dropOldest(ready);
      return statement;
    },
  };
}

function prepare(file: DatabaseSync, query: string): SqliteStatement {
  // A transaction that first reads and then writes would fail at once when another program wrote in between, timeout or not.
  const statement = file.prepare(query === 'begin' ? 'begin immediate' : query);
  return {
    reader: statement.columns().length > 0,
    all: (values) => statement.all(...bindable(values)),
    run: (values) => statement.run(...bindable(values)),
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
