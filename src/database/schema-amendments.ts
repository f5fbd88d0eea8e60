import type { Kysely } from 'kysely';

/** What sources take back or put right: the articles withdrawn, and how stories tell of it. */
export async function createAmendments(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('articles').addColumn('withdrawn', 'text').execute();
  await db.schema.alterTable('growth').addColumn('amends', 'text').execute();
  await db.schema.alterTable('stories').addColumn('amended_at', 'bigint').execute();
  await db.schema
    .alterTable('stories')
    .addColumn('is_withdrawn', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
  await db.schema
    .createIndex('stories_amended')
    .on('stories')
    .column('amended_at')
    .where('amended_at', 'is not', null)
    .execute();
}
