import type { Kysely } from 'kysely';
import type { Community } from '../domain/channel.ts';
import type { Topic, TopicStore } from '../domain/topic.ts';
import { inChunks } from './chunks.ts';
import type { Tables } from './rows.ts';

export class Topics implements TopicStore {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  save({ community, name, query }: Topic, most: number): Promise<{ readonly isNew: boolean } | null> {
    const row = { community, key: keyOf(name), name, query };
    return this.#db.transaction().execute(async (tx) => {
      const there = await tx.selectFrom('topics').select('key').where('community', '=', community).execute();
      const isNew = !there.some(({ key }) => key === row.key);
      if (isNew && there.length >= most) return null;
      await tx
        .insertInto('topics')
        .values(row)
        .onConflict((known) => known.columns(['community', 'key']).doUpdateSet({ name, query }))
        .execute();
      return { isNew };
    });
  }

  async remove(community: Community, name: string): Promise<boolean> {
    const { numDeletedRows } = await this.#db
      .deleteFrom('topics')
      .where('community', '=', community)
      .where('key', '=', keyOf(name))
      .executeTakeFirst();
    return numDeletedRows > 0n;
  }

  async ofCommunities(communities: readonly Community[]): Promise<readonly Topic[]> {
    const rows = await inChunks([...new Set(communities)], (some) =>
      this.#db.selectFrom('topics').selectAll().where('community', 'in', some).orderBy('key').execute(),
    );
    return rows.map(({ community, name, query }) => ({ community, name, query }));
  }
}

/** Names are the same whatever their case. */
function keyOf(name: string): string {
  return name.normalize('NFKC').toLowerCase();
}
