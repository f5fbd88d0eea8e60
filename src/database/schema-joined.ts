import type { Kysely } from 'kysely';

/** Where stories that ended went, for digests that were made before and written after. */
export async function createJoined(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('joined')
    .addColumn('from_id', 'bigint', (column) => column.primaryKey())
    .addColumn('into_id', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('joined_into').on('joined').column('into_id').execute();
}
