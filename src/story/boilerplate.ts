import { hashText } from './fingerprint.ts';

/** Passages counted for a source, 3 bytes each; at about 100 new ones an article, a passage is challenged once in 80 articles. */
const CELLS = 1 << 13;
/** A passage that one source carried under two headlines is the source's own standing text (best F1 of 2 to 5). */
const STANDING = 2;
const MOST_COUNTED = 200;
/** Sources remembered at 24 KiB each; the one not heard of for longest is forgotten first. */
const MOST_SOURCES = 1500;

/** What a source keeps printing: one passage a cell, with how many headlines it stood under. */
interface Habit {
  /** The passage's other bits: the cell's number holds the first ones. */
  readonly tags: Uint8Array;
  readonly counts: Uint8Array;
  /** A mark of the headline the cell was last counted under: an article that comes again counts once. */
  readonly headlines: Uint8Array;
}

/** Learns which passages each source prints under everything (newsletter calls, copyright, "Most read"), by fingerprint. */
export class StandingText {
  readonly #habits = new Map<string | number, Habit>();

  /** The fingerprints that are the article's own. */
  drop(source: string | number, fingerprints: readonly number[]): readonly number[] {
    const habit = this.#habits.get(source);
    if (habit === undefined) return fingerprints;
    return fingerprints.filter((each) => !isStanding(habit, each));
  }

  /**
   * Counts an article's fingerprints. Reprints count too, else a source whose standing text is longer than its news would have
   * every article taken for a reprint of its first and never be understood.
   */
  learn(source: string | number, fingerprints: readonly number[], headline: string): void {
    const habit = this.#habitOf(source);
    const mark = hashText(headline) & 0xff;
    for (const each of fingerprints) count(habit, each, mark);
  }

  #habitOf(source: string | number): Habit {
    const habit = this.#habits.get(source) ?? newHabit();
    this.#habits.delete(source);
    this.#habits.set(source, habit);
    const [oldest] = this.#habits.keys();
    if (this.#habits.size > MOST_SOURCES && oldest !== undefined) this.#habits.delete(oldest);
    return habit;
  }
}

function newHabit(): Habit {
  return { tags: new Uint8Array(CELLS), counts: new Uint8Array(CELLS), headlines: new Uint8Array(CELLS) };
}

function isStanding({ tags, counts }: Habit, fingerprint: number): boolean {
  const cell = fingerprint % CELLS;
  return tags[cell] === tagOf(fingerprint) && (counts[cell] ?? 0) >= STANDING;
}

/** One more headline for the passage in the cell; another passage wears it down and takes its place, so habits that were dropped are forgotten. */
function count({ tags, counts, headlines }: Habit, fingerprint: number, mark: number): void {
  const cell = fingerprint % CELLS;
  const known = counts[cell] ?? 0;
  const isSame = tags[cell] === tagOf(fingerprint);
  if (known > 0 && isSame && headlines[cell] === mark) return;
  const replaces = known === 0 || (known === 1 && !isSame);
  if (replaces) tags[cell] = tagOf(fingerprint);
  if (replaces || isSame) headlines[cell] = mark;
  if (replaces) counts[cell] = 1;
  else counts[cell] = isSame ? Math.min(MOST_COUNTED, known + 1) : known - 1;
}

function tagOf(fingerprint: number): number {
  return (fingerprint >>> 13) & 0xff;
}
