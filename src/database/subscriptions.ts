import type { ExpressionBuilder, Kysely, Selectable } from 'kysely';
import type { Channel, Community, Home, Place, Platform } from '../domain/channel.ts';
import type { SubscriptionId } from '../domain/ids.ts';
import type {
  Settings,
  Slot,
  SlotMove,
  Subscription,
  SubscriptionDraft,
  SubscriptionStore,
} from '../domain/subscription.ts';
import { keepChannel, moveChannel } from './channels.ts';
import { slotColumns } from './owing.ts';
import { endOpen } from './queue.ts';
import { fromJson, type Tables, toDate, toJson } from './rows.ts';

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

  async change(id: SubscriptionId, settings: Settings): Promise<void> {
    await this.#db.updateTable('subscriptions').set(settingsColumns(settings)).where('id', '=', id).execute();
  }

  pause(id: SubscriptionId, why: string | null): Promise<void> {
    return this.#db.transaction().execute(async (tx) => {
      if (why !== null) await endOpen(tx, id, why);
      await tx
        .updateTable('subscriptions')
        .set({ state: 'paused', paused_why: why, pause_untold: Number(why !== null) })
        .where('id', '=', id)
        .execute();
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

  remove(id: SubscriptionId): Promise<boolean> {
    return this.#db.transaction().execute(async (tx) => {
      await endOpen(tx, id, 'unsubscribed');
      const removed = await tx.deleteFrom('subscriptions').where('id', '=', id).executeTakeFirst();
      return removed.numDeletedRows > 0n;
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

  move(from: Home, to: Home): Promise<void> {
    return this.#db.transaction().execute((tx) => moveChannel(tx, from, to));
  }

  async count(): Promise<number> {
    const { count } = await this.#db
      .selectFrom('subscriptions')
      .select((row) => row.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    return count;
  }
}

function settingsColumns({ quiet, size, manner, posting }: Settings) {
  const { style, language, ai } = manner;
  return { quiet, size, style, news_language: language, ai: Number(ai), posting: toJson(posting) };
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
    .selectAll('subscription')
    .select(['channel.platform', 'channel.address', 'channel.community', 'channel.name']);
}

type Joined = Selectable<Tables['subscriptions']> & Omit<Channel, 'id'>;

function fromJoin(row: Joined): Subscription {
  const { platform, address, community, name } = row;
  return toSubscription(row, { id: row.channel_id, platform, address, community, name });
}

function toRow(draft: SubscriptionDraft) {
  return {
    topics: toJson(draft.topics),
    timetable: toJson(draft.timetable),
    language: draft.language,
    ...settingsColumns(draft),
    created_by: draft.createdBy,
    created_at: draft.createdAt.getTime(),
    ...slotColumns(draft.nextSlot),
    state: draft.state,
    paused_why: draft.pausedWhy,
    quiet_hours: draft.quietHours === null ? null : toJson(draft.quietHours),
    paused_until: draft.pausedUntil?.getTime() ?? null,
  };
}

function toSubscription(row: Selectable<Tables['subscriptions']>, channel: Channel): Subscription {
  return {
    id: row.id,
    channel,
    topics: fromJson(row.topics),
    timetable: fromJson(row.timetable),
    language: row.language,
    size: row.size,
    manner: { style: row.style, language: row.news_language, ai: row.ai === 1 },
    posting: fromJson(row.posting),
    quietHours: row.quiet_hours === null ? null : fromJson(row.quiet_hours),
    createdBy: row.created_by,
    createdAt: new Date(row.created_at),
    nextSlot: { at: new Date(row.next_slot_at), date: row.next_slot_date, time: row.next_slot_time },
    state: row.state,
    pausedWhy: row.paused_why,
    pausedUntil: toDate(row.paused_until),
    quiet: row.quiet,
  };
}
