import type { Community } from '../domain/channel.ts';
import type { Feed } from '../domain/entry.ts';
import type { Source } from '../domain/source.ts';
import type { Checked, NoSuchSource, SourceChoice, SourceFault } from '../domain/source-desk.ts';
import { discover, type FoundFeed } from '../ingest/discover.ts';
import { isThin } from './full-text.ts';
import { type AddingRoom, feedReader, findListed, listSources, offerFeeds, readTyped } from './sources.ts';

/** A feed as it is now. */
export interface ReadNow {
  readonly kind: 'read';
  readonly feed: Feed;
  readonly found: FoundFeed;
  /** The source that this is, when it is one of the list. */
  readonly source: Source | null;
}

/** Reads a source of the list, by its number or address, or the feed at any address, and stores nothing. */
export async function readNow(
  room: AddingRoom,
  community: Community,
  which: string,
): Promise<ReadNow | SourceChoice | SourceFault | NoSuchSource> {
  const listed = await listSources(room.sources, community);
  const typed = readTyped(which);
  const named = findListed(listed, typed);
  if (named === undefined && /^#?\d+$/u.test(typed)) return { kind: 'no-such-source', count: listed.length };
  const address = named?.source.address ?? typed;
  let feed: Feed | null = null;
  const readFeed = feedReader(room.parser);
  const { feeds, faults } = await discover(address, room.fetcher, async (...answer) => {
    const read = await readFeed(...answer);
    feed = read ?? feed;
    return read;
  });
  const [found, ...others] = feeds;
  if (found === undefined || feed === null)
    return {
      kind: 'fault',
      address,
      sentence: faults[0]?.sentence ?? '',
      source: named?.source ?? null,
      at: room.clock(),
    };
  if (others.length > 0) return offerFeeds(room, community, feeds, null);
  const known = named ?? listed.find(({ source }) => source.address === found.url);
  return { kind: 'read', feed, found, source: known?.source ?? null };
}

/** Tells what lies at a source of the list or at any address. */
export async function checkSource(room: AddingRoom, community: Community, which: string): Promise<Checked> {
  const now = await readNow(room, community, which);
  if (now.kind !== 'read') return now;
  const { feed, found, source } = now;
  return {
    kind: 'checked',
    address: found.url,
    title: feed.title,
    language: feed.language,
    entries: feed.entries.length,
    newest: found.newest,
    thin: feed.entries.filter(isThin).length,
    source,
    at: room.clock(),
  };
}
