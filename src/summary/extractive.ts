import { agreementOf } from './agreement.ts';
import { type Candidate, candidatesOf } from './candidates.ts';
import { type Budget, chooseSentences } from './choose.ts';
import { FEATURES, featuresOf } from './features.ts';
import { overtakenBy } from './outdated.ts';
import weights from './weights.json' with { type: 'json' };

/** What a summary needs of an article. */
export interface Told {
  readonly title: string;
  readonly text: string;
  /** When it was published: of a story's articles the later ones count more. */
  readonly at?: Date;
}

export interface ExtractiveSummary {
  /** The chosen sentences as they stand in the articles, and which article each is from (from 0). */
  readonly sentences: readonly { readonly text: string; readonly article: number }[];
  /** The sentences joined by a blank; empty when the articles hold none. */
  readonly text: string;
}

/** What chooses between sentences: a weight per feature, and what agreement and repetition count. */
export interface Weights {
  readonly features: Readonly<Record<string, number>>;
  readonly support: number;
  readonly shared: number;
  /** What repeating another sentence costs, within one article and between the articles of a story. */
  readonly redundancy: number;
  readonly storyRedundancy: number;
}

/** More articles than this say nothing new about one event. */
const MOST_ARTICLES = 6;
const STORY_SENTENCES = 40;

/**
 * The sentences that tell an article, or the articles of one story, best: a linear score over a few features, after Lead and forward centrality, with
 * the weights of weights.json (fitted by test/bench/fit-summary.ts). `language` is a BCP 47 primary tag when known.
 */
export function summarize(articles: readonly Told[], language: string | null, budget: Budget): ExtractiveSummary {
  const chosen = chooseWith(weights, readArticles(articles, language), budget);
  return {
    sentences: chosen.map(({ text, article }) => ({ text, article })),
    text: chosen.map(({ text }) => text).join(' '),
  };
}

/** A story as the choice sees it: candidates and the features of each, per article. */
export interface ReadStory {
  readonly articles: readonly (readonly Candidate[])[];
  readonly rows: readonly (readonly (readonly number[])[])[];
  /** What later articles take from each sentence; null of one article, and where it is not known which is later. */
  readonly overtaken: readonly number[] | null;
  readonly agreement: { readonly support: readonly number[]; readonly shared: readonly number[] } | null;
}

/** Reads what does not depend on the weights: for fitting them, this is done once. */
export function readArticles(articles: readonly Told[], language: string | null): ReadStory {
  const told = articles
    .slice(0, MOST_ARTICLES)
    .map(({ title, text }, at) => ({ title, candidates: candidatesOf(text, language, at) }));
  const held = told.filter(({ candidates }) => candidates.length > 0);
  const cut =
    held.length > 1
      ? held.map(({ title, candidates }) => ({ title, candidates: candidates.slice(0, STORY_SENTENCES) }))
      : held;
  return {
    articles: cut.map(({ candidates }) => candidates),
    rows: cut.map(({ title, candidates }) => featuresOf(candidates, title, language)),
    overtaken:
      cut.length > 1
        ? overtakenBy(
            cut.map(({ candidates }) => candidates),
            articles.map(({ at }) => at),
          )
        : null,
    agreement: cut.length > 1 ? agreementOf(cut.map(({ candidates }) => candidates)) : null,
  };
}

/** The choice with these weights. */
export function chooseWith(
  weighing: Weights,
  { articles, rows, overtaken, agreement }: ReadStory,
  budget: Budget,
): readonly Candidate[] {
  const weightOf = FEATURES.map((name) => weighing.features[name] ?? 0);
  const own = rows.flat().map((row) => row.reduce((sum, figure, at) => sum + figure * (weightOf[at] ?? 0), 0));
  if (!agreement) return chooseSentences(articles.flat(), own, budget, weighing.redundancy);
  const all = articles.flat();
  const scores = own.map(
    (score, at) =>
      score +
      weighing.support * (agreement.support[at] ?? 0) +
      weighing.shared * (agreement.shared[at] ?? 0) -
      (overtaken?.[at] ?? 0),
  );
  const chosen = chooseSentences(all, scores, budget, weighing.storyRedundancy);
  return overtaken === null ? chosen : inTurn(chosen, (candidate) => scores[all.indexOf(candidate)] ?? 0);
}

/** The article with the best sentence comes first, for that tells what happened; within one the order stays. */
function inTurn(chosen: readonly Candidate[], worth: (candidate: Candidate) => number): readonly Candidate[] {
  const best = (candidates: readonly Candidate[]): number => Math.max(...candidates.map(worth));
  const groups = [...Map.groupBy(chosen, ({ article }) => article).values()];
  return groups.toSorted((a, b) => best(b) - best(a)).flat();
}
