import type { Kysely, Selectable } from 'kysely';
import type { Community } from '../domain/channel.ts';
import type { MuteId } from '../domain/ids.ts';
import type { Mute, MuteDraft, MuteStore } from '../domain/mute.ts';
import { inChunks } from './chunks.ts';
import type { Tables } from './rows.ts';

export class Mutes implements MuteStore {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  add({ community, kind, value, label, until }: MuteDraft, now: Date, most: number): Promise<Mute | null> {
    const change = { label, until: until.getTime() };
    return this.#db.transaction().execute(async (tx) => {
      const holding = await tx
        .selectFrom('mutes')
        .select(['kind', 'value'])
        .where('community', '=', community)
        .where('until', '>', now.getTime())
        .execute();
      if (holding.filter((each) => each.kind !== kind || each.value !== value).length >= most) return null;
      const row = await tx
        .insertInto('mutes')
        .values({ community, kind, value, ...change })
        .onConflict((known) => known.columns(['community', 'kind', 'value']).doUpdateSet(change))
        .returningAll()
        .executeTakeFirstOrThrow();
      return toMute(row);
    });
  }

  async ofCommunities(communities: readonly Community[], now: Date): Promise<readonly Mute[]> {
    const rows = await inChunks([...new Set(communities)], (some) =>
      this.#db
        .selectFrom('mutes')
        .selectAll()
        .where('community', 'in', some)
        .where('until', '>', now.getTime())
        .orderBy('id')
        .execute(),
    );
    return rows.map(toMute);
  }

  async remove(community: Community, id: MuteId): Promise<boolean> {
    const { numDeletedRows } = await this.#db
      .deleteFrom('mutes')
      .where('community', '=', community)
      .where('id', '=', id)
      .executeTakeFirst();
    return numDeletedRows > 0n;
  }
}

function toMute({ until, ...row }: Selectable<Tables['mutes']>): Mute {
  return { ...row, until: new Date(until) };
}
