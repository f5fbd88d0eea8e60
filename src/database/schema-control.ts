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

/** Which channels people speak for from their private conversation, and until when. */
export async function createBehalves(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('behalves')
    .addColumn('person', 'text', (column) => column.notNull())
    .addColumn('platform', 'text', (column) => column.notNull())
    .addColumn('address', 'text', (column) => column.notNull())
    .addColumn('community', 'text', (column) => column.notNull())
    .addColumn('name', 'text')
    .addColumn('begun', 'bigint', (column) => column.notNull())
    .addColumn('until', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('behalves_key', ['person', 'address'])
    .execute();
}

/** What the people who run the bot ordered: whom it answers no more, and days on which the model rests; and which communities leave the starter set out. */
export async function createOrders(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('blocks')
    .addColumn('who', 'text', (column) => column.primaryKey())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('starterless')
    .addColumn('community', 'text', (column) => column.primaryKey())
    .execute();
  await db.schema
    .alterTable('model_tokens')
    .addColumn('is_paused', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
}

/** What people were to be told in private and were not reached by. */
export async function createUntold(db: Kysely<unknown>, newTable: NewTable): Promise<void> {
  await newTable(db, 'untold')
    .addColumn('person', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('notice', 'text', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('untold_person').on('untold').column('person').execute();
}
