import type { Candidate } from './candidates.ts';
import { documentFrequency, dot, standardize, tfIdfVectors, type Vector } from './vectors.ts';

/** What an article says first is compared with the others'; its later sentences are seldom the event. */
const COMPARED_SENTENCES = 12;

/** How far the other articles of a story say what a sentence says, in standard deviations, in the order of the sentences. */
export interface Agreement {
  /** The mean over the other articles of the likeness to their nearest sentence. */
  readonly support: readonly number[];
  /** How many articles use its terms, for its length. */
  readonly shared: readonly number[];
}

/** `articles` are the candidates of each article, none of them empty; the figures run over all of them in order. */
export function agreementOf(articles: readonly (readonly Candidate[])[]): Agreement {
  const all = articles.flat();
  const vectors = tfIdfVectors(all.map((candidate) => candidate.terms));
  const heads = headsOf(articles, vectors);
  const users = documentFrequency(articles.map((candidates) => candidates.flatMap((candidate) => candidate.terms)));
  const others = Math.max(1, articles.length - 1);
  return {
    support: standardize(all.map((candidate, at) => supportOf(vectors[at], candidate.article, heads) / others)),
    shared: standardize(all.map(({ terms }) => sharedTerms(terms, users) / others)),
  };
}

function headsOf(
  articles: readonly (readonly Candidate[])[],
  vectors: readonly Vector[],
): ReadonlyMap<number, readonly Vector[]> {
  let start = 0;
  return new Map(
    articles.map((candidates) => {
      const head = vectors.slice(start, start + Math.min(candidates.length, COMPARED_SENTENCES));
      start += candidates.length;
      return [candidates[0]?.article ?? 0, head];
    }),
  );
}

function supportOf(vector: Vector = new Map(), article: number, heads: ReadonlyMap<number, readonly Vector[]>): number {
  let sum = 0;
  for (const [other, head] of heads)
    if (other !== article) sum += Math.max(0, ...head.map((each) => dot(vector, each)));
  return sum;
}

function sharedTerms(terms: readonly string[], users: ReadonlyMap<string, number>): number {
  const distinct = new Set(terms);
  let sum = 0;
  for (const term of distinct) sum += (users.get(term) ?? 1) - 1;
  return sum / Math.sqrt(Math.max(4, distinct.size));
}
