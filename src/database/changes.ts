import type { Kysely } from 'kysely';
import type { ChangeNote, ChangeStore } from '../domain/change.ts';
import type { Community } from '../domain/channel.ts';
import { fromJson, type Tables, toJson } from './rows.ts';

export class Changes implements ChangeStore {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async note({ community, by, at, code, values }: ChangeNote): Promise<void> {
    const row = { community, at: at.getTime(), by_id: by.id, by_name: by.name, code, details: toJson(values) };
    await this.#db.insertInto('changes').values(row).execute();
  }

  async latest(community: Community, limit: number): Promise<readonly ChangeNote[]> {
    const rows = await this.#db
      .selectFrom('changes')
      .selectAll()
      .where('community', '=', community)
      .orderBy('id', 'desc')
      .limit(limit)
      .execute();
    return rows.map(({ by_id: id, by_name: name, at, code, details }) => ({
      ...{ community, by: { id, name }, at: new Date(at), code },
      values: fromJson(details),
    }));
  }

  async forgetBefore(instant: Date): Promise<void> {
    await this.#db.deleteFrom('changes').where('at', '<', instant.getTime()).execute();
  }
}
