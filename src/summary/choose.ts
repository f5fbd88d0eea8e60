import type { Candidate } from './candidates.ts';

/** How much a summary may hold. */
export interface Budget {
  readonly sentences: number;
  readonly words: number;
}

/** A whole sentence is worth a sixth more than the budget: 10 words over 60. */
const TOLERANCE = 7 / 6;
/** Two sentences that share this much of the shorter one's terms tell the same; a lower bar costs the readers' scores of single articles. */
const SAME_MATTER = 0.5;

/**
 * The best sentences that fit, in text order. A sentence that leans on the one before it is taken only beside it; one that repeats what is taken
 * pays for what it shares (`redundancy` a whole sentence). Only when every sentence is too long for the budget is one over it taken: the first.
 */
export function chooseSentences(
  candidates: readonly Candidate[],
  scores: readonly number[],
  budget: Budget,
  redundancy: number,
): readonly Candidate[] {
  const limit = Math.floor(budget.words * TOLERANCE);
  const chosen: Candidate[] = [];
  let words = 0;
  while (chosen.length < budget.sentences) {
    const best = bestOf(candidates, (candidate, at) => {
      if (words + candidate.words > limit || !isFree(candidate, chosen)) return Number.NEGATIVE_INFINITY;
      const shared = mostShared(candidate, chosen);
      return shared > SAME_MATTER ? Number.NEGATIVE_INFINITY : (scores[at] ?? 0) - redundancy * shared;
    });
    if (!best) break;
    chosen.push(best);
    words += best.words;
  }
  const first = candidates[0];
  if (chosen.length === 0 && first && budget.sentences > 0) return [first];
  return chosen.sort((a, b) => a.article - b.article || a.place - b.place);
}

/** Not taken yet, whole, and standing by itself or beside the sentence it leans on. The opening of an article leans on nothing. */
function isFree(candidate: Candidate, chosen: readonly Candidate[]): boolean {
  if (chosen.includes(candidate) || candidate.isTorn) return false;
  return (
    (!candidate.leans && !candidate.isSpeech) ||
    candidate.place === 0 ||
    chosen.some((other) => other.article === candidate.article && other.place === candidate.place - 1)
  );
}

/** The first of the highest worth; none when nothing is worth anything. */
function bestOf(
  candidates: readonly Candidate[],
  worth: (candidate: Candidate, at: number) => number,
): Candidate | undefined {
  let best: Candidate | undefined;
  let most = Number.NEGATIVE_INFINITY;
  for (const [at, candidate] of candidates.entries()) {
    const figure = worth(candidate, at);
    if (figure > most) [best, most] = [candidate, figure];
  }
  return best;
}

function mostShared(candidate: Candidate, chosen: readonly Candidate[]): number {
  return Math.max(0, ...chosen.map((other) => sharedOf(candidate.vocabulary, other.vocabulary)));
}

function sharedOf(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const [small, large] = one.size < other.size ? [one, other] : [other, one];
  let both = 0;
  for (const term of small) if (large.has(term)) both += 1;
  return both / Math.max(1, small.size);
}
