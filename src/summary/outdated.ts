import { foldWord } from '../text/words.ts';
import type { Candidate } from './candidates.ts';
import { numbersOf } from './faithful-numbers.ts';

/** What telling an event long before the others costs a sentence: enough to tell two alike apart. */
const OLDER = 0.1;
const HALF_MS = 6 * 3_600_000;
/** What it costs to give a number that a later article has replaced: more than any feature is worth. */
const REPLACED = 2;
/** Two sentences that share this much of the shorter one's terms tell of one thing. */
const SAME_THING = 0.5;
const FEWEST_SHARED = 3;
const NONE: ReadonlySet<number> = new Set();

/**
 * How far each sentence of a story is overtaken by later articles, in the order of the sentences: a little by their age, and much where a later one says the
 * same with other numbers. `at` is when each article was published, by the candidates' article; null when that is not known of all.
 */
export function overtakenBy(
  articles: readonly (readonly Candidate[])[],
  at: readonly (Date | undefined)[],
): readonly number[] | null {
  const times = articles.map(([first]) => at[first?.article ?? 0]?.getTime() ?? Number.NaN);
  const newest = Math.max(...times);
  if (Number.isNaN(newest)) return null;
  return articles.flatMap((candidates, own) => {
    const time = times[own] ?? newest;
    const later = articles.filter((_, other) => (times[other] ?? newest) > time);
    const age = OLDER * (1 - 2 ** ((time - newest) / HALF_MS));
    return candidates.map((candidate) => age + (isReplaced(candidate, candidates, later) ? REPLACED : 0));
  });
}

/** A sentence like it in a later article counts the same things and finds another number of them, and nothing there holds on to this one's. */
function isReplaced(
  candidate: Candidate,
  own: readonly Candidate[],
  later: readonly (readonly Candidate[])[],
): boolean {
  const counts = countsOf([candidate]);
  if (counts.size === 0 || later.length === 0) return false;
  const before = countsOf(own);
  return later.some((others) => {
    const after = countsOf(others);
    return others.some(
      (other) =>
        isSameThing(candidate, other) &&
        [...countsOf([other])].some(
          ([things, now]) =>
            counts.has(things) &&
            now.isDisjointFrom(before.get(things) ?? now) &&
            counts.get(things)?.isDisjointFrom((after.get(things) ?? now).union(numbersOf(other.text))),
        ),
    );
  });
}

/** How many there are of what is counted, by the word behind the number: "11 people". */
function countsOf(candidates: readonly Candidate[]): ReadonlyMap<string, ReadonlySet<number>> {
  const counts = new Map<string, ReadonlySet<number>>();
  for (const { text } of candidates) {
    const words = text.split(/\s+/u);
    for (const [at, word] of words.entries()) {
      const things = foldWord((words[at + 1] ?? '').replace(/[^\p{L}\p{M}-]/gu, ''));
      const numbers = things === '' ? NONE : numbersOf(word);
      if (numbers.size > 0) counts.set(things, numbers.union(counts.get(things) ?? NONE));
    }
  }
  return counts;
}

function isSameThing(one: Candidate, other: Candidate): boolean {
  const shared = one.vocabulary.intersection(other.vocabulary).size;
  const shorter = Math.min(one.vocabulary.size, other.vocabulary.size);
  return shared >= FEWEST_SHARED && shared >= shorter * SAME_THING;
}
