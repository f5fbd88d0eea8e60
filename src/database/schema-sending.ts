import type { Kysely } from 'kysely';

/** Where a digest's parts go, which of them nobody can tell the fate of, and of which pauses nobody was told. */
export async function createSending(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('digests').addColumn('thread', 'text').execute();
  await db.schema.alterTable('deliveries').addColumn('doubt', 'text').execute();
  await db.schema
    .createIndex('deliveries_doubt')
    .on('deliveries')
    .columns(['doubt', 'done_at', 'channel_id'])
    .where('doubt', 'is not', null)
    .execute();
  await db.schema
    .alterTable('subscriptions')
    .addColumn('pause_untold', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
}
