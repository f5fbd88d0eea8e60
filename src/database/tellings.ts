import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Item } from '../domain/digest.ts';
import { type Tables, toJson } from './rows.ts';

export type TellingId = number;

const HASH_LENGTH = 22;

/**
 * Keeps stories as they were told, each wording once however many channels are told it so. An item that many digests share is the same object in
 * all of them: only the first costs anything.
 */
export class Tellings {
  readonly #db: Kysely<Tables>;
  readonly #ids = new WeakMap<Item, TellingId>();

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async keep(items: readonly Item[], at: Date): Promise<ReadonlyMap<Item, TellingId>> {
    const unknown = items.filter((item) => !this.#ids.has(item));
    if (unknown.length > 0) await this.#write(unknown, at);
    return new Map(
      items.flatMap((item) => {
        const id = this.#ids.get(item);
        return id === undefined ? [] : [[item, id] as const];
      }),
    );
  }

  /** One that is there already is as old as its last telling. */
  async #write(items: readonly Item[], at: Date): Promise<void> {
    const byHash = Map.groupBy(items, hashOf);
    const rows = [...byHash].map(([hash, [item]]) => ({ hash, at: at.getTime(), item: toJson(item as Item) }));
    const kept = await this.#db
      .insertInto('tellings')
      .values(rows)
      .onConflict((same) => same.column('hash').doUpdateSet({ at: at.getTime() }))
      .returning(['id', 'hash'])
      .execute();
    for (const { id, hash } of kept) for (const item of byHash.get(hash) ?? []) this.#ids.set(item, id);
  }
}

function hashOf(item: Item): string {
  return createHash('sha256').update(JSON.stringify(item)).digest('base64url').slice(0, HASH_LENGTH);
}
