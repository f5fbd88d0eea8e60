import type { Kysely } from 'kysely';
import type { NewTable } from './schema.ts';

/** What is remembered of articles, stories and digests: edits, growth, mutes, and why things came or did not. */
export async function createMemory(db: Kysely<unknown>, newTable: NewTable): Promise<void> {
  await createPrints(db);
  await createGrowth(db);
  await createMutes(db, newTable);
  await createHappenings(db, newTable);
  await createChoices(db);
  await db.schema
    .alterTable('subscriptions')
    .addColumn('quiet', 'text', (column) => column.notNull().defaultTo('skip'))
    .execute();
}

async function createPrints(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('prints')
    .addColumn('article_id', 'bigint', (column) => column.primaryKey().references('articles.id'))
    .addColumn('source_id', 'bigint', (column) => column.notNull())
    .addColumn('words', 'text', (column) => column.notNull())
    .addColumn('text', 'text')
    .addColumn('revised_at', 'bigint')
    .addColumn('news_at', 'bigint')
    .execute();
  await db.schema.createIndex('prints_text').on('prints').columns(['source_id', 'text']).execute();
  await db.schema.createIndex('articles_address').on('articles').columns(['address', 'source_id']).execute();
  await db.schema
    .createTable('revisions')
    .addColumn('article_id', 'bigint', (column) => column.primaryKey().references('articles.id'))
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('headline', 'text', (column) => column.notNull())
    .addColumn('text', 'text', (column) => column.notNull())
    .execute();
}

async function createGrowth(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('growth')
    .addColumn('story_id', 'bigint', (column) => column.notNull().references('stories.id'))
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('facts', 'text', (column) => column.notNull())
    .addColumn('sentences', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('growth_once', ['story_id', 'version'])
    .execute();
}

async function createMutes(db: Kysely<unknown>, newTable: NewTable): Promise<void> {
  await newTable(db, 'mutes')
    .addColumn('community', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('value', 'text', (column) => column.notNull())
    .addColumn('label', 'text', (column) => column.notNull())
    .addColumn('until', 'bigint', (column) => column.notNull())
    .addUniqueConstraint('mutes_once', ['community', 'kind', 'value'])
    .execute();
}

async function createHappenings(db: Kysely<unknown>, newTable: NewTable): Promise<void> {
  await newTable(db, 'happenings')
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('event', 'text', (column) => column.notNull())
    .addColumn('about', 'text', (column) => column.notNull())
    .addColumn('detail', 'text', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('happenings_about').on('happenings').columns(['about', 'at']).execute();
  await db.schema.createIndex('happenings_at').on('happenings').column('at').execute();
}

/** What a digest left out, in one row; what it told, and why, stands with the telling. */
async function createChoices(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('choices')
    .addColumn('digest_id', 'bigint', (column) => column.primaryKey().references('digests.id'))
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('passed', 'text', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('choices_at').on('choices').column('at').execute();
  await db.schema.alterTable('told').addColumn('number', 'integer').execute();
  await db.schema.alterTable('told').addColumn('reasons', 'text').execute();
  await db.schema.createIndex('told_digest').on('told').column('digest_id').execute();
}
