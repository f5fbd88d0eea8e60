import { drawParts } from '../digest/parts.ts';
import type { ArticleDraft } from '../domain/article.ts';
import type { Community, Place } from '../domain/channel.ts';
import type { Digest, Item } from '../domain/digest.ts';
import type { Entry, Feed } from '../domain/entry.ts';
import type { SourceId, StoryId } from '../domain/ids.ts';
import type { Source } from '../domain/source.ts';
import type { SourcePreviewed } from '../domain/source-desk.ts';
import { newCourse } from '../ingest/pace.ts';
import { summarize } from '../summary/extractive.ts';
import { draftArticle } from './article.ts';
import { type ReadNow, readNow } from './check-source.ts';
import type { Newsroom } from './digest.ts';
import { isThin, pageIn } from './full-text.ts';
import type { PollRoom } from './poll-source.ts';
import { BUDGETS } from './reading.ts';
import type { AddingRoom } from './sources.ts';

type PreviewRoom = AddingRoom & Pick<PollRoom, 'pages'> & Pick<Newsroom, 'renderers'>;

/** The newest item of a source as a digest would tell it, drawn for the platform; its page is read where the feed gives but a taste. */
export async function previewSource(
  room: PreviewRoom,
  place: Place & { readonly community: Community },
  which: string,
  language: string,
): Promise<SourcePreviewed> {
  const now = await readNow(room, place.community, which);
  if (now.kind !== 'read') return now;
  const renderer = room.renderers.get(place.platform);
  if (renderer === undefined) throw new RangeError(`There is no renderer for ${place.platform}.`);
  const draft = await draftNewest(room, now);
  if (draft === null) return { kind: 'empty', title: now.feed.title, address: now.address };
  const digest: Digest = {
    kind: 'preview',
    items: [itemOf(draft)],
    at: room.clock(),
    zone: 'UTC',
    language,
    topics: [],
    coverage: { articles: 1, sources: 1, stories: 1, silent: 0 },
  };
  return { kind: 'preview', parts: drawParts(digest, renderer) };
}

async function draftNewest(
  { pages, clock }: PreviewRoom,
  { feed, address, source }: ReadNow,
): Promise<ArticleDraft | null> {
  const entry = newestEntry(feed);
  if (entry === undefined) return null;
  const page = isThin(entry) ? pageIn(await pages.read(entry)) : null;
  return draftArticle(entry, page, feed, source ?? strangeSource(feed, address, clock()), clock());
}

/** Feeds tell the newest first, as long as they give no dates. */
function newestEntry({ entries }: Feed): Entry | undefined {
  const at = ({ published, updated }: Entry): number => (published ?? updated)?.getTime() ?? 0;
  return entries.reduce<Entry | undefined>(
    (newest, each) => (newest === undefined || at(each) > at(newest) ? each : newest),
    undefined,
  );
}

/** Nothing that was stored has these numbers. */
const NO_SOURCE = 0 as SourceId;
const NO_STORY = 0 as StoryId;

/** A feed as a source that nobody added. */
function strangeSource({ title, home, language }: Feed, address: string, now: Date): Source {
  return { ...newCourse(address, now), id: NO_SOURCE, title, home, language, section: null };
}

function itemOf({ headline, link, text, language, publisher, sections, image }: ArticleDraft): Item {
  const summary = summarize([{ title: headline, text }], language, BUDGETS.short).text;
  const told = { story: NO_STORY, version: 1, headline, link, publishers: [publisher], sections, image, language };
  return { ...told, summary, by: summary === '' ? null : 'extractive' };
}
