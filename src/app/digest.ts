import type { Chosen } from '../digest/compose.ts';
import { drawParts } from '../digest/parts.ts';
import type { Platform } from '../domain/channel.ts';
import type { ChannelPast, Digest, DigestKind, DigestStore, Edition, Item, Part } from '../domain/digest.ts';
import type { Report } from '../domain/happening.ts';
import type { ChannelId, DigestId } from '../domain/ids.ts';
import type { Renderer } from '../domain/messenger.ts';
import type { Quiet, Subscription, SubscriptionStore } from '../domain/subscription.ts';
import { type Choice, chooseStories } from './choose.ts';
import { type News, type NewsStores, readNews, type Wanting } from './news.ts';

/** What composing digests rests on. */
export interface Newsroom extends NewsStores {
  readonly subscriptions: SubscriptionStore;
  readonly digests: DigestStore;
  readonly renderers: ReadonlyMap<Platform, Renderer>;
  readonly report: Report;
}

/** How long the model is waited for: a slot goes out with what is ready, somebody who asked hears within three seconds. */
const PATIENCE_MS: Readonly<Record<DigestKind, number>> = { slot: 0, now: 2_500, preview: 2_500 };

/** A digest and the messages it takes. */
export interface Drawn {
  readonly digest: Digest;
  readonly parts: readonly Part[];
  /** What is kept of it. */
  readonly edition: Edition;
}

/** What came of a digest asked for now. */
export type ToldNow =
  | { readonly kind: 'owed'; readonly digest: DigestId; readonly stories: number }
  | { readonly kind: 'nothing-new'; readonly articles: number; readonly sources: number };

/** Owes a subscription's digest at once, outside its slots, unless there is nothing it was not told yet. */
export async function tellNow(room: Newsroom, subscription: Subscription, now: Date): Promise<ToldNow> {
  const drawn = await drawAlone(room, subscription, 'now', now);
  const { items, coverage } = drawn.digest;
  const { channel } = subscription;
  const owed = {
    edition: drawn.edition,
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
export async function previewDigest(
  room: Newsroom,
  subscription: Omit<Subscription, 'id' | 'revision'>,
  now: Date,
): Promise<Drawn> {
  return await drawAlone(room, subscription, 'preview', now);
}

async function drawAlone(room: Newsroom, wanting: Wanting, kind: 'now' | 'preview', now: Date): Promise<Drawn> {
  const news = await readNews(room, [wanting], now);
  const { id } = wanting.channel;
  const past = (await readPasts(room, [id], news)).get(id) ?? NO_PAST;
  return await drawDigest(room, news, wanting, kind === 'preview' ? { ...past, told: NO_PAST.told } : past, kind, now);
}

const NO_PAST: ChannelPast = { latest: null, told: new Map() };

/** What channels were told of the news before. */
export async function readPasts(
  { digests }: Newsroom,
  channels: readonly ChannelId[],
  { stories }: News,
): Promise<ReadonlyMap<ChannelId, ChannelPast>> {
  return await digests.pastsOf(
    channels,
    stories.map(({ id }) => id),
  );
}

/** After a downtime a digest says that it comes late; half an hour is what a busy morning or a restart may take. */
const LATE_MS = 30 * 60_000;

/** The digest for one subscription; those that are told the same in the same words share one. */
export async function drawDigest(
  room: Newsroom,
  news: News,
  wanting: Wanting,
  past: ChannelPast,
  kind: DigestKind,
  dueAt: Date,
): Promise<Drawn> {
  const { channel, topics, language, timetable, manner, posting, quiet } = wanting;
  const { platform } = channel;
  const choice = await chooseStories(news, wanting, past);
  const isLate = news.now.getTime() - dueAt.getTime() > LATE_MS;
  const frame = {
    ...{ kind, at: news.now, zone: timetable.zone, language, topics },
    shows: { images: posting.images, previews: posting.previews },
    ...(isLate ? { dueAt } : {}),
  };
  const key = JSON.stringify([frame, manner, quiet, platform, news.numberOf(choice)]);
  return await news.once(`digest ${key}`, async () => {
    const items = await tellItems(news, choice, manner, PATIENCE_MS[kind]);
    const coverage = await news.coverageOf(news.askedBy(wanting).circle.reading, choice.since);
    const digest: Digest = { ...frame, items, coverage };
    const parts = drawParts(digest, rendererOf(room, platform));
    return { digest, parts, edition: editionOf(digest, parts, choice, quiet) };
  });
}

async function tellItems(
  { wording }: News,
  { chosen }: Choice,
  manner: Wanting['manner'],
  patienceMs: number,
): Promise<readonly Item[]> {
  const stories = chosen.map(({ story }) => story);
  const told = await wording.tell(stories, manner, patienceMs);
  return told.map((item) => asUpdate(item, chosen.find(isOf(item))));
}

/** An item is shared by many channels; what is new in it is each channel's own. What all its publishers took back is not summed up again. */
function asUpdate(item: Item, chosen: Chosen | undefined): Item {
  if (chosen?.update == null) return item;
  const { sentences, amends } = chosen.update;
  const told = { ...item, update: sentences, ...(amends === undefined ? {} : { amends }) };
  return chosen.story.isWithdrawn ? { ...told, summary: null, by: null } : told;
}

/** A digest without stories takes no message, or one that says so. */
function editionOf(
  { items, zone, language, topics, coverage }: Digest,
  parts: readonly Part[],
  { chosen, passed }: Choice,
  quiet: Quiet,
): Edition {
  const told = items.map((item) => {
    const { story, version, by } = item;
    const { words = [], rank } = chosen.find(isOf(item)) ?? {};
    return { story, version, item, ...(rank === undefined ? {} : { reasons: { words, rank, by } }) };
  });
  const frame = { zone, language, topics, coverage };
  return { items: told, parts: items.length === 0 && quiet === 'skip' ? [] : parts, passed, frame };
}

function isOf(item: Item): (chosen: Chosen) => boolean {
  return ({ story }) => story.id === item.story;
}

function rendererOf(room: Newsroom, platform: Platform): Renderer {
  const renderer = room.renderers.get(platform);
  if (renderer === undefined) throw new RangeError(`There is no renderer for ${platform}.`);
  return renderer;
}

export function reportOwed(
  { report }: Newsroom,
  digest: DigestId,
  { id: subscription }: Subscription,
  { parts, digest: { items } }: Drawn,
  lateMs: number,
): void {
  report({ event: 'owed', digest, subscription, stories: items.length, parts: parts.length, lateMs });
}
