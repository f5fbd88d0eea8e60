import type { Kysely, Selectable } from 'kysely';
import type { BehalfStore } from '../domain/behalf.ts';
import type { Spot } from '../domain/turn.ts';
import type { Tables } from './rows.ts';

/** As many channels as one menu shows; nobody runs more from one conversation. */
const MOST_KNOWN = 25;

export class Behalves implements BehalfStore {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async known(person: string): Promise<readonly Spot[]> {
    const rows = await this.#db
      .selectFrom('behalves')
      .selectAll()
      .where('person', '=', person)
      .orderBy('begun', 'desc')
      .limit(MOST_KNOWN)
      .execute();
    return rows.map(toSpot);
  }

  begin(person: string, { platform, address, community, name }: Spot, until: Date): Promise<void> {
    return this.#db.transaction().execute(async (tx) => {
      await tx.updateTable('behalves').set({ until: 0 }).where('person', '=', person).execute();
      const newest = { community, name, begun: until.getTime(), until: until.getTime() };
      await tx
        .insertInto('behalves')
        .values({ person, platform, address, ...newest })
        .onConflict((known) => known.columns(['person', 'address']).doUpdateSet(newest))
        .execute();
    });
  }

  async end(person: string, now: Date): Promise<Spot | null> {
    const spot = await this.current(person, now);
    await this.#db.updateTable('behalves').set({ until: 0 }).where('person', '=', person).execute();
    return spot;
  }

  async current(person: string, now: Date): Promise<Spot | null> {
    const row = await this.#db
      .selectFrom('behalves')
      .selectAll()
      .where('person', '=', person)
      .where('until', '>', now.getTime())
      .executeTakeFirst();
    return row === undefined ? null : toSpot(row);
  }

  async forget(person: string, address: string): Promise<void> {
    await this.#db.deleteFrom('behalves').where('person', '=', person).where('address', '=', address).execute();
  }
}

function toSpot({ platform, address, community, name }: Selectable<Tables['behalves']>): Spot {
  return { platform, address, community, name };
}
