import type { Passed, RankPart } from '../domain/digest.ts';
import type { Amendment, Story, StoryNews } from '../domain/story.ts';

/** A story that a channel may be told. */
export interface Candidate {
  readonly story: Story;
  /** The words by which it matched. */
  readonly words: readonly string[];
  readonly score: number;
  /** What the score is made of, each 0 to 1. */
  readonly rank: Readonly<Record<RankPart, number>>;
  /** What its community muted it by; null when it did not. */
  readonly mutedBy: string | null;
}

/** How a channel was told a story, however often. */
interface Telling {
  readonly version: number;
  readonly at: Date;
  readonly times: number;
}

/** A story that is told. */
export interface Chosen extends Candidate {
  /** What is new since it was told; null at its first telling. */
  readonly update: Update | null;
}

/** What a channel is told of a story it was told before. */
interface Update {
  readonly sentences: readonly string[];
  readonly amends?: Amendment;
}

/** What the stories a channel was told have become since. */
export interface Past<Id> {
  readonly told: ReadonlyMap<Id, Telling>;
  readonly growth: ReadonlyMap<Id, readonly StoryNews[]>;
}

/** So many new facts make an update: below it, another outlet's turn of phrase and a reporter's name do. */
const ENOUGH_FACTS = 3;
/** Each telling doubles them: what many write about adds names every hour. */
const STRICTER_EACH_TIME = 2;
/** Between two tellings of a story lies at least this. */
const REST_MS = 4 * 3_600_000;
/** An update counts this much of what it did at first. */
const UPDATE_NOVELTY = 0.6;
const MOST_SENTENCES = 2;
/** What was left out is noted for /why, so many stories of each kind. */
const MOST_NOTED = 100;

/**
 * What a channel is to be told, at most `size` stories, the best first: what it was not told yet, and what it was told once it has enough to add.
 * The rest is answered too, by what it was left out for.
 */
export function composeDigest(
  candidates: readonly Candidate[],
  { told, growth }: Past<Story['id']>,
  size: number,
  now: Date,
): { readonly chosen: readonly Chosen[]; readonly passed: Passed } {
  const muted: Passed['muted'][number][] = [];
  const [known, withdrawn]: [Story['id'][], Story['id'][]] = [[], []];
  const tellable: Candidate[] = [];
  const updates = new Map<Story['id'], Update>();
  for (const each of candidates) {
    const { id } = each.story;
    const before = told.get(id);
    const update = before === undefined ? null : updateSince(before, growth.get(id) ?? [], now);
    if (each.mutedBy !== null) muted.push({ story: id, by: each.mutedBy });
    else if (before === undefined) each.story.isWithdrawn ? withdrawn.push(id) : tellable.push(each);
    else if (update === null) known.push(id);
    else {
      updates.set(id, update);
      tellable.push(lessNovel(each));
    }
  }
  const isOwed = ({ story }: Candidate): boolean => updates.get(story.id)?.amends !== undefined;
  const [chosen, cut] = cutToSize(updates.size > 0 ? tellable.toSorted(byScore) : tellable, size, isOwed);
  return {
    chosen: chosen.map((each) => ({ ...each, update: updates.get(each.story.id) ?? null })),
    passed: {
      cut: cut.slice(0, MOST_NOTED).map(({ story }) => story.id),
      known: known.slice(0, MOST_NOTED),
      withdrawn: withdrawn.slice(0, MOST_NOTED),
      muted: muted.slice(0, MOST_NOTED),
    },
  };
}

/** Who was told a mistake is owed its correction: it takes the place of a story that stands higher, and its own place in the order. */
function cutToSize(
  ranked: readonly Candidate[],
  size: number,
  isOwed: (candidate: Candidate) => boolean,
): readonly [readonly Candidate[], readonly Candidate[]] {
  const { true: owed = [], false: others = [] } = Object.groupBy(ranked, (each) => `${isOwed(each)}` as const);
  const chosen = new Set([...owed, ...others].slice(0, size));
  return [ranked.filter((each) => chosen.has(each)), ranked.filter((each) => !chosen.has(each))];
}

function byScore(a: Candidate, b: Candidate): number {
  return b.score - a.score;
}

/** What a story said since a telling, the latest sentences of it; null when that is too little, or too soon. What takes back or puts right what was told is never either. */
function updateSince({ version, at, times }: Telling, growth: readonly StoryNews[], now: Date): Update | null {
  const since = growth.filter((grown) => grown.version > version);
  const amendments = since.filter(({ amends }) => amends !== undefined);
  const weightiest = amendments.findLast(({ amends }) => amends?.kind === 'withdrawal') ?? amendments.at(-1);
  if (weightiest?.amends !== undefined) return { sentences: weightiest.sentences, amends: weightiest.amends };
  const facts = new Set(since.flatMap((grown) => grown.facts.map((fact) => fact.toLowerCase())));
  if (facts.size < ENOUGH_FACTS * STRICTER_EACH_TIME ** (times - 1)) return null;
  if (now.getTime() - at.getTime() < REST_MS) return null;
  const sentences = new Set(since.toReversed().flatMap((grown) => grown.sentences));
  return { sentences: [...sentences].slice(0, MOST_SENTENCES) };
}

function lessNovel(candidate: Candidate): Candidate {
  const rank = { ...candidate.rank, novelty: candidate.rank.novelty * UPDATE_NOVELTY };
  return { ...candidate, rank, score: candidate.score * UPDATE_NOVELTY };
}
