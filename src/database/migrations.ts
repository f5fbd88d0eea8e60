import type { Kysely } from 'kysely';
import { sayPlain } from '../phrases/say.ts';
import { DatabaseRefused } from './refusal.ts';
import type { Tables } from './rows.ts';
import { createTables, type NewTable } from './schema.ts';
import { createAmendments } from './schema-amendments.ts';
import { createArchive } from './schema-archive.ts';
import { createBehalves, createChanges, createDepartures, createOrders, createUntold } from './schema-control.ts';
import { createEditions } from './schema-editions.ts';
import { createJoined } from './schema-joined.ts';
import { createManner } from './schema-manner.ts';
import { createMemory } from './schema-memory.ts';
import { createPosting } from './schema-posting.ts';
import { createRetention } from './schema-retention.ts';
import { createSending } from './schema-sending.ts';
import { createSlotKeeping } from './schema-slots.ts';
import { createSummaries } from './schema-summaries.ts';
import { createTalk } from './schema-talk.ts';
import { createTopics } from './schema-topics.ts';
import { createWeights } from './schema-weights.ts';
import { createSearch } from './search.ts';

type Migration = (db: Kysely<unknown>, newTable: NewTable) => Promise<void>;

/** In order, never changed once released; a file's version is how many of them it has seen. */
const MIGRATIONS: readonly Migration[] = [
  createTables,
  createSummaries,
  createTopics,
  createMemory,
  createManner,
  createPosting,
  createArchive,
  createChanges,
  createEditions,
  createDepartures,
  createSending,
  createAmendments,
  createJoined,
  createTalk,
  createSearch,
  createBehalves,
  createOrders,
  createUntold,
  createRetention,
  createWeights,
  createSlotKeeping,
];

/** Brings the tables up to date, each step in a transaction. Throws DatabaseRefused for a file that a newer program wrote. */
export async function migrate(db: Kysely<Tables>, newTable: NewTable): Promise<void> {
  await db.schema
    .createTable('schema_version')
    .ifNotExists()
    .addColumn('number', 'integer', (column) => column.primaryKey())
    .execute();
  const seen = await db
    .selectFrom('schema_version')
    .select((version) => version.fn.max('number').as('number'))
    .executeTakeFirst();
  const from = seen?.number ?? 0;
  if (from > MIGRATIONS.length) {
    throw new DatabaseRefused(sayPlain('en', 'database-fault.newer', { from, known: MIGRATIONS.length }));
  }
  for (const [index, step] of MIGRATIONS.entries()) if (index >= from) await take(db, index + 1, step, newTable);
}

async function take(db: Kysely<Tables>, number: number, step: Migration, newTable: NewTable): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await step(tx as unknown as Kysely<unknown>, newTable);
    await tx.insertInto('schema_version').values({ number }).execute();
  });
}
