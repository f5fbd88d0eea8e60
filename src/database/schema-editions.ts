import { type Kysely, sql } from 'kysely';
import type { NewTable } from './schema.ts';

/** What many channels are told in the same words is kept once: a digest says which edition it is, and its deliveries which part of it. */
export async function createEditions(db: Kysely<unknown>, newTable: NewTable): Promise<void> {
  await newTable(db, 'editions')
    .addColumn('hash', 'text', (column) => column.unique())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('passed', 'text')
    .addColumn('frame', 'text')
    .execute();
  await db.schema.createIndex('editions_at').on('editions').column('at').execute();
  await createItems(db);
  await createParts(db);
  await db.schema
    .alterTable('digests')
    .addColumn('edition_id', 'bigint', (column) => column.references('editions.id'))
    .execute();
  await moveDigests(db);
  for (const column of ['body', 'stories']) await db.schema.alterTable('deliveries').dropColumn(column).execute();
  await db.schema.alterTable('told').dropColumn('reasons').execute();
  await db.schema.alterTable('digests').dropColumn('frame').execute();
  await db.schema.dropTable('choices').execute();
}

async function createItems(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('edition_items')
    .addColumn('edition_id', 'bigint', (column) => column.notNull().references('editions.id'))
    .addColumn('number', 'integer', (column) => column.notNull())
    .addColumn('story_id', 'bigint', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('reasons', 'text')
    .addColumn('telling_id', 'bigint')
    .addPrimaryKeyConstraint('edition_items_once', ['edition_id', 'number'])
    .execute();
}

async function createParts(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('edition_parts')
    .addColumn('edition_id', 'bigint', (column) => column.notNull().references('editions.id'))
    .addColumn('number', 'integer', (column) => column.notNull())
    .addColumn('total', 'integer', (column) => column.notNull())
    .addColumn('stories', 'text', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('edition_parts_once', ['edition_id', 'number'])
    .execute();
}

/**
 * Each digest of before is an edition of its own, of the same number. Its stories keep their places, by which they are found, though what was refused
 * left gaps; those of the first versions had none.
 */
async function moveDigests(db: Kysely<unknown>): Promise<void> {
  await sql`insert into editions (id, hash, at, passed, frame)
    select digests.id, null, digests.at, choices.passed, digests.frame
    from digests left join choices on choices.digest_id = digests.id`.execute(db);
  await sql`insert into edition_items (edition_id, number, story_id, version, reasons, telling_id)
    select digest_id, coalesce(number, row_number() over (partition by digest_id order by story_id)), story_id, version,
      reasons, telling_id
    from told`.execute(db);
  await sql`insert into edition_parts (edition_id, number, total, stories, body)
    select digest_id, number, total, stories, body from deliveries`.execute(db);
  await sql`update digests set edition_id = id`.execute(db);
}
