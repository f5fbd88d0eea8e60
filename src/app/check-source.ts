import type { Community } from '../domain/channel.ts';
import type { Feed } from '../domain/entry.ts';
import type { Source } from '../domain/source.ts';
import type { Checked, NoSuchSource, SourceChoice, SourceFault } from '../domain/source-desk.ts';
import { advice, discover, newestOf } from '../ingest/discover.ts';
import { isThin } from './full-text.ts';
import { type AddingRoom, feedReader, findListed, listSources, offerFeeds, readTyped } from './sources.ts';

/** A feed as it is now. */
export interface ReadNow {
  readonly kind: 'read';
  readonly feed: Feed;
  readonly address: string;
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
  if (named !== undefined) return await readListed(room, named.source);
  if (/^#?\d+$/u.test(typed)) return { kind: 'no-such-source', count: listed.length };
  const read = await readStrange(room, community, typed);
  if (read.kind !== 'read') return read;
  return { ...read, source: listed.find(({ source }) => source.address === read.address)?.source ?? null };
}

/** No other feed of its site stands in for it. */
async function readListed({ fetcher, parser, clock }: AddingRoom, source: Source): Promise<ReadNow | SourceFault> {
  const { address } = source;
  const fault = (sentence: string): SourceFault => ({ kind: 'fault', address, sentence, source, at: clock() });
  const outcome = await fetcher.fetch(address, { accept: 'feed' });
  if (outcome.kind !== 'fetched') return fault(advice(outcome));
  const read = await parser.parseFeed({ bytes: outcome.bytes, type: outcome.contentType, base: outcome.url });
  return read.kind === 'feed' ? { kind: 'read', feed: read.feed, address, source } : fault(read.reason);
}

async function readStrange(
  room: AddingRoom,
  community: Community,
  address: string,
): Promise<ReadNow | SourceChoice | SourceFault> {
  let feed: Feed | null = null;
  const readFeed = feedReader(room.parser);
  const { feeds, faults } = await discover(address, room.fetcher, async (...answer) => {
    const read = await readFeed(...answer);
    feed = read ?? feed;
    return read;
  });
  const [found, ...others] = feeds;
  if (found === undefined || feed === null)
    return { kind: 'fault', address, sentence: faults[0]?.sentence ?? '', source: null, at: room.clock() };
  if (others.length > 0) return offerFeeds(room, community, feeds, null);
  return { kind: 'read', feed, address: found.url, source: null };
}

/** Tells what lies at a source of the list or at any address. */
export async function checkSource(room: AddingRoom, community: Community, which: string): Promise<Checked> {
  const now = await readNow(room, community, which);
  if (now.kind !== 'read') return now;
  const { feed, address, source } = now;
  return {
    kind: 'checked',
    address,
    title: feed.title,
    language: feed.language,
    entries: feed.entries.length,
    newest: newestOf(feed),
    thin: feed.entries.filter(isThin).length,
    source,
    at: room.clock(),
  };
}
