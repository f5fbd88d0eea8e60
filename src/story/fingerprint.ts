import { wordsOf } from '../text/words.ts';

/** Five words in a row are rarely written twice by chance (best F1 of 3 to 8 in our measurements of near-copies). */
const RUN_WORDS = 5;
/** Of every four runs the one with the smallest hash is kept, so that any shared passage of eight words leaves a shared fingerprint. */
const WINDOW = 4;
/** Copies differ at the end; about 600 words tell them apart, and longer texts cost no more. */
const READ_CHARACTERS = 4000;

/**
 * The fingerprints of a text: the distinct winnowed hashes (32 bits) of its five-word runs, in the text's order.
 * Winnowing: Schleimer, Wilkerson and Aiken, SIGMOD 2003. A text of fewer than five words has none.
 */
export function fingerprintsOf(text: string): readonly number[] {
  return winnow(hashRuns(wordsOf(text.slice(0, READ_CHARACTERS)).map((word) => hashText(word))));
}

/** A 32-bit hash of a text (FNV-1a, then murmur's finish); different seeds give independent hashes. */
export function hashText(text: string, seed = 0): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return finish(hash);
}

function hashRuns(words: readonly number[]): readonly number[] {
  const runs: number[] = [];
  for (let i = 0; i + RUN_WORDS <= words.length; i++) {
    let hash = 7;
    for (let j = i; j < i + RUN_WORDS; j++) {
      hash = Math.imul(hash ^ (words[j] ?? 0), 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    runs.push(finish(hash));
  }
  return runs;
}

/** The smallest hash of each window, each once; of equals the last. */
function winnow(runs: readonly number[]): readonly number[] {
  const kept = new Set<number>();
  let smallest = -1;
  for (let end = Math.min(WINDOW, runs.length) - 1; end < runs.length; end++) {
    const start = Math.max(0, end - WINDOW + 1);
    if (smallest < start) smallest = start;
    for (let i = smallest + 1; i <= end; i++) if (at(runs, i) <= at(runs, smallest)) smallest = i;
    if (runs.length > 0) kept.add(at(runs, smallest));
  }
  return [...kept];
}

function at(runs: readonly number[], position: number): number {
  return runs[position] ?? 0;
}

function finish(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
