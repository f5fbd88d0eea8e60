import type { Kysely } from 'kysely';
import type { Channel, Community, Place } from '../domain/channel.ts';
import type { ChannelId } from '../domain/ids.ts';
import type { Tables } from './rows.ts';

/** The channel at this place, stored when it is new; what it is called is kept as last heard. */
export async function keepChannel(
  tx: Kysely<Tables>,
  place: Place & { readonly community: Community; readonly name: string | null },
): Promise<Channel> {
  const { platform, address, community, name } = place;
  return await tx
    .insertInto('channels')
    .values({ platform, address, community, name })
    .onConflict((known) =>
      known.columns(['platform', 'address']).doUpdateSet((row) => ({
        community,
        name: row.fn.coalesce('excluded.name', 'channels.name'),
      })),
    )
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Gives a channel its new address. When there is a channel at that address already, all that belongs to the old one becomes its. */
export async function moveChannel(
  tx: Kysely<Tables>,
  from: Place,
  to: Place & { readonly community: Community },
): Promise<void> {
  const old = await channelAt(tx, from);
  if (old === undefined) return;
  const there = await channelAt(tx, to);
  if (there !== undefined && there.id !== old.id) await merge(tx, old.id, there.id);
  const { platform, address, community } = to;
  await tx
    .updateTable('channels')
    .set({ platform, address, community })
    .where('id', '=', there?.id ?? old.id)
    .execute();
  if (old.community !== community) await moveCommunity(tx, old.community, community);
}

function channelAt(tx: Kysely<Tables>, place: Place) {
  return tx
    .selectFrom('channels')
    .selectAll()
    .where('platform', '=', place.platform)
    .where('address', '=', place.address)
    .executeTakeFirst();
}

async function merge(tx: Kysely<Tables>, from: ChannelId, to: ChannelId): Promise<void> {
  for (const table of ['subscriptions', 'digests', 'deliveries', 'told'] as const) {
    await tx.updateTable(table).set({ channel_id: to }).where('channel_id', '=', from).execute();
  }
  await tx.deleteFrom('channels').where('id', '=', from).execute();
}

/** What a community reads goes with it, once its last channel has left its old name. */
async function moveCommunity(tx: Kysely<Tables>, from: Community, to: Community): Promise<void> {
  const left = await tx.selectFrom('channels').select('id').where('community', '=', from).executeTakeFirst();
  if (left !== undefined) return;
  const already = tx.selectFrom('source_uses').select('source_id').where('owner', '=', to);
  await tx.deleteFrom('source_uses').where('owner', '=', from).where('source_id', 'in', already).execute();
  await tx.updateTable('source_uses').set({ owner: to }).where('owner', '=', from).execute();
}
