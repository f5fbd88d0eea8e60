import type { Community } from '../domain/channel.ts';
import type { Section } from '../domain/section.ts';
import type { Source, SourceStore, SourceUse } from '../domain/source.ts';
import type {
  Added,
  Removed,
  SourceAsked,
  SourceChoice,
  SourcePage,
  SourceView,
  StarterUse,
} from '../domain/source-desk.ts';
import { discover, type FoundFeed, type ReadFeed } from '../ingest/discover.ts';
import type { Parser } from '../ingest/parser.ts';
import { nearestSection } from '../topic/section-names.ts';
import type { Offer, Offers } from './offers.ts';
import type { PollRoom } from './poll-source.ts';

/** Sources one community may add; polling them costs every source's host. */
export const MOST_SOURCES = 100;
/** Rows a reader takes in at a glance, and that fit one message whatever their titles. */
const ROWS_OF_PAGE = 10;

/** What adding rests on. */
export type AddingRoom = Pick<PollRoom, 'sources' | 'fetcher' | 'parser' | 'clock'> & { readonly offers: Offers };

/** The sources a community reads, its own first, numbered from 1. */
export async function listSources(store: SourceStore, community: Community): Promise<readonly SourceView[]> {
  const isStarterless = (await store.starterless([community])).has(community);
  const uses = await store.usedBy(isStarterless ? [community] : [community, 'starter']);
  const own = uses.filter(({ owner }) => owner !== 'starter');
  const starters = uses.filter(
    ({ owner, source }) => owner === 'starter' && !own.some((each) => each.source.id === source.id),
  );
  return [...own, ...starters].map(viewOf);
}

function viewOf({ source, owner }: SourceUse, i: number): SourceView {
  return { source, number: i + 1, isStarter: owner === 'starter' };
}

/** A page of that list; the nearest there is where the page asked for is not. */
export async function pageOfSources(
  store: SourceStore,
  community: Community,
  asked: number,
  at: Date,
): Promise<SourcePage> {
  const all = await listSources(store, community);
  const pages = Math.max(1, Math.ceil(all.length / ROWS_OF_PAGE));
  const page = Math.min(Math.max(1, asked), pages);
  const own = all.filter((each) => !each.isStarter).length;
  const shown = all.slice((page - 1) * ROWS_OF_PAGE, page * ROWS_OF_PAGE);
  return { shown, own, starters: all.length - own, page, pages, at };
}

/** The source somebody means by its number or address. */
export function findListed(listed: readonly SourceView[], which: string): SourceView | undefined {
  const wanted = which.trim().replace(/^#/u, '');
  return listed.find((each) => String(each.number) === wanted || each.source.address === wanted);
}

/** Ends a community's own source, named by its number or address; the starter set stays. */
export async function removeSource(store: SourceStore, community: Community, which: string): Promise<Removed> {
  const own = (await listSources(store, community)).filter((each) => !each.isStarter);
  const source = findListed(own, which);
  if (source === undefined || !(await store.drop(source.source.id, community)))
    return { kind: 'no-such-source', count: own.length };
  return { kind: 'removed', source };
}

/**
 * Adds a feed, the one feed of a site, or a feed offered before; of several the person chooses. What can't be read is not stored. A source that is new
 * is due at once: the next tick reads it.
 */
export async function addSource(room: AddingRoom, asked: SourceAsked): Promise<Added> {
  const wanted = readAsked(room, asked);
  if ('kind' in wanted) return wanted;
  const { community } = asked;
  const listed = await listSources(room.sources, community);
  if (listed.filter((each) => !each.isStarter).length >= MOST_SOURCES) return { kind: 'too-many', most: MOST_SOURCES };
  const { feeds, faults } = await discover(wanted.address, room.fetcher, feedReader(room.parser));
  const [feed, ...others] = feeds;
  if (feed === undefined)
    return { kind: 'fault', ...wanted, sentence: faults[0]?.sentence ?? '', source: null, at: room.clock() };
  if ((await room.sources.findByAddress(feed.url))?.state === 'barred') return { kind: 'barred' };
  const known = listed.find(({ source }) => source.address === feed.url);
  if (others.length > 0) return offerFeeds(room, community, feeds, wanted.section);
  if (known?.source.state === 'active' && !isFiled(known.source, wanted)) return { kind: 'known', source: known };
  return await use(room, asked, feed, wanted.section);
}

/** Whether adding it again gives the source the section it lacks. */
function isFiled(source: Source, { section }: Offer): boolean {
  return section !== null && source.section === null;
}

/** People send addresses in angle brackets where a platform would else draw what lies there. */
export function readTyped(typed: string): string {
  return typed.trim().replace(/^<(.*)>$/u, '$1');
}

function readAsked({ offers, clock }: AddingRoom, { community, address, section }: SourceAsked): Offer | Added {
  const key = /^#([a-z0-9]+)$/u.exec(address.trim())?.[1];
  if (key !== undefined) return offers.find(community, key, clock()) ?? { kind: 'old-choice' };
  if (section === null) return { address: readTyped(address), section: null };
  const named = nearestSection(section);
  return named === null ? { kind: 'wrong-section', given: section } : { address: readTyped(address), section: named };
}

/** The feeds of a site, each under a key. */
export function offerFeeds(
  { offers, clock }: AddingRoom,
  community: Community,
  feeds: readonly FoundFeed[],
  section: Section | null,
): SourceChoice {
  const at = clock();
  const offered = feeds.map(({ url: address, title, newest, entries }) => {
    return { address, title, newest, entries, key: offers.offer(community, { address, section }, at) };
  });
  return { kind: 'choice', feeds: offered, at };
}

async function use(
  room: AddingRoom,
  { community, by }: SourceAsked,
  { url, title, newest, entries }: FoundFeed,
  section: Section | null,
): Promise<Added> {
  const draft = { address: url, title, section };
  const taken = await room.sources.use(draft, community, by, room.clock(), MOST_SOURCES);
  if (taken === null) return { kind: 'too-many', most: MOST_SOURCES };
  const { source } = taken;
  const view = (await listSources(room.sources, community)).find((each) => each.source.id === source.id);
  return { kind: 'added', source: view ?? { source, number: 1, isStarter: false }, entries, newest };
}

export function feedReader(parser: Parser): ReadFeed {
  return async (bytes, type, base) => {
    const parsed = await parser.parseFeed({ bytes, type, base });
    return parsed.kind === 'feed' ? parsed.feed : null;
  };
}

/** Whether a community reads the starter set, after that is changed where it was asked for. */
export async function readStarter(
  store: SourceStore,
  community: Community,
  isRead: boolean | null,
): Promise<StarterUse> {
  const before = !(await store.starterless([community])).has(community);
  if (isRead !== null) await store.readStarter(community, isRead);
  const listed = await listSources(store, community);
  const own = listed.filter((each) => !each.isStarter).length;
  return { isRead: isRead ?? before, isChanged: isRead !== null && isRead !== before, sources: listed.length, own };
}
