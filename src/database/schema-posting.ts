import type { Kysely } from 'kysely';
import { USUAL_POSTING } from '../domain/subscription.ts';

/** How digests are posted, when none may be, and until when a subscription rests. */
export async function createPosting(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('subscriptions')
    .addColumn('ai', 'integer', (column) => column.notNull().defaultTo(1))
    .execute();
  await db.schema
    .alterTable('subscriptions')
    .addColumn('posting', 'text', (column) => column.notNull().defaultTo(JSON.stringify(USUAL_POSTING)))
    .execute();
  await db.schema.alterTable('subscriptions').addColumn('quiet_hours', 'text').execute();
  await db.schema.alterTable('subscriptions').addColumn('paused_until', 'bigint').execute();
}
