import type { Kysely } from 'kysely';
import type { UntoldNotice, UntoldStore } from '../domain/source.ts';
import { fromJson, type Tables, toJson } from './rows.ts';

export class Untold implements UntoldStore {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async keep(person: string, notice: UntoldNotice, at: Date): Promise<void> {
    const row = { person, at: at.getTime(), notice: toJson(notice) };
    await this.#db.insertInto('untold').values(row).execute();
  }

  async take(person: string): Promise<readonly UntoldNotice[]> {
    const rows = await this.#db.deleteFrom('untold').where('person', '=', person).returningAll().execute();
    return rows.toSorted((one, other) => one.id - other.id).map(({ notice }) => fromJson(notice));
  }

  async forgetBefore(instant: Date): Promise<void> {
    await this.#db.deleteFrom('untold').where('at', '<', instant.getTime()).execute();
  }
}
