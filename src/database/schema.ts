import type { CreateTableBuilder, Kysely } from 'kysely';

/** Begins a table with an `id` the database counts up; each kind of database has its own way to say so. */
export type NewTable = (db: Kysely<unknown>, name: string) => CreateTableBuilder<string, 'id'>;

/** The first tables. */
export async function createTables(db: Kysely<unknown>, newTable: NewTable): Promise<void> {
  await createSources(db, newTable);
  await createSourceUses(db, newTable);
  await createStories(db, newTable);
  await createArticles(db, newTable);
  await createChannels(db, newTable);
  await createSubscriptions(db, newTable);
  await createDigests(db, newTable);
  await createDeliveries(db, newTable);
  await createTold(db);
}

async function createSources(db: Kysely<unknown>, newTable: NewTable): Promise<void> {
  await newTable(db, 'sources')
    .addColumn('address', 'text', (column) => column.notNull().unique())
    .addColumn('title', 'text')
    .addColumn('home', 'text')
    .addColumn('language', 'text')
    .addColumn('section', 'text')
    .addColumn('etag', 'text')
    .addColumn('last_modified', 'text')
    .addColumn('body_hash', 'text')
    .addColumn('hints', 'text', (column) => column.notNull())
    .addColumn('failures', 'integer', (column) => column.notNull())
    .addColumn('failing_since', 'bigint')
    .addColumn('last_error', 'text')
    .addColumn('last_ok', 'bigint')
    .addColumn('notified', 'bigint')
    .addColumn('moved_to', 'text')
    .addColumn('moved_times', 'integer', (column) => column.notNull())
    .addColumn('cadence_minutes', 'double precision')
    .addColumn('last_new_at', 'bigint')
    .addColumn('next_poll_at', 'bigint', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('retry_after', 'bigint')
    .execute();
  await db.schema.createIndex('sources_due').on('sources').columns(['state', 'next_poll_at']).execute();
}

async function createSourceUses(db: Kysely<unknown>, newTable: NewTable): Promise<void> {
  await newTable(db, 'source_uses')
    .addColumn('source_id', 'bigint', (column) => column.notNull().references('sources.id'))
    .addColumn('owner', 'text', (column) => column.notNull())
    .addColumn('added_by', 'text')
    .addColumn('added_at', 'bigint', (column) => column.notNull())
    .addUniqueConstraint('source_uses_once', ['source_id', 'owner'])
    .execute();
  await db.schema.createIndex('source_uses_owner').on('source_uses').column('owner').execute();
}

async function createStories(db: Kysely<unknown>, newTable: NewTable): Promise<void> {
  await newTable(db, 'stories')
    .addColumn('headline', 'text', (column) => column.notNull())
    .addColumn('link', 'text')
    .addColumn('language', 'text')
    .addColumn('publishers', 'text', (column) => column.notNull())
    .addColumn('sections', 'text', (column) => column.notNull())
    .addColumn('image', 'text')
    .addColumn('first_seen', 'bigint', (column) => column.notNull())
    .addColumn('last_seen', 'bigint', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('is_news', 'integer', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('stories_news').on('stories').columns(['is_news', 'last_seen']).execute();
}

async function createArticles(db: Kysely<unknown>, newTable: NewTable): Promise<void> {
  await newTable(db, 'articles')
    .addColumn('source_id', 'bigint', (column) => column.notNull().references('sources.id'))
    .addColumn('entry_key', 'text', (column) => column.notNull())
    .addColumn('address', 'text')
    .addColumn('link', 'text')
    .addColumn('headline', 'text', (column) => column.notNull())
    .addColumn('byline', 'text', (column) => column.notNull())
    .addColumn('credit', 'text')
    .addColumn('publisher', 'text', (column) => column.notNull())
    .addColumn('published_at', 'bigint', (column) => column.notNull())
    .addColumn('seen_at', 'bigint', (column) => column.notNull())
    .addColumn('language', 'text')
    .addColumn('sections', 'text', (column) => column.notNull())
    .addColumn('tags', 'text', (column) => column.notNull())
    .addColumn('image', 'text')
    .addColumn('is_news', 'integer', (column) => column.notNull())
    .addColumn('reprint_of', 'bigint', (column) => column.references('articles.id'))
    .addColumn('story_id', 'bigint', (column) => column.references('stories.id'))
    // Last, so that SQLite reads the other columns without walking over it.
    .addColumn('text', 'text', (column) => column.notNull())
    .addUniqueConstraint('articles_once', ['source_id', 'entry_key'])
    .execute();
  await indexArticles(db);
}

async function indexArticles(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('articles_story').on('articles').column('story_id').execute();
  await db.schema.createIndex('articles_seen').on('articles').columns(['seen_at', 'story_id', 'source_id']).execute();
}

async function createChannels(db: Kysely<unknown>, newTable: NewTable): Promise<void> {
  await newTable(db, 'channels')
    .addColumn('platform', 'text', (column) => column.notNull())
    .addColumn('address', 'text', (column) => column.notNull())
    .addColumn('community', 'text', (column) => column.notNull())
    .addColumn('name', 'text')
    .addUniqueConstraint('channels_once', ['platform', 'address'])
    .execute();
  await db.schema.createIndex('channels_community').on('channels').column('community').execute();
}

async function createSubscriptions(db: Kysely<unknown>, newTable: NewTable): Promise<void> {
  await newTable(db, 'subscriptions')
    .addColumn('channel_id', 'bigint', (column) => column.notNull().references('channels.id'))
    .addColumn('topics', 'text', (column) => column.notNull())
    .addColumn('timetable', 'text', (column) => column.notNull())
    .addColumn('language', 'text', (column) => column.notNull())
    .addColumn('size', 'integer', (column) => column.notNull())
    .addColumn('created_by', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('next_slot_at', 'bigint', (column) => column.notNull())
    .addColumn('next_slot_date', 'text', (column) => column.notNull())
    .addColumn('next_slot_time', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('paused_why', 'text')
    .execute();
  await db.schema.createIndex('subscriptions_due').on('subscriptions').columns(['state', 'next_slot_at']).execute();
  await db.schema.createIndex('subscriptions_channel').on('subscriptions').column('channel_id').execute();
}

async function createDigests(db: Kysely<unknown>, newTable: NewTable): Promise<void> {
  await newTable(db, 'digests')
    .addColumn('subscription_id', 'bigint', (column) => column.references('subscriptions.id').onDelete('set null'))
    .addColumn('channel_id', 'bigint', (column) => column.notNull().references('channels.id'))
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('slot_date', 'text')
    .addColumn('slot_time', 'text')
    .addColumn('at', 'bigint', (column) => column.notNull())
    // One asked for now has no slot, and nulls are never the same.
    .addUniqueConstraint('digests_slot_once', ['subscription_id', 'slot_date', 'slot_time'])
    .execute();
  await db.schema.createIndex('digests_channel').on('digests').columns(['channel_id', 'at']).execute();
}

async function createDeliveries(db: Kysely<unknown>, newTable: NewTable): Promise<void> {
  await newTable(db, 'deliveries')
    .addColumn('digest_id', 'bigint', (column) => column.notNull().references('digests.id'))
    .addColumn('channel_id', 'bigint', (column) => column.notNull().references('channels.id'))
    .addColumn('platform', 'text', (column) => column.notNull())
    .addColumn('number', 'integer', (column) => column.notNull())
    .addColumn('total', 'integer', (column) => column.notNull())
    .addColumn('stories', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('owed_at', 'bigint', (column) => column.notNull())
    .addColumn('due_at', 'bigint')
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('uncertain', 'integer', (column) => column.notNull())
    .addColumn('message', 'text')
    .addColumn('why', 'text')
    .addColumn('done_at', 'bigint')
    .addColumn('body', 'text', (column) => column.notNull())
    .addUniqueConstraint('deliveries_once', ['digest_id', 'number'])
    .execute();
  await indexDeliveries(db);
}

async function indexDeliveries(db: Kysely<unknown>): Promise<void> {
  // Holds all that a claim looks at, for the open parts alone: a small one however many were sent.
  await db.schema
    .createIndex('deliveries_due')
    .on('deliveries')
    .columns(['due_at', 'id', 'state', 'platform', 'channel_id'])
    .where('due_at', 'is not', null)
    .execute();
  await db.schema.createIndex('deliveries_state').on('deliveries').column('state').execute();
  await db.schema.createIndex('deliveries_channel').on('deliveries').column('channel_id').execute();
}

/** A row for each telling: an update that is refused leaves the earlier telling as it was. It outlives the story, so it does not refer to one. */
async function createTold(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('told')
    .addColumn('channel_id', 'bigint', (column) => column.notNull().references('channels.id'))
    .addColumn('story_id', 'bigint', (column) => column.notNull())
    .addColumn('digest_id', 'bigint', (column) => column.notNull().references('digests.id'))
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('told_once', ['channel_id', 'story_id', 'digest_id'])
    .execute();
}
