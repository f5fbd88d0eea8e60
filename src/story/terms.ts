import { hashText } from './fingerprint.ts';

/** Two words side by side are a name, mostly; seen apart, each tells less. */
const PAIR_WEIGHT = 0.5;
/** A sign that the dictionary left alone: part of a name it does not know, or too short a word to tell anything. */
const FRAGMENT = /^[\p{Script=Han}\p{Script=Katakana}\p{Script=Thai}]$/u;
/** Years and small numbers stand in any article. */
const PLAIN_NUMBER = /^(?:\d{1,2}|(?:19|20)\d\d)$/u;

/** How often a text has a term, and what one time weighs: 0 for what its source says in everything. */
interface Counted {
  count: number;
  readonly weight: number;
}

/** The term of a stem: a 32-bit hash, even; odd for what cannot name anything, such as pairs and years. */
export function termOf(stem: string): number {
  return (hashText(stem) & ~1) >>> 0;
}

/** Whether a term is a single word and no year or small number. */
export function isWordTerm(term: number): boolean {
  return (term & 1) === 0;
}

/**
 * Stems and pairs of neighbouring stems by their terms; an empty stem says nothing and parts its neighbours. Of signs the dictionary left
 * alone, two neighbours count as a word and one counts as nothing.
 */
export function countTerms(
  parts: readonly (readonly string[])[],
  house: ReadonlySet<number>,
): ReadonlyMap<number, Counted> {
  const counts = new Map<number, Counted>();
  const count = (term: number, weight: number): void => {
    const known = counts.get(term);
    if (known === undefined) counts.set(term, { count: 1, weight });
    else known.count++;
  };
  for (const stems of parts) {
    stems.forEach((stem, i) => {
      if (stem !== '') countAt(stem, stems[i + 1] ?? '', house, count);
    });
  }
  return counts;
}

function countAt(
  stem: string,
  next: string,
  house: ReadonlySet<number>,
  count: (term: number, weight: number) => void,
): void {
  const weightOf = (term: number): number => (house.has(term) ? 0 : 1);
  const term = termOf(stem);
  const isPart = isFragment(stem);
  if (!isPart) count(isPlainNumber(stem) ? odd(term) : term, weightOf(term));
  if (next === '') return;
  if (isPart && isFragment(next)) {
    const name = termOf(stem + next);
    count(name, weightOf(name));
    return;
  }
  const isHouse = house.size > 0 && (house.has(term) || house.has(termOf(next)));
  count(odd(termOf(`${stem} ${next}`)), isHouse ? 0 : PAIR_WEIGHT);
}

function isFragment(stem: string): boolean {
  return stem.length <= 2 && FRAGMENT.test(stem);
}

function isPlainNumber(stem: string): boolean {
  return stem.length <= 4 && PLAIN_NUMBER.test(stem);
}

function odd(term: number): number {
  return (term | 1) >>> 0;
}
