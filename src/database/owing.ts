import type { Kysely } from 'kysely';
import type { Item, OwedDigest } from '../domain/digest.ts';
import type { DigestId, EditionId, SubscriptionId } from '../domain/ids.ts';
import type { Slot } from '../domain/subscription.ts';
import { keepEditions } from './editions.ts';
import type { Tables } from './rows.ts';
import type { TellingId } from './tellings.ts';

/** Writes digests with all that belongs to them, a few statements for all; answers the id of each that was written, in their order. */
export async function writeOwed(
  tx: Kysely<Tables>,
  digests: readonly OwedDigest[],
  tellings: ReadonlyMap<Item, TellingId>,
): Promise<readonly (DigestId | null)[]> {
  const wanting = await advance(tx, digests);
  const wanted = digests.filter(({ subscription }) => subscription === null || wanting.has(subscription));
  const [first] = wanted;
  if (first === undefined) return digests.map(() => null);
  const editions = await keepEditions(
    tx,
    wanted.map(({ edition }) => edition),
    tellings,
    first.at,
  );
  const ids = await addDigests(tx, wanted, editions);
  const added = [...ids.values()].filter((id) => id !== null);
  if (added.length > 0) {
    await addDeliveries(tx, added);
    await reserve(tx, added);
  }
  return digests.map((digest) => ids.get(digest) ?? null);
}

/** Gives the subscriptions their next slots. Answers those that still want the digest. */
async function advance(tx: Kysely<Tables>, digests: readonly OwedDigest[]): Promise<ReadonlySet<SubscriptionId>> {
  const wanting = new Set<SubscriptionId>();
  const bySlot = Map.groupBy(digests, ({ nextSlot, at }) => `${keyOf(nextSlot)} ${at.getTime()}`);
  for (const [first, ...others] of bySlot.values()) {
    if (first === undefined) continue;
    const ids = [first, ...others].flatMap(({ subscription }) => subscription ?? []);
    const rows = await (first.nextSlot === null ? find(tx, ids) : moveOn(tx, ids, first.nextSlot, first.at));
    for (const { id } of rows) wanting.add(id);
  }
  return wanting;
}

function keyOf(slot: Slot | null): string {
  return slot === null ? '' : `${slot.at.getTime()} ${slot.date} ${slot.time}`;
}

function find(tx: Kysely<Tables>, ids: readonly SubscriptionId[]) {
  return tx.selectFrom('subscriptions').select('id').where('id', 'in', ids).where('ended_at', 'is', null).execute();
}

/** Somebody may have changed its times, paused or ended it while its digest was composed. */
function moveOn(tx: Kysely<Tables>, ids: readonly SubscriptionId[], slot: Slot, now: Date) {
  return tx
    .updateTable('subscriptions')
    .set(slotColumns(slot))
    .where('id', 'in', ids)
    .where('state', '=', 'active')
    .where('ended_at', 'is', null)
    .where('next_slot_at', '<=', now.getTime())
    .returning('id')
    .execute();
}

/** A slot as a subscription's row keeps it. */
export function slotColumns(slot: Slot) {
  return { next_slot_at: slot.at.getTime(), next_slot_date: slot.date, next_slot_time: slot.time };
}

/** Those whose slot was told before get no id. */
async function addDigests(
  tx: Kysely<Tables>,
  digests: readonly OwedDigest[],
  editions: ReadonlyMap<OwedDigest['edition'], EditionId>,
): Promise<ReadonlyMap<OwedDigest, DigestId | null>> {
  const rows = digests.map(({ subscription, channel, kind, slot, edition, at }) => ({
    subscription_id: subscription,
    channel_id: channel.id,
    kind,
    slot_date: slot?.date ?? null,
    slot_time: slot?.time ?? null,
    at: at.getTime(),
    edition_id: editions.get(edition) as EditionId,
  }));
  const added = await tx
    .insertInto('digests')
    .values(rows)
    .onConflict((slot) => slot.columns(['subscription_id', 'slot_date', 'slot_time']).doNothing())
    .returning(['id', 'channel_id'])
    .execute();
  const byChannel = new Map(added.map((row) => [row.channel_id, row.id]));
  return new Map(digests.map((digest) => [digest, byChannel.get(digest.channel.id) ?? null]));
}

/** Of each digest the first part is due at once. */
async function addDeliveries(tx: Kysely<Tables>, ids: readonly DigestId[]): Promise<void> {
  await tx
    .insertInto('deliveries')
    .columns([
      ...(['digest_id', 'channel_id', 'platform', 'number', 'total', 'state'] as const),
      ...(['owed_at', 'due_at', 'attempts', 'uncertain'] as const),
    ])
    .expression((owed) =>
      owed
        .selectFrom('digests as digest')
        .innerJoin('channels as channel', 'channel.id', 'digest.channel_id')
        .innerJoin('edition_parts as part', 'part.edition_id', 'digest.edition_id')
        .select((row) => [
          ...(['digest.id', 'digest.channel_id', 'channel.platform', 'part.number', 'part.total'] as const),
          row.val('owed' as const).as('state'),
          'digest.at',
          row.case().when('part.number', '=', 1).then(row.ref('digest.at')).end().as('due_at'),
          row.lit(0).as('attempts'),
          row.lit(0).as('uncertain'),
        ])
        .where('digest.id', 'in', ids)
        .orderBy('digest.id')
        .orderBy('part.number'),
    )
    .execute();
}

async function reserve(tx: Kysely<Tables>, ids: readonly DigestId[]): Promise<void> {
  await tx
    .insertInto('told')
    .columns(['channel_id', 'story_id', 'digest_id', 'version', 'telling_id', 'state', 'number'])
    .expression((told) =>
      told
        .selectFrom('digests as digest')
        .innerJoin('edition_items as item', 'item.edition_id', 'digest.edition_id')
        .select((row) => [
          ...(['digest.channel_id', 'item.story_id', 'digest.id', 'item.version', 'item.telling_id'] as const),
          row.val('reserved' as const).as('state'),
          'item.number',
        ])
        .where('digest.id', 'in', ids),
    )
    .execute();
}
