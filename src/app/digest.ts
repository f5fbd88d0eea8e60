import { setImmediate as breathe } from 'node:timers/promises';
import { composeDigest } from '../digest/compose.ts';
import type { ArticleStore } from '../domain/article.ts';
import type { Platform } from '../domain/channel.ts';
import type { Coverage, Digest, DigestKind, DigestStore, Part } from '../domain/digest.ts';
import type { Report } from '../domain/happening.ts';
import type { DigestId, SourceId } from '../domain/ids.ts';
import type { Renderer } from '../domain/messenger.ts';
import type { SourceStore } from '../domain/source.ts';
import type { Story, StoryStore } from '../domain/story.ts';
import type { Subscription, SubscriptionStore } from '../domain/subscription.ts';
import type { TopicStore } from '../domain/topic.ts';
import { latestSlot, nextSlot } from '../schedule/slots.ts';
import { type Query, queryKey } from '../topic/query.ts';
import { readCircles } from './circle.ts';
import { createEdition, type Edition } from './edition.ts';
import { type MatchedNews, matchNews } from './match.ts';
import { rankNews } from './rank.ts';
import type { Summarizer } from './summarize.ts';
import { queryOf } from './topics.ts';

/** What composing digests rests on. */
export interface Newsroom {
  readonly stories: StoryStore;
  readonly articles: ArticleStore;
  readonly sources: SourceStore;
  readonly subscriptions: SubscriptionStore;
  readonly digests: DigestStore;
  readonly topics: TopicStore;
  readonly renderers: ReadonlyMap<Platform, Renderer>;
  readonly summarizer: Summarizer;
  readonly report: Report;
}

/** A digest looks back a day at least, so that a second one finds what the first left over, and a week at most. */
const LOOK_BACK_MS = 24 * 3_600_000;
const LONGEST_LOOK_BACK_MS = 7 * LOOK_BACK_MS;
/** How long the model is waited for: a slot goes out with what is ready, somebody who asked hears within three seconds. */
const PATIENCE_MS: Readonly<Record<DigestKind, number>> = { slot: 0, now: 2_500, preview: 2_500 };
/** Subscriptions whose digests are made from one reading of the news: the reading costs the same for one and for all, and each waits for those before it. */
const BATCH = 2_000;
/** Digests made before other work of the process comes in between. */
const MADE_AT_ONCE = 20;

/** A digest and the messages it takes. */
export interface Drawn {
  readonly digest: Digest;
  readonly parts: readonly Part[];
}

/** Owes a digest to every subscription of these platforms whose slot has come. Answers how many were owed. */
export async function tellDue(room: Newsroom, platforms: readonly Platform[], now: Date): Promise<number> {
  const due = await room.subscriptions.due(now, BATCH, platforms);
  if (due.length === 0) return 0;
  const desk = await readNews(room, due, now);
  let owed = 0;
  for (const [i, subscription] of due.entries()) {
    if (i % MADE_AT_ONCE === 0) await breathe();
    if ((await tellSlot(room, subscription, desk, now)) !== null) owed++;
  }
  return owed;
}

/** What came of a digest asked for now. */
export type ToldNow =
  | { readonly kind: 'owed'; readonly digest: DigestId; readonly stories: number }
  | { readonly kind: 'nothing-new'; readonly articles: number; readonly sources: number };

/** Owes a subscription's digest at once, outside its slots, unless there is nothing it was not told yet. */
export async function tellNow(room: Newsroom, subscription: Subscription, now: Date): Promise<ToldNow> {
  const drawn = await draw(room, subscription, await readNews(room, [subscription], now), 'now', now);
  const { items, coverage } = drawn.digest;
  const { channel } = subscription;
  const owed = {
    ...owedParts(drawn),
    subscription: subscription.id,
    channel,
    kind: 'now',
    slot: null,
    nextSlot: null,
    at: now,
  } as const;
  const digest = items.length === 0 ? null : await room.digests.owe(owed);
  if (digest === null) return { kind: 'nothing-new', articles: coverage.articles, sources: coverage.sources };
  reportOwed(room, digest, subscription, drawn, 0);
  return { kind: 'owed', digest, stories: items.length };
}

/** The digest a subscription would get now; nothing is written, and what was told before is shown again. */
export async function previewDigest(room: Newsroom, subscription: Omit<Subscription, 'id'>, now: Date): Promise<Drawn> {
  return await draw(room, subscription, await readNews(room, [subscription], now), 'preview', now);
}

async function tellSlot(room: Newsroom, subscription: Subscription, news: News, now: Date): Promise<DigestId | null> {
  const { channel, timetable } = subscription;
  const slot = latestSlot(timetable, subscription.nextSlot, now);
  const drawn = await draw(room, subscription, news, 'slot', now);
  const owed = {
    subscription: subscription.id,
    channel,
    kind: 'slot',
    slot,
    nextSlot: nextSlot(timetable, now),
    at: now,
  } as const;
  const id = await room.digests.owe({ ...owed, ...owedParts(drawn) });
  if (id !== null) reportOwed(room, id, subscription, drawn, now.getTime() - slot.at.getTime());
  return id;
}

/** A digest without stories takes no message: a quiet day is passed over. */
function owedParts({ digest, parts }: Drawn): { items: Digest['items']; parts: readonly Part[] } {
  return { items: digest.items, parts: digest.items.length === 0 ? [] : parts };
}

function reportOwed(room: Newsroom, digest: DigestId, subscription: Subscription, drawn: Drawn, lateMs: number): void {
  const {
    parts,
    digest: { items },
  } = drawn;
  room.report({
    event: 'owed',
    digest,
    subscription: subscription.id,
    stories: items.length,
    parts: parts.length,
    lateMs,
  });
}

/** The news that a batch of digests is made from, read once. */
export interface News {
  /** The stories a subscription asks for from the sources of its community, the best first. */
  readonly wantedBy: (wanting: Wanting) => readonly Story[];
  readonly coverage: Omit<Coverage, 'stories'>;
  readonly edition: Edition;
}

/** What of a subscription decides what it is told. */
type Wanting = Pick<Subscription, 'topics' | 'channel' | 'size' | 'language' | 'timetable'>;

export async function readNews(room: Newsroom, wanting: readonly Wanting[], now: Date): Promise<News> {
  const circles = await readCircles(
    room,
    wanting.map(({ channel }) => channel.community),
  );
  const queryFor = ({ topics, channel }: Wanting): Query | null =>
    queryOf(topics, circles.get(channel.community)?.named);
  const matched = await matchNews(room, wanting.map(queryFor), new Date(now.getTime() - LONGEST_LOOK_BACK_MS));
  const ranked = rankOnce(matched, now);
  const [{ articles, sources }, { failing }] = await Promise.all([
    room.articles.coverageSince(new Date(now.getTime() - LOOK_BACK_MS)),
    room.sources.count(),
  ]);
  const chosen = chooseOnce(matched, ranked);
  const wantedBy = (each: Wanting): readonly Story[] =>
    chosen(queryFor(each), circles.get(each.channel.community)?.sources ?? NO_SOURCES);
  return { wantedBy, coverage: { articles, sources, silent: failing }, edition: createEdition(room.summarizer) };
}

const NO_SOURCES: ReadonlySet<SourceId> = new Set();

/** Of what a query found, the stories that these sources tell; looked through once for all who read the same. */
function chooseOnce(
  { tellers }: MatchedNews,
  ranked: (query: Query | null) => readonly Story[],
): (query: Query | null, sources: ReadonlySet<SourceId>) => readonly Story[] {
  const bySources = new Map<ReadonlySet<SourceId>, Map<readonly Story[], readonly Story[]>>();
  return (query, sources) => {
    const all = ranked(query);
    const byQuery = bySources.get(sources) ?? new Map<readonly Story[], readonly Story[]>();
    bySources.set(sources, byQuery);
    const known =
      byQuery.get(all) ?? all.filter(({ id }) => tellers.get(id)?.some(({ source }) => sources.has(source)));
    byQuery.set(all, known);
    return known;
  };
}

/** Ranks what a query found once, however many ask for it. */
function rankOnce(matched: MatchedNews, now: Date): (query: Query | null) => readonly Story[] {
  const ranked = new Map<string, readonly Story[]>();
  return (query) => {
    const key = query === null ? '' : queryKey(query);
    const known = ranked.get(key) ?? rankNews(matched.of(query), matched.tellers, now);
    ranked.set(key, known);
    return known;
  };
}

async function draw(room: Newsroom, wanting: Wanting, news: News, kind: DigestKind, now: Date): Promise<Drawn> {
  const { channel, topics, language, timetable } = wanting;
  const { chosen, fresh } = await chooseStories(room, wanting, news, kind, now);
  const items = await news.edition.tell(chosen, PATIENCE_MS[kind]);
  const coverage = { ...news.coverage, stories: fresh };
  const digest: Digest = { kind, items, at: now, zone: timetable.zone, language, topics, coverage };
  return { digest, parts: news.edition.draw(digest, rendererOf(room, channel.platform)) };
}

/** The stories a subscription is to be told now, and how many fresh ones they were chosen from. */
export async function chooseStories(
  room: Newsroom,
  wanting: Wanting,
  news: News,
  kind: DigestKind,
  now: Date,
): Promise<{ readonly chosen: readonly Story[]; readonly fresh: number }> {
  const { channel, size } = wanting;
  const since = await lookBack(room, wanting, now);
  const fresh = news.wantedBy(wanting).filter((story) => story.lastSeen >= since);
  const told =
    kind === 'preview'
      ? new Map()
      : await room.digests.toldVersions(
          channel.id,
          fresh.map((story) => story.id),
        );
  return { chosen: composeDigest(fresh, told, size), fresh: fresh.length };
}

async function lookBack(room: Newsroom, { channel }: Wanting, now: Date): Promise<Date> {
  const latest = await room.digests.latest(channel.id);
  const since = Math.min(latest?.getTime() ?? Number.POSITIVE_INFINITY, now.getTime() - LOOK_BACK_MS);
  return new Date(Math.max(since, now.getTime() - LONGEST_LOOK_BACK_MS));
}

function rendererOf(room: Newsroom, platform: Platform): Renderer {
  const renderer = room.renderers.get(platform);
  if (renderer === undefined) throw new RangeError(`There is no renderer for ${platform}.`);
  return renderer;
}
