import type { Kysely } from 'kysely';
import type { BlockStore } from '../domain/admin-desk.ts';
import type { Tables } from './rows.ts';

export class Blocks implements BlockStore {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async isBlocked(whos: readonly string[]): Promise<boolean> {
    return (
      (await this.#db.selectFrom('blocks').select('who').where('who', 'in', whos).executeTakeFirst()) !== undefined
    );
  }

  async block(who: string, at: Date): Promise<void> {
    await this.#db
      .insertInto('blocks')
      .values({ who, at: at.getTime() })
      .onConflict((known) => known.column('who').doNothing())
      .execute();
  }

  async unblock(who: string): Promise<void> {
    await this.#db.deleteFrom('blocks').where('who', '=', who).execute();
  }

  async all(): Promise<readonly string[]> {
    const rows = await this.#db.selectFrom('blocks').select('who').orderBy('at').execute();
    return rows.map(({ who }) => who);
  }
}
