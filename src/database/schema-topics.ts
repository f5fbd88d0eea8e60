import type { Kysely } from 'kysely';

/** What communities call their queries. */
export async function createTopics(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('topics')
    .addColumn('community', 'text', (column) => column.notNull())
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('query', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('topics_key', ['community', 'key'])
    .execute();
}
