import { setImmediate as breathe } from 'node:timers/promises';
import type { Chosen } from '../digest/compose.ts';
import type { Platform } from '../domain/channel.ts';
import type { Digest, DigestKind, DigestStore, Edition, Item, Part, Passed } from '../domain/digest.ts';
import type { Report } from '../domain/happening.ts';
import type { DigestId } from '../domain/ids.ts';
import type { Renderer } from '../domain/messenger.ts';
import type { Quiet, Subscription, SubscriptionStore } from '../domain/subscription.ts';
import { latestSlot, nextSlot } from '../schedule/slots.ts';
import { chooseStories } from './choose.ts';
import { takeDue } from './due.ts';
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
/** Subscriptions whose digests are made from one reading of the news: the reading costs the same for one and for all, and each waits for those before it. */
const BATCH = 2_000;
/** Channels whose digests are made and written together, before other work of the process comes in between; those of one channel follow one another, so that none tells what another does. */
const MADE_AT_ONCE = 20;

/** A digest and the messages it takes. */
export interface Drawn {
  readonly digest: Digest;
  readonly parts: readonly Part[];
  readonly chosen: readonly Chosen[];
  readonly passed: Passed;
}

/** Owes a digest to every subscription of these platforms whose slot has come. Answers how many were owed. */
export async function tellDue(room: Newsroom, platforms: readonly Platform[], now: Date): Promise<number> {
  const due = await takeDue(room, platforms, BATCH, now);
  if (due.length === 0) return 0;
  const desk = await readNews(room, due, now);
  const tellInTurn = async (subscriptions: readonly Subscription[]): Promise<number> => {
    let owed = 0;
    for (const each of subscriptions) if ((await tellSlot(room, each, desk, now)) !== null) owed++;
    return owed;
  };
  let owed = 0;
  const byChannel = [...Map.groupBy(due, ({ channel }) => channel.id).values()];
  for (let start = 0; start < byChannel.length; start += MADE_AT_ONCE) {
    const made = await Promise.all(byChannel.slice(start, start + MADE_AT_ONCE).map(tellInTurn));
    owed += made.reduce((sum, count) => sum + count, 0);
    await breathe();
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
    edition: editionOf(drawn, 'skip'),
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
  const { channel } = subscription;
  const slot = latestSlot(subscription, subscription.nextSlot, now);
  const drawn = await draw(room, subscription, news, 'slot', now, slot.at);
  const owed = {
    subscription: subscription.id,
    channel,
    kind: 'slot',
    slot,
    nextSlot: nextSlot(subscription, now),
    at: now,
  } as const;
  const id = await room.digests.owe({ ...owed, edition: editionOf(drawn, subscription.quiet) });
  if (id !== null) reportOwed(room, id, subscription, drawn, now.getTime() - slot.at.getTime());
  return id;
}

/** A digest without stories takes no message, or one that says so. */
function editionOf({ digest, parts, chosen, passed }: Drawn, quiet: Quiet): Edition {
  const items = digest.items.map((item) => {
    const { story, version, by } = item;
    const { words = [], rank } = chosen.find(isOf(item)) ?? {};
    return { story, version, item, ...(rank === undefined ? {} : { reasons: { words, rank, by } }) };
  });
  const { zone, language, topics, coverage } = digest;
  const frame = { zone, language, topics, coverage };
  return { items, parts: items.length === 0 && quiet === 'skip' ? [] : parts, passed, frame };
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

/** After a downtime a digest says that it comes late; half an hour is what a busy morning or a restart may take. */
const LATE_MS = 30 * 60_000;

async function draw(
  room: Newsroom,
  wanting: Wanting,
  news: News,
  kind: DigestKind,
  now: Date,
  dueAt: Date = now,
): Promise<Drawn> {
  const { channel, topics, language, timetable, manner, posting } = wanting;
  const { chosen, passed, since } = await chooseStories(room, wanting, news, kind, now);
  const stories = chosen.map(({ story }) => story);
  const told = await news.edition.tell(stories, manner, PATIENCE_MS[kind]);
  const items = told.map((item) => asUpdate(item, chosen.find(isOf(item))));
  const coverage = await news.coverageFor(wanting, since);
  const late = now.getTime() - dueAt.getTime() > LATE_MS ? { dueAt } : {};
  const shows = { images: posting.images, previews: posting.previews };
  const digest: Digest = { kind, items, at: now, zone: timetable.zone, language, topics, coverage, shows, ...late };
  return { digest, parts: news.edition.draw(digest, rendererOf(room, channel.platform)), chosen, passed };
}

/** An item is shared by many channels; what is new in it is each channel's own. What all its publishers took back is not summed up again. */
function asUpdate(item: Item, chosen: Chosen | undefined): Item {
  if (chosen?.update == null) return item;
  const { sentences, amends } = chosen.update;
  const told = { ...item, update: sentences, ...(amends === undefined ? {} : { amends }) };
  return chosen.story.isWithdrawn ? { ...told, summary: null, by: null } : told;
}

function isOf(item: Item): (chosen: Chosen) => boolean {
  return ({ story }) => story.id === item.story;
}

function rendererOf(room: Newsroom, platform: Platform): Renderer {
  const renderer = room.renderers.get(platform);
  if (renderer === undefined) throw new RangeError(`There is no renderer for ${platform}.`);
  return renderer;
}
