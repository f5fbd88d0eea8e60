import { type Kysely, sql } from 'kysely';
import type { Channel, Community, Home, Place } from '../domain/channel.ts';
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

/**
 * Gives a channel its new address, with all that belongs to its community. When there is a channel at that address already, all that belongs to the old
 * one becomes its.
 */
export async function moveChannel(tx: Kysely<Tables>, from: Home, to: Home): Promise<void> {
  const [old, there] = [await channelAt(tx, from), await channelAt(tx, to)];
  if (old !== undefined) {
    if (there !== undefined && there.id !== old.id) await merge(tx, old.id, there.id);
    const { platform, address, community } = to;
    await tx
      .updateTable('channels')
      .set({ platform, address, community })
      .where('id', '=', there?.id ?? old.id)
      .execute();
  }
  if (from.community !== to.community) await moveCommunity(tx, from.community, to.community);
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

/** All that is kept by a community's name, and by what a row of it is told from the others. The channels are not among it: each has its own address. */
const KEPT_BY_COMMUNITY = [
  ['source_uses', 'owner', ['source_id']],
  ['topics', 'community', ['key']],
  ['mutes', 'community', ['kind', 'value']],
  ['source_weights', 'community', ['source_id']],
  ['changes', 'community', ['id']],
  ['departures', 'community', []],
  ['communities', 'community', []],
  ['starterless', 'community', []],
  ['behalves', 'community', ['person']],
] as const;

/** What belongs to a community goes with it, once its last channel has left its old name; what it has there already stays as it is. */
async function moveCommunity(tx: Kysely<Tables>, from: Community, to: Community): Promise<void> {
  const left = await tx.selectFrom('channels').select('id').where('community', '=', from).executeTakeFirst();
  if (left !== undefined) return;
  for (const [table, owner, keys] of KEPT_BY_COMMUNITY) {
    const [rows, name] = [sql.table(table), sql.ref(owner)];
    const same = keys.map((key) => sql`and already.${sql.ref(key)} = ${rows}.${sql.ref(key)}`);
    await sql`delete from ${rows} where ${name} = ${from} and exists (
      select 1 from ${rows} as already where already.${name} = ${to} ${sql.join(same, sql` `)}
    )`.execute(tx);
    await sql`update ${rows} set ${name} = ${to} where ${name} = ${from}`.execute(tx);
  }
}
