import type { Kysely } from 'kysely';

/** How a channel has its stories told, and headlines in other languages than their stories'. */
export async function createManner(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('subscriptions')
    .addColumn('style', 'text', (column) => column.notNull().defaultTo('short'))
    .execute();
  await db.schema.alterTable('subscriptions').addColumn('news_language', 'text').execute();
  await db.schema.alterTable('summaries').addColumn('headline', 'text').execute();
}
