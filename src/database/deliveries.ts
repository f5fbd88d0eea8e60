import type { ExpressionBuilder, Kysely, UpdateObject } from 'kysely';
import type { Platform } from '../domain/channel.ts';
import type { Arrival, Delivery, DeliveryState, DeliveryStore, Refusal } from '../domain/delivery.ts';
import type { DeliveryId } from '../domain/ids.ts';
import { type Schedule, USUAL_POSTING } from '../domain/subscription.ts';
import { inChunks } from './chunks.ts';
import { doneColumns, keepTold, letNextGo, releaseTold, toDone } from './queue.ts';
import { fromJson, type Tables, toDate } from './rows.ts';
import type { Together } from './together.ts';

/** Parts a claim looks at for each it may take: a channel rarely has more digests due at once than this. */
const LOOKED_AT = 8;

/** Outcomes change only a part that is being sent, so that one that was ended meanwhile stays ended; but what was sent, was sent. */
export class Deliveries implements DeliveryStore {
  readonly #db: Kysely<Tables>;
  readonly #together: Together;

  constructor(db: Kysely<Tables>, together: Together) {
    this.#db = db;
    this.#together = together;
  }

  /** One part of a channel at a time: the oldest digest's, so that the parts of two digests do not mix. */
  claim(now: Date, leaseUntil: Date, limit: number, platforms: readonly Platform[]): Promise<readonly Delivery[]> {
    return this.#together.run(async (tx) => {
      const ids = await oldestDue(tx, now, limit, platforms);
      return await inChunks(ids, async (some) => {
        await lease(tx, some, leaseUntil);
        return await claimed(tx, some);
      });
    });
  }

  sent(id: DeliveryId, { message, thread, isPerhapsTwice = false }: Arrival, at: Date): Promise<void> {
    return this.#together.run(async (tx) => {
      const doubt = isPerhapsTwice ? 'twice' : null;
      const row = await tx
        .updateTable('deliveries')
        .set({ state: 'sent', due_at: null, message, why: null, doubt, done_at: at.getTime() })
        .where('id', '=', id)
        .returning(doneColumns)
        .executeTakeFirst();
      if (row === undefined) return;
      if (thread !== undefined)
        await tx.updateTable('digests').set({ thread }).where('id', '=', row.digest_id).execute();
      await keepTold(tx, toDone(row));
      await letNextGo(tx, toDone(row));
    });
  }

  async later(id: DeliveryId, at: Date, why: string): Promise<void> {
    await this.#together.run((tx) => settle(tx, id, { state: 'later', due_at: at.getTime(), why }));
  }

  refused(id: DeliveryId, reason: Refusal, detail: string, at: Date): Promise<void> {
    return this.#together.run(async (tx) => {
      const row = await settle(tx, id, {
        state: 'refused',
        due_at: null,
        why: `${reason}: ${detail}`,
        doubt: reason === 'unsure' ? 'skipped' : null,
        done_at: at.getTime(),
      });
      if (row === undefined) return;
      await (reason === 'unsure' ? keepTold(tx, toDone(row)) : releaseTold(tx, toDone(row)));
      await letNextGo(tx, toDone(row));
    });
  }

  async uncertain(id: DeliveryId, cause: string, at: Date): Promise<void> {
    await this.#together.run((tx) =>
      settle(tx, id, { state: 'uncertain', uncertain: 1, due_at: at.getTime(), why: cause }),
    );
  }

  async release(ids: readonly DeliveryId[], from: Date | null): Promise<void> {
    await inChunks(ids, async (some) => {
      await this.#db
        .updateTable('deliveries')
        .set((row) => ({
          state: stateBefore(row),
          attempts: row('attempts', '-', 1),
          due_at: from === null ? row.ref('owed_at') : from.getTime(),
        }))
        .where('id', 'in', some)
        .where('state', '=', 'sending')
        .execute();
      return [];
    });
  }

  async endLeases(now: Date): Promise<void> {
    await this.#db
      .updateTable('deliveries')
      .set({ due_at: now.getTime() })
      .where('state', '=', 'sending')
      .where('due_at', 'is not', null)
      .execute();
  }

  /** A part under lease counts with the lease's end; one that waits behind another, in its digest or its channel, does not count. */
  async nextDue(): Promise<Date | null> {
    const next = await this.#db
      .selectFrom('deliveries')
      .select('due_at')
      .where('due_at', 'is not', null)
      .where((row) => row.or([row('state', '=', 'sending'), row('channel_id', 'not in', busyChannels(row))]))
      .orderBy('due_at')
      .limit(1)
      .executeTakeFirst();
    return toDate(next?.due_at ?? null);
  }

  async countByState(): Promise<ReadonlyMap<DeliveryState, number>> {
    const rows = await this.#db
      .selectFrom('deliveries')
      .select((row) => ['state', row.fn.countAll<number>().as('count')])
      .groupBy('state')
      .execute();
    return new Map(rows.map((row) => [row.state, row.count]));
  }
}

/**
 * Ids grow as digests are owed, and only a digest's first open part has a due time: the least id of a channel is its oldest digest's part.
 * Looks at those longest due alone, so that a claim costs the same however many are due.
 */
async function oldestDue(
  tx: Kysely<Tables>,
  now: Date,
  limit: number,
  platforms: readonly Platform[],
): Promise<readonly DeliveryId[]> {
  if (platforms.length === 0) return [];
  const longestDue = tx
    .selectFrom('deliveries')
    .select(['id', 'channel_id'])
    .where('due_at', '<=', now.getTime())
    .where('platform', 'in', platforms)
    .where((row) => row('channel_id', 'not in', busyChannels(row).where('sending.due_at', '>', now.getTime())))
    .orderBy('due_at')
    .orderBy('id')
    .limit(limit * LOOKED_AT);
  const rows = await tx
    .selectFrom(longestDue.as('due'))
    .select((row) => row.fn.min('id').as('oldest'))
    .groupBy('channel_id')
    .orderBy('oldest')
    .limit(limit)
    .execute();
  return rows.map((row) => row.oldest);
}

/** Channels a part is being sent to. */
function busyChannels(row: ExpressionBuilder<Tables, 'deliveries'>) {
  return row
    .selectFrom('deliveries as sending')
    .select('sending.channel_id')
    .where('sending.due_at', 'is not', null)
    .where('sending.state', '=', 'sending');
}

async function lease(tx: Kysely<Tables>, ids: readonly DeliveryId[], until: Date): Promise<void> {
  await tx
    .updateTable('deliveries')
    .set((row) => ({
      // One that is being sent already has a lease that ran out: its try may have arrived.
      uncertain: row.case().when('state', '=', 'sending').then(1).else(row.ref('uncertain')).end(),
      state: 'sending',
      attempts: row('attempts', '+', 1),
      due_at: until.getTime(),
    }))
    .where('id', 'in', ids)
    .execute();
}

async function claimed(tx: Kysely<Tables>, ids: readonly DeliveryId[]): Promise<readonly Delivery[]> {
  const rows = await withPlace(tx).where('delivery.id', 'in', ids).orderBy('delivery.id').execute();
  return rows.map(toDelivery);
}

function withPlace(db: Kysely<Tables>) {
  return db
    .selectFrom('deliveries as delivery')
    .innerJoin('digests as digest', 'digest.id', 'delivery.digest_id')
    .innerJoin('channels as channel', 'channel.id', 'delivery.channel_id')
    .innerJoin('edition_parts as part', (part) =>
      part.onRef('part.edition_id', '=', 'digest.edition_id').onRef('part.number', '=', 'delivery.number'),
    )
    .leftJoin('subscriptions as subscription', 'subscription.id', 'digest.subscription_id')
    .selectAll('delivery')
    .select(['part.body', 'part.stories'])
    .select(['digest.kind', 'digest.subscription_id', 'digest.thread'])
    .select(['subscription.posting', 'subscription.timetable', 'subscription.quiet_hours'])
    .select(['channel.platform', 'channel.address', 'channel.community', 'channel.name']);
}

type Joined = Awaited<ReturnType<ReturnType<typeof withPlace>['execute']>>[number];

function toDelivery(row: Joined): Delivery {
  const { platform, address, community, name } = row;
  return {
    id: row.id,
    digest: row.digest_id,
    subscription: row.subscription_id,
    channel: { id: row.channel_id, platform, address, community, name },
    part: { body: row.body, stories: fromJson(row.stories) },
    posting: row.posting === null ? USUAL_POSTING : fromJson(row.posting),
    thread: row.thread,
    number: row.number,
    of: row.total,
    attempts: row.attempts - 1,
    uncertain: row.uncertain === 1,
    owedAt: new Date(row.owed_at),
    schedule: scheduleOf(row),
  };
}

function scheduleOf({ kind, timetable, quiet_hours }: Joined): Schedule | null {
  if (kind === 'now' || timetable === null) return null;
  return { timetable: fromJson(timetable), quietHours: quiet_hours === null ? null : fromJson(quiet_hours) };
}

function settle(tx: Kysely<Tables>, id: DeliveryId, change: UpdateObject<Tables, 'deliveries'>) {
  return tx
    .updateTable('deliveries')
    .set(change)
    .where('id', '=', id)
    .where('state', '=', 'sending')
    .returning(doneColumns)
    .executeTakeFirst();
}

/** What a part was before it was claimed. */
function stateBefore(row: ExpressionBuilder<Tables, 'deliveries'>) {
  return row
    .case()
    .when('uncertain', '=', 1)
    .then<DeliveryState>('uncertain')
    .when('attempts', '>', 1)
    .then<DeliveryState>('later')
    .else<DeliveryState>('owed')
    .end();
}
