import { cosine, sharedTerms, type Vector } from './vector.ts';

/** A telling as it is compared with another. */
export interface Compared {
  readonly source: string | number;
  readonly vector: Vector;
  /** The terms of the headline that its source does not use in everything. */
  readonly headline: ReadonlySet<number>;
  /** Words there were to read, headline included. */
  readonly words: number;
}

/** How much it says that two tellings share a term. */
export interface TermJudge {
  /** Whether it names someone or something. */
  isSpecific(term: number): boolean;
  /** Whether it is hardly met outside the story. */
  isOwn(term: number): boolean;
}

/** What shared terms count for: a word of any day's news half a name. */
const WORTH = { own: 2, specific: 1, other: 0.5 };
/** Nothing less shared makes two articles one story, however alike they look, and one of the shared words must name something. */
const LEAST_EVIDENCE = 2;
/** Likeness without which no number of shared words counts: long texts share many by chance. */
const LEAST_ALIKE = 0.16;
/** Shared terms and likeness make up for each other: at .30, three names are asked for, at .24 six (drawn by eye over joins in mixed feeds). */
const PER_EVIDENCE = 0.02;
const ENOUGH = 0.36;
/** Two bare headlines share few words whatever they tell, one name among them; no summary can mix what they say (best mean B-cubed F at precision .89). */
const HEADLINE_WORDS = 16;
const OF_HEADLINES = { alike: 0.12, evidence: 1, enough: 0.16 } as const;
/** One source tells an event once, mostly, and its articles are alike by its manner: more is asked, and in the headlines too. */
const ENOUGH_IN_ONE_SOURCE = 0.42;
const SHARED_HEADLINE_WORDS = 2;

/** Whether one telling alone is proof enough that another tells the same event. */
export function retells(article: Compared, telling: Compared, judge: TermJudge): boolean {
  const likeness = cosine(article.vector, telling.vector);
  const areHeadlines = Math.max(article.words, telling.words) < HEADLINE_WORDS;
  const least = areHeadlines ? OF_HEADLINES : { alike: LEAST_ALIKE, evidence: LEAST_EVIDENCE, enough: ENOUGH };
  if (likeness < least.alike) return false;
  const { names, evidence } = weigh(sharedTerms(article.vector, telling.vector), judge);
  if (names === 0 || evidence < least.evidence) return false;
  const shown = likeness + PER_EVIDENCE * evidence;
  if (isSameSource(article, telling)) {
    return shown >= ENOUGH_IN_ONE_SOURCE && sharedInHeadlines(article, telling, judge) >= SHARED_HEADLINE_WORDS;
  }
  return shown >= least.enough;
}

function weigh(terms: readonly number[], judge: TermJudge): { readonly names: number; readonly evidence: number } {
  let names = 0;
  let evidence = 0;
  for (const term of terms) {
    const isOwn = judge.isOwn(term);
    const isName = isOwn || judge.isSpecific(term);
    if (isName) names++;
    if (isOwn) evidence += WORTH.own;
    else evidence += isName ? WORTH.specific : WORTH.other;
  }
  return { names, evidence };
}

/** Where the source is not known, articles may be anyone's. */
function isSameSource(a: Compared, b: Compared): boolean {
  return a.source !== '' && a.source === b.source;
}

function sharedInHeadlines(a: Compared, b: Compared, { isSpecific }: TermJudge): number {
  return [...a.headline].filter((term) => b.headline.has(term) && isSpecific(term)).length;
}
