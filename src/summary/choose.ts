import type { Candidate } from './candidates.ts';

/** How much a summary may hold. */
export interface Budget {
  readonly sentences: number;
  readonly words: number;
}

/** A whole sentence is worth a sixth more than the budget: 10 words over 60. */
const TOLERANCE = 7 / 6;
/** Two sentences that share this much of the shorter one's terms say the same. */
const SAME_MATTER = 0.8;

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
  const termSets = new Map(candidates.map((candidate) => [candidate, new Set(candidate.terms)]));
  let words = 0;
  while (chosen.length < budget.sentences) {
    const open = candidates
      .map((candidate, at) => ({ candidate, score: scores[at] ?? 0 }))
      .filter(({ candidate }) => words + candidate.words <= limit && isFree(candidate, chosen));
    const best = bestOf(
      open.flatMap(({ candidate, score }) => {
        const shared = mostShared(candidate, chosen, termSets);
        return shared > SAME_MATTER ? [] : [{ candidate, score: score - redundancy * shared }];
      }),
    );
    if (!best) break;
    chosen.push(best);
    words += best.words;
  }
  const first = candidates[0];
  if (chosen.length === 0 && first && budget.sentences > 0) return [first];
  return chosen.sort((a, b) => a.article - b.article || a.place - b.place);
}

/** Not taken yet, and standing by itself or beside the sentence it leans on. The opening of an article leans on nothing. */
function isFree(candidate: Candidate, chosen: readonly Candidate[]): boolean {
  if (chosen.includes(candidate)) return false;
  return (
    !candidate.leans ||
    candidate.place === 0 ||
    chosen.some((other) => other.article === candidate.article && other.place === candidate.place - 1)
  );
}

function bestOf(scored: readonly { readonly candidate: Candidate; readonly score: number }[]): Candidate | undefined {
  let best: { readonly candidate: Candidate; readonly score: number } | undefined;
  for (const each of scored) if (!best || each.score > best.score) best = each;
  return best?.candidate;
}

function mostShared(
  candidate: Candidate,
  chosen: readonly Candidate[],
  termSets: ReadonlyMap<Candidate, ReadonlySet<string>>,
): number {
  const own = termSets.get(candidate) ?? new Set();
  return Math.max(0, ...chosen.map((other) => sharedOf(own, termSets.get(other) ?? new Set())));
}

function sharedOf(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  return one.intersection(other).size / Math.max(1, Math.min(one.size, other.size));
}
