import type { Kysely } from 'kysely';
import type { NewTable } from './schema.ts';

/** Who changed what of a community. */
export async function createChanges(db: Kysely<unknown>, newTable: NewTable): Promise<void> {
  await newTable(db, 'changes')
    .addColumn('community', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('by_id', 'text', (column) => column.notNull())
    .addColumn('by_name', 'text', (column) => column.notNull())
    .addColumn('code', 'text', (column) => column.notNull())
    .addColumn('details', 'text', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('changes_community').on('changes').columns(['community', 'id']).execute();
  await db.schema.createIndex('changes_at').on('changes').column('at').execute();
}

/** When a community put the bot out. */
export async function createDepartures(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('departures')
    .addColumn('community', 'text', (column) => column.primaryKey())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .execute();
}
