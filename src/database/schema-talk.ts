import type { Kysely } from 'kysely';

/** What buttons have no room for, what people were asked to type, and the language a community chose. */
export async function createTalk(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('kept')
    .addColumn('key', 'text', (column) => column.primaryKey())
    .addColumn('content', 'text', (column) => column.notNull())
    .addColumn('kept_at', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('kept_by_age').on('kept').column('kept_at').execute();
  await db.schema
    .createTable('questions')
    .addColumn('chat', 'text', (column) => column.notNull())
    .addColumn('message', 'bigint', (column) => column.notNull())
    .addColumn('person', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('says', 'text', (column) => column.notNull())
    .addColumn('form', 'text', (column) => column.notNull())
    .addColumn('asked_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('questions_key', ['chat', 'message'])
    .execute();
  await db.schema.createIndex('questions_by_age').on('questions').column('asked_at').execute();
  await db.schema
    .createTable('communities')
    .addColumn('community', 'text', (column) => column.primaryKey())
    .addColumn('language', 'text')
    .execute();
}
