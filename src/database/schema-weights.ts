import type { Kysely } from 'kysely';

/** What communities make of their sources, where it is not the usual. */
export async function createWeights(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('source_weights')
    .addColumn('community', 'text', (column) => column.notNull())
    .addColumn('source_id', 'bigint', (column) => column.notNull())
    .addColumn('importance', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('source_weights_once', ['community', 'source_id'])
    .execute();
}
