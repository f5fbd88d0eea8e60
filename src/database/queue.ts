import type { ExpressionBuilder, Kysely } from 'kysely';
import type { DeliveryId, StoryId, SubscriptionId } from '../domain/ids.ts';
import { fromJson, type Tables } from './rows.ts';

/** The part that was just done: enough to settle what it told and to let the next one go. */
export interface Done {
  readonly digest: Tables['deliveries']['digest_id'];
  readonly channel: Tables['deliveries']['channel_id'];
  readonly number: number;
  readonly stories: readonly StoryId[];
}

/** What a part told its channel is told for good. */
export async function keepTold(tx: Kysely<Tables>, done: Done): Promise<void> {
  if (done.stories.length === 0) return;
  await tx
    .updateTable('told')
    .set({ state: 'kept' })
    .where('channel_id', '=', done.channel)
    .where('digest_id', '=', done.digest)
    .where('story_id', 'in', done.stories)
    .execute();
}

/** What a part would have told its channel may be told by another; what earlier digests told stays told. */
export async function releaseTold(tx: Kysely<Tables>, done: Done): Promise<void> {
  if (done.stories.length === 0) return;
  await tx
    .deleteFrom('told')
    .where('channel_id', '=', done.channel)
    .where('digest_id', '=', done.digest)
    .where('story_id', 'in', done.stories)
    .where('state', '=', 'reserved')
    .execute();
}

/** The digest's next part may be claimed. It is due since it was owed, and so goes before the digests that were owed later. */
export async function letNextGo(tx: Kysely<Tables>, done: Done): Promise<void> {
  await tx
    .updateTable('deliveries')
    .set((row) => ({ due_at: row.ref('owed_at') }))
    .where('digest_id', '=', done.digest)
    .where('number', '=', done.number + 1)
    .where('state', '=', 'owed')
    .execute();
}

/**
 * Ends all of a subscription's parts that are not done. What they would have told is released, except where a try may have reached the
 * channel: that counts as told.
 */
export async function endOpen(tx: Kysely<Tables>, subscription: SubscriptionId, why: string): Promise<void> {
  const open = await tx
    .selectFrom('deliveries as delivery')
    .innerJoin('digests as digest', 'digest.id', 'delivery.digest_id')
    .innerJoin('edition_parts as part', (part) =>
      part.onRef('part.edition_id', '=', 'digest.edition_id').onRef('part.number', '=', 'delivery.number'),
    )
    .selectAll('delivery')
    .select('part.stories')
    .where('digest.subscription_id', '=', subscription)
    .where('delivery.state', 'in', ['owed', 'sending', 'later', 'uncertain'])
    .execute();
  for (const row of open) {
    const mayHaveArrived = row.state === 'sending' || row.uncertain === 1;
    if (!mayHaveArrived) await releaseTold(tx, toDone(row));
    await end(tx, row.id, why);
  }
}

async function end(tx: Kysely<Tables>, id: DeliveryId, why: string): Promise<void> {
  await tx.updateTable('deliveries').set({ state: 'refused', due_at: null, why }).where('id', '=', id).execute();
}

/** What is read of a part's row when it is done. */
export function doneColumns(row: ExpressionBuilder<Tables, 'deliveries'>) {
  return [
    ...(['digest_id', 'channel_id', 'number'] as const),
    row
      .selectFrom('edition_parts as part')
      .innerJoin('digests as digest', 'digest.edition_id', 'part.edition_id')
      .select('part.stories')
      .whereRef('digest.id', '=', 'deliveries.digest_id')
      .whereRef('part.number', '=', 'deliveries.number')
      .as('stories'),
  ] as const;
}

type DoneRow = Pick<Tables['deliveries'], 'digest_id' | 'channel_id' | 'number'> & {
  readonly stories: Tables['edition_parts']['stories'] | null;
};

/** Reads a finished part's row. */
export function toDone({ digest_id, channel_id, number, stories }: DoneRow): Done {
  return { digest: digest_id, channel: channel_id, number, stories: stories === null ? [] : fromJson(stories) };
}
