import { type Kysely, sql } from 'kysely';

/** What keeps two people's changes apart, the minute in which an end is taken back, who is told in private, and by which zones' rules slots were reckoned. */
export async function createSlotKeeping(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('subscriptions')
    .addColumn('revision', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
  await db.schema.alterTable('subscriptions').addColumn('ended_at', 'bigint').execute();
  await db.schema.alterTable('subscriptions').addColumn('notices_to', 'text').execute();
  await sql`update subscriptions set notices_to = created_by`.execute(db);
  for (const column of ['ended_at', 'paused_until'] as const) {
    await db.schema
      .createIndex(`subscriptions_${column}`)
      .on('subscriptions')
      .column(column)
      .where(sql.ref(column), 'is not', null)
      .execute();
  }
  await db.schema
    .createTable('slot_rules')
    .addColumn('zone_data', 'text', (column) => column.notNull())
    .execute();
}
