import { drawParts } from '../digest/parts.ts';
import type { ArchiveStore, PastDigest, PastStory } from '../domain/archive.ts';
import type {
  HistoryPage,
  MorePage,
  MoreStory,
  NoSuchDigest,
  NoSuchStory,
  Origins,
  PastView,
  Reopened,
} from '../domain/archive-desk.ts';
import type { Article, ArticleStore } from '../domain/article.ts';
import type { Community, Place, Platform } from '../domain/channel.ts';
import type { Digest } from '../domain/digest.ts';
import type { DigestId, StoryId } from '../domain/ids.ts';
import type { Renderer } from '../domain/messenger.ts';
import type { StoryStore } from '../domain/story.ts';
import type { Manner } from '../domain/summary.ts';
import type { Summarizer } from './summarize.ts';

/** What answering about past digests rests on. */
export interface PastRoom {
  readonly archive: ArchiveStore;
  readonly stories: StoryStore;
  readonly articles: ArticleStore;
  readonly summarizer: Summarizer;
  readonly renderers: ReadonlyMap<Platform, Renderer>;
}

export type Here = Place & { readonly community: Community };

const NOT_KEPT: NoSuchDigest = { kind: 'no-such-digest' };
const ON_A_PAGE = 5;

/** A digest of the community, or the place's latest; null when there is none. */
export async function findPast(
  archive: ArchiveStore,
  place: Here,
  digest: DigestId | null,
): Promise<PastDigest | null> {
  const id = digest ?? (await archive.latest(place));
  return id === null ? null : await archive.find(place.community, id);
}

/** A story of a digest by its number: one it told, or one of those it had no room for, which are counted on from there. */
export type Numbered =
  | { readonly kind: 'told'; readonly story: StoryId; readonly number: number; readonly told: PastStory }
  /** `place` counts from 1, behind the last that was told. */
  | { readonly kind: 'cut'; readonly story: StoryId; readonly number: number; readonly place: number };

export function storyNumbered(past: PastDigest, number: number): Numbered | null {
  const told = past.stories.find((each) => each.number === number);
  if (told !== undefined) return { kind: 'told', story: told.story, number, told };
  const place = number - lastNumber(past);
  const story = past.cut[place - 1];
  return story === undefined ? null : { kind: 'cut', story, number, place };
}

function lastNumber({ stories }: PastDigest): number {
  return Math.max(0, ...stories.map(({ number }) => number ?? 0));
}

function zoneOf({ frame }: PastDigest): string {
  return frame?.zone ?? 'UTC';
}

/** The headline a story was told by; else the one it has now. */
export async function headlineOf(store: StoryStore, { story, ...rest }: Numbered): Promise<string | null> {
  const told = rest.kind === 'told' ? rest.told.item?.headline : undefined;
  return told ?? (await store.find([story]))[0]?.headline ?? null;
}

export async function viewPast(room: PastRoom, place: Here, digest: DigestId | null): Promise<PastView | NoSuchDigest> {
  const past = await findPast(room.archive, place, digest);
  if (past === null) return NOT_KEPT;
  const untitled = past.stories.filter(({ item }) => item === null).map(({ story }) => story);
  const found = new Map((await room.stories.find(untitled)).map(({ id, headline }) => [id, headline]));
  const stories = past.stories.flatMap(({ number, story, item }) => {
    const headline = item?.headline ?? found.get(story);
    return number === null || headline === undefined ? [] : [{ number, headline }];
  });
  return { kind: 'past', digest: past.id, at: past.at, zone: zoneOf(past), stories };
}

export async function listPast(room: PastRoom, place: Here, page: number): Promise<HistoryPage> {
  const offset = (Math.max(1, page) - 1) * ON_A_PAGE;
  const { digests, all } = await room.archive.list(place.community, ON_A_PAGE, offset);
  const pages = Math.max(1, Math.ceil(all / ON_A_PAGE));
  return page > pages ? await listPast(room, place, pages) : { digests, page: Math.max(1, page), pages };
}

/** As it was told, but without what was said around it where it is one of the first versions. */
export async function reopenPast(room: PastRoom, place: Here, id: DigestId): Promise<Reopened | NoSuchDigest> {
  const past = await findPast(room.archive, place, id);
  const renderer = room.renderers.get(place.platform);
  const items = past?.stories.flatMap(({ item }) => item ?? []) ?? [];
  if (past === null || past.frame === null || renderer === undefined || items.length === 0) return NOT_KEPT;
  const digest: Digest = { ...past.frame, kind: 'preview', items, at: past.at };
  return { kind: 'reopened', digest: id, at: past.at, zone: zoneOf(past), parts: drawParts(digest, renderer) };
}

/** Stories that have joined others since, or are kept no more, leave their numbers free. */
export async function showMore(
  room: PastRoom,
  place: Here,
  digest: DigestId,
  page: number,
): Promise<MorePage | NoSuchDigest> {
  const past = await findPast(room.archive, place, digest);
  if (past === null) return NOT_KEPT;
  const pages = Math.ceil(past.cut.length / ON_A_PAGE);
  const shown = Math.min(Math.max(1, page), Math.max(1, pages));
  const start = (shown - 1) * ON_A_PAGE;
  const stories = await tellCut(room, past, start);
  return { kind: 'more', digest, at: past.at, zone: zoneOf(past), stories, page: shown, pages };
}

const MANNER: Manner = { style: 'short', language: null, ai: true };

/** Two that have become one since are told once, and what the digest itself tells is not told again; each keeps its number. */
async function tellCut(room: PastRoom, past: PastDigest, start: number): Promise<readonly MoreStory[]> {
  const told = new Set(past.stories.map(({ story }) => story));
  const wanted = past.cut
    .slice(start, start + ON_A_PAGE)
    .filter((story, i) => !told.has(story) && past.cut.indexOf(story) === start + i);
  const found = await room.stories.find(wanted);
  const items = await room.summarizer.tell(
    found.map((story) => ({ story, manner: MANNER })),
    0,
  );
  const first = lastNumber(past) + 1;
  return items.map(({ story, headline, link, summary, publishers }) => {
    return { number: first + past.cut.indexOf(story), headline, link, summary: summary ?? '', publishers };
  });
}

export async function showOrigins(
  room: PastRoom,
  place: Here,
  digest: DigestId,
  number: number,
): Promise<Origins | NoSuchStory | NoSuchDigest> {
  const past = await findPast(room.archive, place, digest);
  if (past === null) return NOT_KEPT;
  const found = storyNumbered(past, number);
  const headline = found === null ? null : await headlineOf(room.stories, found);
  if (found === null || headline === null) return { kind: 'no-such-story', count: past.stories.length };
  const all = await room.articles.ofStories([found.story]);
  const byThen = all.filter(({ seenAt }) => seenAt <= past.at);
  const later = all.length - byThen.length;
  return { kind: 'origins', digest, number, headline, zone: zoneOf(past), articles: byThen.map(originIn(all)), later };
}

function originIn(all: readonly Article[]) {
  const publishers = new Map(all.map(({ id, publisher }) => [id, publisher]));
  return ({ publisher, headline, link, publishedAt, reprintOf }: Article) => ({
    publisher,
    headline,
    link,
    at: publishedAt,
    reprintOf: reprintOf === null ? null : (publishers.get(reprintOf) ?? null),
  });
}
