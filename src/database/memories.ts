import type { Kysely } from 'kysely';
import type { Memory, MemoryStore } from '../domain/memory.ts';
import { inChunks } from './chunks.ts';
import type { Tables } from './rows.ts';

export class Memories implements MemoryStore {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async keep(memories: readonly Memory[]): Promise<void> {
    await inChunks(memories, async (some) => {
      await this.#db
        .insertInto('happenings')
        .values(some.map((memory) => ({ ...memory, at: memory.at.getTime() })))
        .execute();
      return [];
    });
  }

  async about(about: Memory['about'], limit: number): Promise<readonly Memory[]> {
    const rows = await this.#db
      .selectFrom('happenings')
      .select(['at', 'event', 'about', 'detail'])
      .where('about', '=', about)
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit)
      .execute();
    return rows.map((row) => ({ ...row, at: new Date(row.at) }));
  }

  async forgetBefore(instant: Date): Promise<void> {
    await this.#db.deleteFrom('happenings').where('at', '<', instant.getTime()).execute();
    await this.#db.deleteFrom('mutes').where('until', '<', instant.getTime()).execute();
  }
}
