import type { Kysely } from 'kysely';
import type { NewTable } from './schema.ts';

/** What digests said, so that it can be asked about and read again when their stories have changed. */
export async function createArchive(db: Kysely<unknown>, newTable: NewTable): Promise<void> {
  await newTable(db, 'tellings')
    .addColumn('hash', 'text', (column) => column.notNull().unique())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('item', 'text', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('tellings_at').on('tellings').column('at').execute();
  // No reference: a telling is dropped by its age, after the digests that told it.
  await db.schema.alterTable('told').addColumn('telling_id', 'bigint').execute();
  await db.schema.alterTable('digests').addColumn('frame', 'text').execute();
}
