import { Column } from './column.ts';

const FIRST_BUCKETS = 1 << 12;
/** One more bucket is made when so many postings share one on average: walks stay short at 4 bytes a bucket. */
const FULL = 2;
/** A key that more articles than this share says nothing about any of them; the newest are looked at. */
const MOST_OWNERS = 64;

/**
 * Which articles hold a key (a 32-bit hash): chains of postings in typed columns, newest first, about 15 bytes a posting.
 * Owners are added in growing order, and the oldest are forgotten first. Buckets are split one by one (linear hashing), so that no posting waits for
 * millions of others to be moved.
 */
export class Postings {
  readonly #keys = new Column(Uint32Array);
  readonly #owners = new Column(Uint32Array);
  /** The posting before this one in its bucket, counted from 1; 0 ends the chain. */
  readonly #earlier = new Column(Uint32Array);
  readonly #heads = new Column(Uint32Array);
  #start = 0;
  /** Buckets before the round that is under way; those before `#next` are split in it. */
  #round = FIRST_BUCKETS;
  #next = 0;

  constructor() {
    for (let bucket = 0; bucket < FIRST_BUCKETS; bucket++) this.#heads.push(0);
  }

  add(key: number, owner: number): void {
    if (this.#keys.length - this.#start >= this.#heads.length * FULL) this.#splitBucket();
    const bucket = this.#bucketOf(key);
    this.#owners.push(owner);
    this.#earlier.push(this.#heads.at(bucket));
    this.#heads.set(bucket, this.#keys.push(key) + 1);
  }

  /** Visits the owners of a key, the newest first. */
  visit(key: number, see: (owner: number) => void): void {
    let left = MOST_OWNERS;
    for (let next = this.#heads.at(this.#bucketOf(key)); next > this.#start; next = this.#earlier.at(next - 1)) {
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
    // Kept fingerprints are the smallest of their text, so their high bits are not evenly spread: the low ones choose.
    const mixed = Math.imul(key, 0x9e3779b1);
    const bucket = mixed & (this.#round - 1);
    return bucket < this.#next ? mixed & (2 * this.#round - 1) : bucket;
  }

  /** Moves about half of a bucket's postings into a new one; both keep the newest first. */
  #splitBucket(): void {
    const low = this.#next++;
    let posting = this.#heads.at(low);
    this.#heads.set(low, 0);
    const high = this.#heads.push(0);
    let [lastLow, lastHigh] = [0, 0];
    while (posting > this.#start) {
      const bucket = this.#bucketOf(this.#keys.at(posting - 1));
      const earlier = this.#earlier.at(posting - 1);
      this.#append(bucket, bucket === high ? lastHigh : lastLow, posting);
      if (bucket === high) lastHigh = posting;
      else lastLow = posting;
      posting = earlier;
    }
    if (this.#next === this.#round) [this.#round, this.#next] = [2 * this.#round, 0];
  }

  /** Puts a posting behind the last of a bucket, 0 where it has none, as the last. */
  #append(bucket: number, last: number, posting: number): void {
    if (last === 0) this.#heads.set(bucket, posting);
    else this.#earlier.set(last - 1, posting);
    this.#earlier.set(posting - 1, 0);
  }
}
