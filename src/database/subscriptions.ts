import type { ExpressionBuilder, Kysely } from 'kysely';
import type { Community, Home, Place, Platform } from '../domain/channel.ts';
import type { SubscriptionId } from '../domain/ids.ts';
import type {
  Slot,
  SlotMove,
  Subscription,
  SubscriptionChange,
  SubscriptionDraft,
  SubscriptionStore,
} from '../domain/subscription.ts';
import { keepChannel, moveChannel } from './channels.ts';
import { slotColumns } from './owing.ts';
import { endOpen } from './queue.ts';
import { type Tables, toMs } from './rows.ts';
import { changeColumns, fromJoin, toRow, toSubscription } from './rows-subscriptions.ts';

export class Subscriptions implements SubscriptionStore {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  add(
    place: Place & { readonly community: Community; readonly name: string | null },
    draft: SubscriptionDraft,
  ): Promise<Subscription> {
    return this.#db.transaction().execute(async (tx) => {
      const channel = await keepChannel(tx, place);
      const row = await tx
        .insertInto('subscriptions')
        .values({ channel_id: channel.id, ...toRow(draft) })
        .returningAll()
        .executeTakeFirstOrThrow();
      return toSubscription(row, channel);
    });
  }

  async ofCommunity(community: Community): Promise<readonly Subscription[]> {
    const rows = await withChannel(this.#db)
      .where('channel.community', '=', community)
      .orderBy('subscription.id')
      .execute();
    return rows.map(fromJoin);
  }

  async find(id: SubscriptionId): Promise<Subscription | null> {
    const row = await withChannel(this.#db).where('subscription.id', '=', id).executeTakeFirst();
    return row === undefined ? null : fromJoin(row);
  }

  async due(
    now: Date,
    limit: number,
    platforms: readonly Platform[],
    after: Subscription | null = null,
  ): Promise<readonly Subscription[]> {
    if (platforms.length === 0) return [];
    let found = withChannel(this.#db);
    if (after !== null) found = found.where((row) => isAfter(row, after));
    const rows = await found
      .where('subscription.state', '=', 'active')
      .where('subscription.next_slot_at', '<=', now.getTime())
      .where('channel.platform', 'in', platforms)
      .orderBy('subscription.next_slot_at')
      .orderBy('subscription.id')
      .limit(limit)
      .execute();
    return rows.map(fromJoin);
  }

  moveSlots(moves: readonly SlotMove[]): Promise<void> {
    return this.#db.transaction().execute(async (tx) => {
      for (const { id, from, to } of moves) {
        const { next_slot_at, next_slot_date, next_slot_time } = slotColumns(from);
        await tx
          .updateTable('subscriptions')
          .set(slotColumns(to))
          .where('id', '=', id)
          .where('next_slot_at', '=', next_slot_at)
          .where('next_slot_date', '=', next_slot_date)
          .where('next_slot_time', '=', next_slot_time)
          .execute();
      }
    });
  }

  async change(id: SubscriptionId, revision: number, change: SubscriptionChange): Promise<boolean> {
    const changed = await this.#db
      .updateTable('subscriptions')
      .set(changeColumns(change))
      .set((row) => ({ revision: row('revision', '+', 1) }))
      .where('id', '=', id)
      .where('revision', '=', revision)
      .where('ended_at', 'is', null)
      .executeTakeFirst();
    return changed.numUpdatedRows > 0n;
  }

  pause(id: SubscriptionId, why: string | null, until: Date | null = null): Promise<void> {
    return this.#db.transaction().execute(async (tx) => {
      if (why !== null) await endOpen(tx, id, why);
      const paused = {
        state: 'paused',
        paused_why: why,
        paused_until: toMs(until),
        pause_untold: Number(why !== null),
      } as const;
      await tx.updateTable('subscriptions').set(paused).where('id', '=', id).execute();
    });
  }

  async rested(now: Date): Promise<readonly Subscription[]> {
    const rows = await withChannel(this.#db)
      .where('subscription.paused_until', '<=', now.getTime())
      .where('subscription.state', '=', 'paused')
      .execute();
    return rows.map(fromJoin);
  }

  async activeAfter(id: SubscriptionId, limit: number): Promise<readonly Subscription[]> {
    const rows = await withChannel(this.#db)
      .where('subscription.id', '>', id)
      .where('subscription.state', '=', 'active')
      .orderBy('subscription.id')
      .limit(limit)
      .execute();
    return rows.map(fromJoin);
  }

  async zoneData(): Promise<string | null> {
    const rules = await this.#db.selectFrom('slot_rules').select('zone_data').executeTakeFirst();
    return rules?.zone_data ?? null;
  }

  keepZoneData(version: string): Promise<void> {
    return this.#db.transaction().execute(async (tx) => {
      await tx.deleteFrom('slot_rules').execute();
      await tx.insertInto('slot_rules').values({ zone_data: version }).execute();
    });
  }

  async paused(why: readonly string[], platforms: readonly Platform[]): Promise<readonly Subscription[]> {
    const rows = await withChannel(this.#db)
      .where('subscription.state', '=', 'paused')
      .where('subscription.paused_why', 'in', why)
      .where('channel.platform', 'in', platforms)
      .orderBy('subscription.id')
      .execute();
    return rows.map(fromJoin);
  }

  async resume(id: SubscriptionId, nextSlot: Slot): Promise<void> {
    await this.#db
      .updateTable('subscriptions')
      .set({ state: 'active', paused_why: null, paused_until: null, ...slotColumns(nextSlot) })
      .where('id', '=', id)
      .execute();
  }

  end(id: SubscriptionId, at: Date): Promise<boolean> {
    return this.#db.transaction().execute(async (tx) => {
      const ended = await tx
        .updateTable('subscriptions')
        .set({ ended_at: at.getTime() })
        .where('id', '=', id)
        .where('ended_at', 'is', null)
        .executeTakeFirst();
      await endOpen(tx, id, 'unsubscribed');
      return ended.numUpdatedRows > 0n;
    });
  }

  async pauseTold(ids: readonly SubscriptionId[]): Promise<void> {
    await this.#db.updateTable('subscriptions').set({ pause_untold: 0 }).where('id', 'in', ids).execute();
  }

  async untold(community: Community): Promise<readonly Subscription[]> {
    const rows = await withChannel(this.#db)
      .where('channel.community', '=', community)
      .where('subscription.state', '=', 'paused')
      .where('subscription.pause_untold', '=', 1)
      .orderBy('subscription.id')
      .execute();
    return rows.map(fromJoin);
  }

  takeBack(community: Community, id: SubscriptionId | null, since: Date): Promise<Subscription | null> {
    return this.#db.transaction().execute(async (tx) => {
      const last = await tx
        .selectFrom('subscriptions as subscription')
        .innerJoin('channels as channel', 'channel.id', 'subscription.channel_id')
        .select('subscription.id')
        .where('channel.community', '=', community)
        .where('subscription.ended_at', '>=', since.getTime())
        .$if(id !== null, (query) => query.where('subscription.id', '=', id))
        .orderBy('subscription.ended_at', 'desc')
        .executeTakeFirst();
      if (last === undefined) return null;
      await tx.updateTable('subscriptions').set({ ended_at: null }).where('id', '=', last.id).execute();
      const row = await withChannel(tx).where('subscription.id', '=', last.id).executeTakeFirstOrThrow();
      return fromJoin(row);
    });
  }

  async forgetEnded(before: Date): Promise<void> {
    await this.#db.deleteFrom('subscriptions').where('ended_at', '<', before.getTime()).execute();
  }

  move(from: Home, to: Home): Promise<void> {
    return this.#db.transaction().execute((tx) => moveChannel(tx, from, to));
  }

  async count(): Promise<number> {
    const { count } = await this.#db
      .selectFrom('subscriptions')
      .select((row) => row.fn.countAll<number>().as('count'))
      .where('ended_at', 'is', null)
      .executeTakeFirstOrThrow();
    return count;
  }
}

function isAfter(
  row: ExpressionBuilder<{ subscription: Tables['subscriptions'] }, 'subscription'>,
  last: Subscription,
) {
  const at = last.nextSlot.at.getTime();
  const isSame = row('subscription.next_slot_at', '=', at).and('subscription.id', '>', last.id);
  return row('subscription.next_slot_at', '>=', at).and(row.or([row('subscription.next_slot_at', '>', at), isSame]));
}

function withChannel(db: Kysely<Tables>) {
  return db
    .selectFrom('subscriptions as subscription')
    .innerJoin('channels as channel', 'channel.id', 'subscription.channel_id')
    .where('subscription.ended_at', 'is', null)
    .selectAll('subscription')
    .select(['channel.platform', 'channel.address', 'channel.community', 'channel.name']);
}
