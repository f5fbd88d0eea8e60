import type { Kysely } from 'kysely';
import type { SourceId } from '../domain/ids.ts';
import type { SourceOwner } from '../domain/source.ts';
import type { Tables } from './rows.ts';

/** How many sources somebody uses, but for this one. */
export async function countOthers(tx: Kysely<Tables>, owner: SourceOwner, id: SourceId | undefined): Promise<number> {
  const uses = await tx.selectFrom('source_uses').select('source_id').where('owner', '=', owner).execute();
  return uses.filter((use) => use.source_id !== id).length;
}

export async function handOver(tx: Kysely<Tables>, from: SourceId, to: SourceId): Promise<void> {
  const already = tx.selectFrom('source_uses').select('owner').where('source_id', '=', to);
  await tx.deleteFrom('source_uses').where('source_id', '=', from).where('owner', 'in', already).execute();
  await tx.updateTable('source_uses').set({ source_id: to }).where('source_id', '=', from).execute();
  const weighed = tx.selectFrom('source_weights').select('community').where('source_id', '=', to);
  await tx.deleteFrom('source_weights').where('source_id', '=', from).where('community', 'in', weighed).execute();
  await tx.updateTable('source_weights').set({ source_id: to }).where('source_id', '=', from).execute();
}
