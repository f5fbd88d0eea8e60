import type { Candidate } from '../digest/compose.ts';
import type { ArticleStore } from '../domain/article.ts';
import type { Coverage } from '../domain/digest.ts';
import type { MuteStore } from '../domain/mute.ts';
import type { SourceStore } from '../domain/source.ts';
import type { Story, StoryStore } from '../domain/story.ts';
import type { Subscription } from '../domain/subscription.ts';
import type { TopicStore } from '../domain/topic.ts';
import type { Ranked } from '../story/rank.ts';
import { type Query, queryKey } from '../topic/query.ts';
import { type Circle, type Reading, readCircles } from './circle.ts';
import { createEdition, type Edition } from './edition.ts';
import { type MatchedNews, matchNews } from './match.ts';
import { mutedBy, muteQuery } from './muted.ts';
import { rankNews } from './rank.ts';
import type { Summarizer } from './summarize.ts';
import { queryOf } from './topics.ts';

/** What reading the news rests on. */
export interface NewsStores {
  readonly stories: StoryStore;
  readonly articles: ArticleStore;
  readonly sources: SourceStore;
  readonly topics: TopicStore;
  readonly mutes: MuteStore;
  readonly summarizer: Summarizer;
}

/** The news that a batch of digests is made from, read once. */
export interface News {
  /** The stories a subscription asks for from the sources of its community, the best first. */
  readonly wantedBy: (wanting: Wanting) => readonly Candidate[];
  /** How much was read for it since an instant. */
  readonly coverageFor: (wanting: Wanting, since: Date) => Promise<Coverage>;
  readonly edition: Edition;
}

/** What of a subscription decides what it is told. */
export type Wanting = Pick<
  Subscription,
  'topics' | 'channel' | 'size' | 'language' | 'manner' | 'timetable' | 'posting'
>;

const LONGEST_LOOK_BACK_MS = 7 * 24 * 3_600_000;
const NOBODY: Circle = { reading: { sources: new Set(), silent: 0 }, named: new Map(), mutes: [] };

export async function readNews(stores: NewsStores, wanting: readonly Wanting[], now: Date): Promise<News> {
  const circles = await readCircles(
    stores,
    wanting.map(({ channel }) => channel.community),
    now,
  );
  const circleOf = ({ channel }: Wanting): Circle => circles.get(channel.community) ?? NOBODY;
  const queryFor = (each: Wanting): Query | null => queryOf(each.topics, circleOf(each).named);
  const muteQueries = [...circles.values()].flatMap(({ mutes }) => mutes.map(muteQuery));
  const since = new Date(now.getTime() - LONGEST_LOOK_BACK_MS);
  const matched = await matchNews(stores, [...wanting.map(queryFor), ...muteQueries], since);
  const chosen = chooseOnce(matched, rankOnce(matched, now));
  const unmuted = muteOnce(matched);
  const counted = countOnce(stores.articles);
  return {
    wantedBy: (each) => unmuted(circleOf(each), chosen(queryFor(each), circleOf(each).reading)),
    coverageFor: (each, from) => counted(circleOf(each).reading, from),
    edition: createEdition(stores.summarizer),
  };
}

/** Of what a query found, the stories that these sources tell; looked through once for all who read the same. */
function chooseOnce(
  matched: MatchedNews,
  ranked: (query: Query | null) => readonly Ranked<Story>[],
): (query: Query | null, reading: Reading) => readonly Candidate[] {
  const byReading = new Map<Reading, Map<readonly Ranked<Story>[], readonly Candidate[]>>();
  return (query, reading) => {
    const all = ranked(query);
    const byQuery = byReading.get(reading) ?? new Map<readonly Ranked<Story>[], readonly Candidate[]>();
    byReading.set(reading, byQuery);
    const known = byQuery.get(all) ?? candidatesOf(matched, query, all, reading);
    byQuery.set(all, known);
    return known;
  };
}

function candidatesOf(
  matched: MatchedNews,
  query: Query | null,
  ranked: readonly Ranked<Story>[],
  { sources }: Reading,
): readonly Candidate[] {
  const told = ranked.filter(({ story }) => matched.tellers.get(story.id)?.some(({ source }) => sources.has(source)));
  return told.map(({ story, score, parts }) => ({
    story,
    words: matched.wordsFor(query, story),
    score,
    rank: parts,
    mutedBy: null,
  }));
}

/** Ranks what a query found once, however many ask for it. */
function rankOnce(matched: MatchedNews, now: Date): (query: Query | null) => readonly Ranked<Story>[] {
  const ranked = new Map<string, readonly Ranked<Story>[]>();
  return (query) => {
    const key = query === null ? '' : queryKey(query);
    const known = ranked.get(key) ?? rankNews(matched.of(query), matched.tellers, query, now);
    ranked.set(key, known);
    return known;
  };
}

/** Marks what a community muted; most have muted nothing and share what others found. */
function muteOnce(matched: MatchedNews): (circle: Circle, candidates: readonly Candidate[]) => readonly Candidate[] {
  const made = new Map<Circle, ReturnType<typeof mutedBy>>();
  return (circle, candidates) => {
    if (circle.mutes.length === 0) return candidates;
    const muted = made.get(circle) ?? mutedBy(circle, matched);
    made.set(circle, muted);
    return candidates.map((each) => ({
      ...each,
      mutedBy: muted(each.story.id, matched.tellers.get(each.story.id) ?? []),
    }));
  };
}

const MINUTE_MS = 60_000;

/** Counts once for all who read the same sources, for windows that begin in the same minute. */
function countOnce(articles: ArticleStore): (reading: Reading, since: Date) => Promise<Coverage> {
  const counted = new Map<Reading, Map<number, ReturnType<ArticleStore['gatheredFrom']>>>();
  return async (reading, since) => {
    const minute = Math.floor(since.getTime() / MINUTE_MS);
    const byMinute = counted.get(reading) ?? new Map<number, ReturnType<ArticleStore['gatheredFrom']>>();
    counted.set(reading, byMinute);
    const count = byMinute.get(minute) ?? articles.gatheredFrom([...reading.sources], new Date(minute * MINUTE_MS));
    byMinute.set(minute, count);
    return { ...(await count), silent: reading.silent };
  };
}
