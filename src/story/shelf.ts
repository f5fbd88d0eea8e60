import { Column } from './column.ts';
import { hashText } from './fingerprint.ts';
import { Postings } from './postings.ts';
import type { Telling } from './telling.ts';

/** The share of the shorter text that must be in the longer one (best F1 on near-copies once standing text is dropped). */
const SAME_TEXT = 0.5;
/** Fewer shared fingerprints than this (some 12 words) are a shared quotation, not a shared text. */
const LEAST_SHARED = 4;
/** A text with fewer fingerprints of its own (some 30 words) is known by its headline as well. */
const THIN = 10;
const HOUR_MS = 3_600_000;
/** How far apart two outlets may run one headline. */
const SAME_HEADLINE_MS = 36 * HOUR_MS;
/** One outlet repeats a headline every day ("What to watch on television tonight"). */
const OWN_HEADLINE_MS = 12 * HOUR_MS;
/** Two long texts at one address that share less than this: the page changed its subject (a live page, a home page). */
const OTHER_TEXT = 0.05;
/** Fingerprints of some 100 words: enough to say that two texts have nothing in common. */
const LONG = 40;
/** Fingerprints kept for comparing, 2 bytes each: all of a 200-word text, an even sample of a longer one. */
const SKETCH = 80;
/** Fingerprints an article can be found by, 12 bytes each: the smallest of its opening (which a cut copy keeps) and of all. */
const FOUND_BY_OPENING = 7;
const FOUND_BY_ALL = 7;
const OPENING = 24;
/** Fingerprints of the first 20 words or so: enough that some are in the other's sample. */
const OWN_OPENING = 8;
/** A candidate shares at least so many of those; one alone is a phrase. */
const LEAST_FOUND = 2;
const MOST_CANDIDATES = 12;
const ALL_HASHES = 2 ** 32;
const SEED = { address: 1, addressCheck: 2, headline: 3, headlineCheck: 4, source: 5 };

/** What an article is recognised by. */
export interface Print {
  /** The fingerprints of its whole text. */
  readonly all: readonly number[];
  /** Those without the source's standing text. */
  readonly own: readonly number[];
  readonly address: string | null;
  /** Null when the headline is too short to tell anything. */
  readonly headline: string | null;
}

/** The articles reprints are looked for among, in typed columns: about 490 bytes each. A slot is an article's place by arrival. */
export class Shelf {
  readonly #found = new Postings();
  readonly #ids = new Column(Float64Array);
  readonly #originals = new Column(Float64Array);
  readonly #seconds = new Column(Uint32Array);
  readonly #sources = new Column(Uint32Array);
  readonly #sizes = new Column(Uint16Array);
  readonly #addresses = new Column(Uint32Array);
  readonly #headlines = new Column(Uint32Array);
  readonly #sketchStarts = new Column(Uint32Array);
  readonly #sketches = new Column(Uint16Array);
  readonly #marks = new Uint8Array(1 << 16);
  #start = 0;

  get size(): number {
    return this.#ids.length - this.#start;
  }

  put({ id, at, source }: Telling, { own, address, headline }: Print, original: number): void {
    const slot = this.#ids.push(id);
    this.#originals.push(original);
    this.#seconds.push(at.getTime() / 1000);
    this.#sources.push(hashText(String(source), SEED.source));
    this.#sizes.push(own.length);
    this.#addresses.push(address === null ? 0 : hashText(address, SEED.addressCheck));
    this.#headlines.push(headline === null ? 0 : hashText(headline, SEED.headlineCheck));
    this.#sketchStarts.push(this.#sketches.length);
    for (const each of own) if (each < sampledBelow(own.length)) this.#sketches.push(each & 0xffff);
    if (address !== null) this.#found.add(hashText(address, SEED.address), slot);
    if (headline !== null) this.#found.add(hashText(headline, SEED.headline), slot);
    for (const each of keysOf(own)) this.#found.add(each, slot);
  }

  /** The first of the articles this one repeats; null when there is none. */
  originalOf(telling: Telling, print: Print): number | null {
    for (const each of print.own) this.#marks[each & 0xffff] = 1;
    const slot = this.#atAddress(print) ?? this.#withText(telling, print) ?? this.#underHeadline(telling, print);
    for (const each of print.own) this.#marks[each & 0xffff] = 0;
    return slot === undefined ? null : this.#originals.at(slot);
  }

  forgetBefore(instantMs: number): void {
    while (this.size > 0 && this.#seconds.at(this.#start) * 1000 < instantMs) this.#start++;
    this.#found.forgetBefore(this.#start);
    this.#sketches.forgetBefore(this.#sketchStarts.at(this.#start));
    for (const column of [this.#ids, this.#originals, this.#seconds, this.#sources, this.#sizes])
      column.forgetBefore(this.#start);
    for (const column of [this.#addresses, this.#headlines, this.#sketchStarts]) column.forgetBefore(this.#start);
  }

  #atAddress({ address, own }: Print): number | undefined {
    if (address === null) return undefined;
    const check = hashText(address, SEED.addressCheck);
    const isSame = (slot: number): boolean => this.#addresses.at(slot) === check && !this.#isOtherText(own, slot);
    return this.#newest(hashText(address, SEED.address), isSame);
  }

  #isOtherText(own: readonly number[], slot: number): boolean {
    return own.length >= LONG && this.#sizes.at(slot) >= LONG && this.#likeness(own, slot) < OTHER_TEXT;
  }

  #withText({ source }: Telling, { own }: Print): number | undefined {
    const from = hashText(String(source), SEED.source);
    let best: number | undefined;
    let most = SAME_TEXT;
    for (const slot of this.#candidates(own)) {
      const likeness = this.#likeness(own, slot);
      if (likeness < most || (this.#sources.at(slot) === from && !this.#opensAlike(own, slot))) continue;
      best = slot;
      most = likeness;
    }
    return best;
  }

  /**
   * Whether any of the article's opening is in the other's text. Two articles of one source that share only what follows share its
   * standing text, which is not known yet after a few articles.
   */
  #opensAlike(own: readonly number[], slot: number): boolean {
    const opening = new Set(own.slice(0, OWN_OPENING).map((each) => each & 0xffff));
    return this.#sketchOf(slot).some((each) => opening.has(each));
  }

  #underHeadline({ at, source }: Telling, { headline, own }: Print): number | undefined {
    if (headline === null) return undefined;
    const check = hashText(headline, SEED.headlineCheck);
    const from = hashText(String(source), SEED.source);
    return this.#newest(hashText(headline, SEED.headline), (slot) => {
      const within = this.#sources.at(slot) === from ? OWN_HEADLINE_MS : SAME_HEADLINE_MS;
      const isThin = own.length < THIN || this.#sizes.at(slot) < THIN;
      const apart = Math.abs(at.getTime() - this.#seconds.at(slot) * 1000);
      return isThin && this.#headlines.at(slot) === check && apart <= within;
    });
  }

  #newest(key: number, accepts: (slot: number) => boolean): number | undefined {
    let newest: number | undefined;
    this.#found.visit(key, (slot) => {
      if (newest === undefined && accepts(slot)) newest = slot;
    });
    return newest;
  }

  /** The slots that share most of what they can be found by, best first; of equals the earliest. */
  #candidates(own: readonly number[]): readonly number[] {
    const shared = new Map<number, number>();
    const count = (slot: number): void => {
      shared.set(slot, (shared.get(slot) ?? 0) + 1);
    };
    for (const each of own) this.#found.visit(each, count);
    return [...shared]
      .filter(([, found]) => found >= LEAST_FOUND)
      .sort(([slotA, a], [slotB, b]) => b - a || slotA - slotB)
      .slice(0, MOST_CANDIDATES)
      .map(([slot]) => slot);
  }

  /** The share of the shorter text that is in the longer one, 0 to 1, estimated from the slot's sample; the marks must be the article's. */
  #likeness(own: readonly number[], slot: number): number {
    const sketch = this.#sketchOf(slot);
    const shared = sketch.reduce((sum, each) => sum + (this.#marks[each] ?? 0), 0);
    if (shared < LEAST_SHARED) return 0;
    const below = sampledBelow(this.#sizes.at(slot));
    const comparable = own.reduce((count, each) => count + (each < below ? 1 : 0), 0);
    return shared / Math.min(sketch.length, comparable);
  }

  #sketchOf(slot: number): readonly number[] {
    const start = this.#sketchStarts.at(slot);
    const end = slot + 1 < this.#sketchStarts.length ? this.#sketchStarts.at(slot + 1) : this.#sketches.length;
    return Array.from({ length: end - start }, (_, i) => this.#sketches.at(start + i));
  }
}

/** Of a text with so many fingerprints those below this hash are kept, so that two samples can be compared over what both cover. */
function sampledBelow(fingerprints: number): number {
  return fingerprints <= SKETCH ? ALL_HASHES : (ALL_HASHES * SKETCH) / fingerprints;
}

function keysOf(own: readonly number[]): ReadonlySet<number> {
  const opening = smallest(own.slice(0, OPENING), FOUND_BY_OPENING);
  const rest = own.filter((each) => !opening.includes(each));
  return new Set([...opening, ...smallest(rest, FOUND_BY_ALL)]);
}

function smallest(hashes: readonly number[], count: number): readonly number[] {
  return [...hashes].sort((a, b) => a - b).slice(0, count);
}
