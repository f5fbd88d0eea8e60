import type { Kysely } from 'kysely';

/** When a source last listed an article, and the ways by which what is old is found. A reference is checked for each row that goes. */
export async function createRetention(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('prints').addColumn('listed_at', 'bigint').execute();
  await db.schema
    .createIndex('articles_reprint')
    .on('articles')
    .column('reprint_of')
    .where('reprint_of', 'is not', null)
    .execute();
  await db.schema.createIndex('stories_seen').on('stories').column('last_seen').execute();
  await db.schema.createIndex('summaries_made').on('summaries').column('made_at').execute();
  await db.schema.createIndex('digests_edition').on('digests').column('edition_id').execute();
}
