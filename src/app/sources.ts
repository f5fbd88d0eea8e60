import type { Community } from '../domain/channel.ts';
import type { Added, Removed, SourceView } from '../domain/desk.ts';
import type { SourceStore, SourceUse } from '../domain/source.ts';
import { discover, type FoundFeed, type ReadFeed } from '../ingest/discover.ts';
import type { Parser } from '../ingest/parser.ts';
import type { PollRoom } from './poll-source.ts';

/** Sources one community may add; polling them costs every source's host. */
const MOST_SOURCES = 100;

/** The sources a community reads, its own first, numbered from 1. */
export async function listSources(store: SourceStore, community: Community): Promise<readonly SourceView[]> {
  const uses = await store.usedBy([community, 'starter']);
  const own = uses.filter(({ owner }) => owner !== 'starter');
  const starters = uses.filter(
    ({ owner, source }) => owner === 'starter' && !own.some((each) => each.source.id === source.id),
  );
  return [...own, ...starters].map(viewOf);
}

function viewOf({ source, owner }: SourceUse, i: number): SourceView {
  return { source, number: i + 1, isStarter: owner === 'starter' };
}

/** Ends a community's own source, named by its number or address; the starter set stays. */
export async function removeSource(store: SourceStore, community: Community, which: string): Promise<Removed> {
  const own = (await listSources(store, community)).filter((each) => !each.isStarter);
  const wanted = which.trim().replace(/^#/u, '');
  const source = own.find((each) => String(each.number) === wanted || each.source.address === wanted);
  if (source === undefined || !(await store.drop(source.source.id, community)))
    return { kind: 'no-such-source', count: own.length };
  return { kind: 'removed', source };
}

/**
 * Adds a feed, or the one feed of a site; of several the person chooses. What can't be read is not stored. A source that is new is due at once: the
 * next tick reads it.
 */
export async function addSource(room: PollRoom, community: Community, typed: string, by: string): Promise<Added> {
  const listed = await listSources(room.sources, community);
  if (listed.filter((each) => !each.isStarter).length >= MOST_SOURCES) return { kind: 'too-many', most: MOST_SOURCES };
  const { feeds, faults } = await discover(
    typed.trim().replace(/^<(.*)>$/u, '$1'),
    room.fetcher,
    feedReader(room.parser),
  );
  const [feed, ...others] = feeds;
  if (feed === undefined) return { kind: 'fault', address: typed, sentence: faults[0]?.sentence ?? '' };
  const known = listed.find(({ source }) => source.address === feed.url);
  if (known?.source.state === 'active') return { kind: 'known', source: known };
  if (others.length > 0) return { kind: 'choice', feeds: feeds.map(({ url, title }) => ({ address: url, title })) };
  return await use(room, community, feed, by);
}

async function use(
  room: PollRoom,
  community: Community,
  { url, title, newest, entries }: FoundFeed,
  by: string,
): Promise<Added> {
  const { source } = await room.sources.use({ address: url, title, section: null }, community, by, room.clock());
  const view = (await listSources(room.sources, community)).find((each) => each.source.id === source.id);
  return { kind: 'added', source: view ?? { source, number: 1, isStarter: false }, entries, newest };
}

function feedReader(parser: Parser): ReadFeed {
  return async (bytes, type, base) => {
    const parsed = await parser.parseFeed({ bytes, type, base });
    return parsed.kind === 'feed' ? parsed.feed : null;
  };
}
