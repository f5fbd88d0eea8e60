import { type Kysely, sql } from 'kysely';
import type { Community } from '../domain/channel.ts';
import type { Doubts, Figures, StandingStore, Waiting } from '../domain/standing.ts';
import { type Tables, toDate } from './rows.ts';

export class Standing implements StandingStore {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async waiting(community: Community): Promise<Waiting> {
    const rows = await this.#db
      .selectFrom('channels as channel')
      .innerJoin('deliveries as delivery', 'delivery.channel_id', 'channel.id')
      .select(['delivery.due_at', 'delivery.why'])
      .where('channel.community', '=', community)
      .where('delivery.state', 'in', ['owed', 'sending', 'later', 'uncertain'])
      .orderBy('delivery.due_at')
      .execute();
    const tried = rows.find(({ due_at, why }) => due_at !== null && why !== null);
    return { count: rows.length, until: toDate(tried?.due_at ?? null), why: tried?.why ?? null };
  }

  async doubts(community: Community, since: Date): Promise<Doubts> {
    const rows = await this.#db
      .selectFrom('deliveries as delivery')
      .innerJoin('channels as channel', 'channel.id', 'delivery.channel_id')
      .select((row) => ['delivery.doubt', row.fn.countAll<number>().as('count')])
      .where('delivery.doubt', 'is not', null)
      .where('delivery.done_at', '>=', since.getTime())
      .where('channel.community', '=', community)
      .groupBy('delivery.doubt')
      .execute();
    const count = (doubt: 'twice' | 'skipped'): number => rows.find((row) => row.doubt === doubt)?.count ?? 0;
    return { perhapsTwice: count('twice'), skipped: count('skipped') };
  }

  async totals(since: Date): Promise<Figures> {
    const [articles, stories, orders, states, databaseBytes] = await Promise.all([
      this.#countSince('articles', 'seen_at', since),
      this.#countSince('stories', 'first_seen', since),
      this.#countOrders(),
      this.#db
        .selectFrom('deliveries')
        .select((row) => ['state', row.fn.countAll<number>().as('count')])
        .groupBy('state')
        .execute(),
      sizeOf(this.#db),
    ]);
    const deliveries = new Map(states.map(({ state, count }) => [state, count]));
    return { ...orders, articles, stories, deliveries, databaseBytes };
  }

  async #countSince(table: 'articles' | 'stories', column: 'seen_at' | 'first_seen', since: Date): Promise<number> {
    const { count } = await this.#db
      .selectFrom(table)
      .select((row) => row.fn.countAll<number>().as('count'))
      .where(sql.ref(column), '>=', since.getTime())
      .executeTakeFirstOrThrow();
    return count;
  }

  async #countOrders(): Promise<Pick<Figures, 'communities' | 'subscriptions'>> {
    return await this.#db
      .selectFrom('subscriptions as subscription')
      .innerJoin('channels as channel', 'channel.id', 'subscription.channel_id')
      .where('subscription.ended_at', 'is', null)
      .select((row) => row.fn.count<number>('channel.community').distinct().as('communities'))
      .select((row) => row.fn.countAll<number>().as('subscriptions'))
      .executeTakeFirstOrThrow();
  }
}

/** Bytes of a SQLite file. */
async function sizeOf(db: Kysely<Tables>): Promise<number> {
  const { rows } = await sql<{ bytes: number }>`
    select page_count * page_size as bytes from pragma_page_count(), pragma_page_size()
  `.execute(db);
  return rows[0]?.bytes ?? 0;
}
