import { Column } from './column.ts';

const FIRST_BUCKETS = 1 << 12;
/** Buckets double when this many postings share one on average: walks stay short at 4 bytes a bucket. */
const FULL = 2;
/** A key that more articles than this share says nothing about any of them; the newest are looked at. */
const MOST_OWNERS = 64;

/**
 * Which articles hold a key (a 32-bit hash): chains of postings in typed columns, newest first, about 15 bytes a posting.
 * Owners are added in growing order, and the oldest are forgotten first.
 */
export class Postings {
  readonly #keys = new Column(Uint32Array);
  readonly #owners = new Column(Uint32Array);
  /** The posting before this one in its bucket, counted from 1; 0 ends the chain. */
  readonly #earlier = new Column(Uint32Array);
  #heads = new Uint32Array(FIRST_BUCKETS);
  #start = 0;

  add(key: number, owner: number): void {
    if (this.#keys.length - this.#start >= this.#heads.length * FULL) this.#doubleBuckets();
    const bucket = this.#bucketOf(key);
    this.#owners.push(owner);
    this.#earlier.push(this.#heads[bucket] ?? 0);
    this.#heads[bucket] = this.#keys.push(key) + 1;
  }

  /** Visits the owners of a key, the newest first. */
  visit(key: number, see: (owner: number) => void): void {
    let left = MOST_OWNERS;
    for (let next = this.#heads[this.#bucketOf(key)] ?? 0; next > this.#start; next = this.#earlier.at(next - 1)) {
      if (this.#keys.at(next - 1) !== key) continue;
      see(this.#owners.at(next - 1));
      if (--left === 0) return;
    }
  }

  /** Forgets what owners before this one hold. */
  forgetBefore(owner: number): void {
    while (this.#start < this.#keys.length && this.#owners.at(this.#start) < owner) this.#start++;
    for (const column of [this.#keys, this.#owners, this.#earlier]) column.forgetBefore(this.#start);
  }

  #bucketOf(key: number): number {
    // Kept fingerprints are the smallest of their text, so their high bits are no longer evenly spread: mix before cutting.
    return (Math.imul(key, 0x9e3779b1) >>> 0) % this.#heads.length;
  }

  #doubleBuckets(): void {
    this.#heads = new Uint32Array(this.#heads.length * 2);
    for (let position = this.#start; position < this.#keys.length; position++) {
      const bucket = this.#bucketOf(this.#keys.at(position));
      this.#earlier.set(position, this.#heads[bucket] ?? 0);
      this.#heads[bucket] = position + 1;
    }
  }
}
