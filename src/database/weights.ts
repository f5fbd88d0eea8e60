import type { Kysely } from 'kysely';
import type { Community } from '../domain/channel.ts';
import type { SourceWeight, WeightStore } from '../domain/weight.ts';
import { inChunks } from './chunks.ts';
import type { Tables } from './rows.ts';

export class Weights implements WeightStore {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async set({ community, source, importance }: SourceWeight): Promise<void> {
    if (importance === 'usual') {
      await this.#db
        .deleteFrom('source_weights')
        .where('community', '=', community)
        .where('source_id', '=', source)
        .execute();
      return;
    }
    await this.#db
      .insertInto('source_weights')
      .values({ community, source_id: source, importance })
      .onConflict((known) => known.columns(['community', 'source_id']).doUpdateSet({ importance }))
      .execute();
  }

  async ofCommunities(communities: readonly Community[]): Promise<readonly SourceWeight[]> {
    const rows = await inChunks([...new Set(communities)], (some) =>
      this.#db.selectFrom('source_weights').selectAll().where('community', 'in', some).execute(),
    );
    return rows.map(({ source_id: source, ...row }) => ({ ...row, source }));
  }
}
