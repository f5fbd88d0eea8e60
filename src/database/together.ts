import type { Kysely } from 'kysely';
import type { Tables } from './rows.ts';

/** Writes of one transaction at most, so that the driver, which holds up the process while it works, is done within some milliseconds. */
const MOST_TOGETHER = 50;

type Work<T> = (tx: Kysely<Tables>) => Promise<T>;

interface Waiting {
  readonly work: Work<unknown>;
  readonly done: PromiseWithResolvers<unknown>;
}

/**
 * Puts writes that come while another is under way into one transaction: to bring a commit to the disk costs more than ten writes. Each is answered
 * once it is on the disk. A write that fails fails alone; it may be run twice, the first time rolled back.
 */
export class Together {
  readonly #db: Kysely<Tables>;
  readonly #waiting: Waiting[] = [];
  #isWriting = false;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async run<T>(work: Work<T>): Promise<T> {
    const done = Promise.withResolvers<unknown>();
    this.#waiting.push({ work, done });
    void this.#write();
    return (await done.promise) as T;
  }

  async #write(): Promise<void> {
    if (this.#isWriting) return;
    this.#isWriting = true;
    while (this.#waiting.length > 0) await this.#writeSome(this.#waiting.splice(0, MOST_TOGETHER));
    this.#isWriting = false;
  }

  async #writeSome(some: readonly Waiting[]): Promise<void> {
    try {
      const results = await this.#inTransaction(some.map(({ work }) => work));
      for (const [i, { done }] of some.entries()) done.resolve(results[i]);
    } catch (error) {
      if (some.length === 1) some[0]?.done.reject(error);
      else for (const one of some) await this.#writeSome([one]);
    }
  }

  #inTransaction(works: readonly Work<unknown>[]): Promise<readonly unknown[]> {
    return this.#db.transaction().execute(async (tx) => {
      const results: unknown[] = [];
      for (const work of works) results.push(await work(tx));
      return results;
    });
  }
}
