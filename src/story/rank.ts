/** One article of a story, as far as its rank goes. */
export interface RankTelling {
  readonly publisher: string;
  readonly at: Date;
  readonly isReprint: boolean;
  /** What its source weighs for the channel: 1 is usual, 2 the most, 0 nothing. */
  readonly weight: number;
}

/** A story that may be told, seen from one channel. */
export interface RankInput<Id = number> {
  readonly story: Id;
  /** Its articles, earliest first. */
  readonly tellings: readonly RankTelling[];
  /** How well it fits what the channel asked for, 0 to 1. */
  readonly sectionFit: number;
  /** How much of it the channel was not told yet, 0 to 1. */
  readonly novelty: number;
}

/** What a rank is made of, each 0 to 1. */
interface RankParts {
  readonly publishers: number;
  readonly recency: number;
  readonly sourceWeight: number;
  readonly section: number;
  readonly novelty: number;
  /** Below 1 when stories led by the same publisher stand before it. */
  readonly variety: number;
}

export interface Ranked<Id = number> {
  readonly story: Id;
  /** 0 to 1: recency x novelty x variety x the weighed sum of publishers, source and section. */
  readonly score: number;
  readonly parts: RankParts;
}

interface RankOptions {
  /** After so many hours a story counts half. */
  readonly halfLifeHours: number;
}

/** Half a day: yesterday evening's great story and this morning's middling one meet at breakfast. */
const RANK_DEFAULTS: RankOptions = { halfLifeHours: 12 };

/** How many tell it is the best sign that it matters, so it counts as much as the other two together. */
const SHARE = { publishers: 0.5, sourceWeight: 0.25, section: 0.25 };
/** So many publishers are as good as more. */
const MANY_PUBLISHERS = 12;
const MOST_SOURCE_WEIGHT = 2;
/** One publisher may lead so many stories of a digest; each further one counts this much less than the last, so that no outlet fills the top. */
const FREE_LEADS = 2;
const FURTHER_LEAD = 0.6;
const HOUR_MS = 3_600_000;

/**
 * Stories best first, for one channel at one instant. Reprints count for nothing: not as publishers, not as weight, not as fresh.
 * Of equal scores the later one comes first, then the one given first.
 */
export function rankStories<Id>(
  stories: readonly RankInput<Id>[],
  now: Date,
  options: RankOptions = RANK_DEFAULTS,
): readonly Ranked<Id>[] {
  const weighed = stories.map((story) => weigh(story, now, options)).sort(byScore);
  return spreadLeads(weighed).map(({ story, score, parts }) => ({ story, score, parts }));
}

interface Weighed<Id> extends Ranked<Id> {
  readonly lead: string;
  readonly lastMs: number;
}

function weigh<Id>(
  { story, tellings, sectionFit, novelty }: RankInput<Id>,
  now: Date,
  { halfLifeHours }: RankOptions,
): Weighed<Id> {
  const originals = tellings.filter(({ isReprint }) => !isReprint);
  const publishers = new Set(originals.map(({ publisher }) => publisher)).size;
  const lastMs = Math.max(0, ...originals.map(({ at }) => at.getTime()));
  const ageHours = Math.max(0, now.getTime() - lastMs) / HOUR_MS;
  const parts = {
    publishers: bounded(Math.log1p(publishers) / Math.log1p(MANY_PUBLISHERS)),
    recency: 0.5 ** (ageHours / halfLifeHours),
    sourceWeight: bounded(Math.max(0, ...originals.map(({ weight }) => weight)) / MOST_SOURCE_WEIGHT),
    section: bounded(sectionFit),
    novelty: bounded(novelty),
    variety: 1,
  };
  return { story, score: scoreOf(parts), parts, lead: originals[0]?.publisher ?? '', lastMs };
}

function scoreOf(parts: RankParts): number {
  const worth =
    SHARE.publishers * parts.publishers + SHARE.sourceWeight * parts.sourceWeight + SHARE.section * parts.section;
  return worth * parts.recency * parts.novelty * parts.variety;
}

function bounded(part: number): number {
  return Math.min(1, Math.max(0, part));
}

function byScore<Id>(a: Weighed<Id>, b: Weighed<Id>): number {
  return b.score - a.score || b.lastMs - a.lastMs;
}

/** A publisher's third story and those after it count less, in the order of their score; then all are put in order again. */
function spreadLeads<Id>(weighed: readonly Weighed<Id>[]): readonly Weighed<Id>[] {
  const led = new Map<string, number>();
  const spread = weighed.map((each) => {
    const before = led.get(each.lead) ?? 0;
    led.set(each.lead, before + 1);
    const parts = { ...each.parts, variety: FURTHER_LEAD ** Math.max(0, before + 1 - FREE_LEADS) };
    return { ...each, parts, score: scoreOf(parts) };
  });
  return spread.sort(byScore);
}
