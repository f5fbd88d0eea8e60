import type { Candidate } from '../digest/compose.ts';
import type { MuteStore } from '../domain/mute.ts';
import type { SourceStore } from '../domain/source.ts';
import type { Story } from '../domain/story.ts';
import type { Subscription } from '../domain/subscription.ts';
import type { TopicStore } from '../domain/topic.ts';
import type { WeightStore } from '../domain/weight.ts';
import type { Ranked } from '../story/rank.ts';
import { type Query, queryKey } from '../topic/query.ts';
import { ALL_USUAL, type Circle, readCircles, type SourceWeights } from './circle.ts';
import type { Hits } from './match.ts';
import { mutedBy, muteQuery } from './muted.ts';
import { rankNews } from './rank.ts';
import { readStock, type Stock, type StockStores } from './stock.ts';
import { queryOf } from './topics.ts';

/** What reading the news rests on. */
export interface NewsStores extends StockStores {
  readonly sources: SourceStore;
  readonly topics: TopicStore;
  readonly mutes: MuteStore;
  readonly weights: WeightStore;
}

/** The news as a batch of digests needs it. */
export interface News extends Pick<Stock, 'now' | 'stories' | 'wording' | 'once' | 'numberOf' | 'growthOf'> {
  /** What a subscription asks for, of whom, and without what: those with the same key are offered the same. */
  askedBy(wanting: Wanting): Asked;
  /** The stories that are asked for, the best first. */
  offeredTo(asked: Asked): readonly Candidate[];
  coverageOf: Stock['coverageOf'];
}

interface Asked {
  readonly key: string;
  readonly query: Query | null;
  readonly circle: Circle;
}

/** What of a subscription decides what it is told. */
export type Wanting = Pick<
  Subscription,
  'topics' | 'channel' | 'size' | 'language' | 'manner' | 'timetable' | 'posting' | 'quiet'
>;

const NOBODY: Circle = {
  reading: { key: '', sources: new Set(), silent: 0 },
  ...{ named: new Map(), mutes: [], weights: ALL_USUAL },
};

/** Reads what these ask for; from a stock, where others at the same instant read before. */
export async function readNews(
  stores: NewsStores,
  wanting: readonly Wanting[],
  now: Date,
  known: Stock | null = null,
): Promise<News> {
  const stock = known ?? (await readStock(stores, now));
  const communities = wanting.map(({ channel }) => channel.community);
  const circles = await readCircles(stores, communities, now);
  const askedBy = (each: Wanting): Asked => askOf(stock, each, circles.get(each.channel.community) ?? NOBODY);
  const muteQueries = [...circles.values()].flatMap(({ mutes }) => mutes.map(muteQuery));
  const queries = [...new Set(wanting.map((each) => askedBy(each).query)), ...muteQueries];
  const hits = await stock.matcher.match(stores.articles, stock.stories, queries);
  return { ...stock, askedBy, offeredTo: (asked) => offer(stock, hits, asked) };
}

/** A query is read once, however many ask it in the same words. */
function askOf({ once }: Stock, { topics }: Wanting, circle: Circle): Asked {
  const { named, mutes, reading, weights } = circle;
  const words = JSON.stringify([topics, ...(named.size === 0 ? [] : [...named])]);
  const { query, key } = once(`query ${words}`, () => {
    const read = queryOf(topics, named);
    return { query: read, key: read === null ? '' : queryKey(read) };
  });
  const muted = mutes.map(({ id }) => id).join(' ');
  return { key: `${key} of ${reading.key} as ${weights.key} but ${muted}`, query, circle };
}

function offer(stock: Stock, hits: Hits, { key, query, circle }: Asked): readonly Candidate[] {
  return stock.once(`offer ${key}`, () => {
    const candidates = candidatesOf(stock, hits, query, circle);
    if (circle.mutes.length === 0) return candidates;
    const muted = mutedBy(circle, stock.stories, hits);
    return candidates.map((each) => ({
      ...each,
      mutedBy: muted(each.story.id, stock.tellers.get(each.story.id) ?? []),
    }));
  });
}

/** Of what a query found, the stories that these sources tell; looked through once for all who read the same and weigh it alike. */
function candidatesOf(
  stock: Stock,
  hits: Hits,
  query: Query | null,
  { reading: { key, sources }, weights }: Circle,
): readonly Candidate[] {
  const name = query === null ? '' : queryKey(query);
  return stock.once(`candidates ${name} of ${key} as ${weights.key}`, () => {
    const ranked = stock.once(`rank ${name} as ${weights.key}`, () => rank(stock, hits, query, weights));
    const told = ranked.filter(({ story }) => stock.tellers.get(story.id)?.some(({ source }) => sources.has(source)));
    const found = query === null ? null : hits(query);
    return told.map(({ story, score, parts }) => ({
      ...{ story, score, rank: parts, mutedBy: null },
      words: found?.get(story.id) ?? [],
    }));
  });
}

function rank(
  { stories, tellers, now }: Stock,
  hits: Hits,
  query: Query | null,
  weights: SourceWeights,
): readonly Ranked<Story>[] {
  const found = query === null ? null : hits(query);
  return rankNews(found === null ? stories : stories.filter(({ id }) => found.has(id)), tellers, query, weights, now);
}
