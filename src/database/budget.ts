import type { Kysely } from 'kysely';
import type { BudgetStore, TokensOfDay } from '../domain/summary.ts';
import type { Tables } from './rows.ts';

export class Budget implements BudgetStore {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  /** One statement looks and takes, so that no two calls take the same room. */
  async reserve(day: string, tokens: number, cap: number): Promise<boolean> {
    await this.#db
      .insertInto('model_tokens')
      .values({ day, tokens: 0 })
      .onConflict((same) => same.column('day').doNothing())
      .execute();
    const taken = await this.#db
      .updateTable('model_tokens')
      .set((row) => ({ tokens: row('tokens', '+', tokens) }))
      .where('day', '=', day)
      .where('tokens', '<=', cap - tokens)
      .where('is_paused', '=', 0)
      .executeTakeFirst();
    return taken.numUpdatedRows > 0n;
  }

  async settle(day: string, reserved: number, used: number): Promise<void> {
    await this.#db
      .updateTable('model_tokens')
      .set((row) => ({ tokens: row('tokens', '+', used - reserved) }))
      .where('day', '=', day)
      .execute();
  }

  async used(day: string): Promise<number> {
    const row = await this.#db.selectFrom('model_tokens').select('tokens').where('day', '=', day).executeTakeFirst();
    return row?.tokens ?? 0;
  }

  async usedOn(days: readonly string[]): Promise<readonly TokensOfDay[]> {
    const rows = await this.#db.selectFrom('model_tokens').selectAll().where('day', 'in', days).execute();
    return rows.map(({ day, tokens, is_paused }) => ({ day, tokens, isPaused: is_paused === 1 }));
  }

  async setPaused(day: string, isPaused: boolean): Promise<void> {
    const change = { is_paused: Number(isPaused) };
    await this.#db
      .insertInto('model_tokens')
      .values({ day, tokens: 0, ...change })
      .onConflict((same) => same.column('day').doUpdateSet(change))
      .execute();
  }
}
