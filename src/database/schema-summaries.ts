import type { Kysely } from 'kysely';

/** What models wrote, and the tokens they used. A summary outlives its story, so it does not refer to one. */
export async function createSummaries(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('summaries')
    .addColumn('content_hash', 'text', (column) => column.primaryKey())
    .addColumn('story_id', 'bigint', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('language', 'text')
    .addColumn('style', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('text', 'text')
    .addColumn('reason', 'text')
    .addColumn('detail', 'text')
    .addColumn('made_at', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('model_tokens')
    .addColumn('day', 'text', (column) => column.primaryKey())
    .addColumn('tokens', 'bigint', (column) => column.notNull())
    .execute();
}
