import { createHash } from 'node:crypto';
import { setImmediate as breathe } from 'node:timers/promises';
import type { ArticleDraft, ArticleStore } from '../domain/article.ts';
import type { Entry, Feed } from '../domain/entry.ts';
import type { Report } from '../domain/happening.ts';
import type { SourceId } from '../domain/ids.ts';
import type { Page } from '../domain/page.ts';
import type { Source, SourceStore } from '../domain/source.ts';
import type { Fetcher } from '../ingest/fetch.ts';
import type { FetchOutcome } from '../ingest/fetch-outcome.ts';
import { nextPoll, type Pace, type Poll } from '../ingest/pace.ts';
import type { Parser } from '../ingest/parser.ts';
import { draftArticle, entryKey } from './article.ts';
import { isThin, type PageReader } from './full-text.ts';

/** What polling rests on. */
export interface PollRoom {
  readonly sources: SourceStore;
  readonly articles: ArticleStore;
  readonly fetcher: Fetcher;
  readonly parser: Parser;
  readonly pages: PageReader;
  readonly pace: Pace;
  readonly report: Report;
  readonly clock: () => Date;
}

export interface Poller {
  /** Starts polling every source that is due and not under way; comes back when they have been started. */
  pollDue(): Promise<void>;
  /** Waits for the polls under way. */
  settled(): Promise<void>;
}

/** Sources whose answers may be in memory together. */
const MOST_UNDER_WAY = 64;
/** Pages read for one answer of a feed: the newest of a feed that is new to us, and more than a busy one adds between two polls. */
const MOST_PAGES = 15;

export function createPoller(room: PollRoom): Poller {
  const underWay = new Map<SourceId, Promise<void>>();
  return {
    async pollDue() {
      const due = await room.sources.due(room.clock(), MOST_UNDER_WAY + underWay.size);
      for (const source of due) {
        if (underWay.size >= MOST_UNDER_WAY) return;
        if (!underWay.has(source.id))
          underWay.set(
            source.id,
            pollSafely(room, source).finally(() => underWay.delete(source.id)),
          );
      }
    },
    async settled() {
      await Promise.all(underWay.values());
    },
  };
}

/** A fault of ours in one source's poll is reported and harms no other. */
async function pollSafely(room: PollRoom, source: Source): Promise<void> {
  try {
    await pollSource(room, source);
  } catch (error) {
    room.report({ event: 'walk-failed', walk: `poll ${source.id}`, error });
    const poll: Poll = { kind: 'unreadable', sentence: 'It could not be read, by a fault of ours.' };
    await settleSource(room, source, poll, null, 0);
  }
}

/** Asks one source, reads what it answers, stores what is new in it, and notes when it is asked again. */
async function pollSource(room: PollRoom, source: Source): Promise<void> {
  const { etag, lastModified } = source.validators;
  const outcome = await room.fetcher.fetch(source.address, { accept: 'feed', etag, lastModified });
  const { poll, feed, entries } = await read(room, source, outcome);
  await settleSource(room, source, poll, feed, entries);
}

interface Reading {
  readonly poll: Poll;
  readonly feed: Feed | null;
  readonly entries: number;
}

async function read(room: PollRoom, source: Source, outcome: FetchOutcome): Promise<Reading> {
  if (outcome.kind !== 'fetched') return { poll: outcome, feed: null, entries: 0 };
  const bodyHash = createHash('sha256').update(outcome.bytes).digest('hex');
  if (bodyHash === source.bodyHash) return { poll: { kind: 'same', fetched: outcome }, feed: null, entries: 0 };
  const parsed = await room.parser.parseFeed({ bytes: outcome.bytes, type: outcome.contentType, base: outcome.url });
  if (parsed.kind === 'fault') return { poll: { kind: 'unreadable', sentence: parsed.reason }, feed: null, entries: 0 };
  const { feed } = parsed;
  const newEntries = await storeNew(room, source, feed);
  return {
    poll: { kind: 'read', fetched: outcome, bodyHash, hints: feed.hints, newEntries },
    feed,
    entries: feed.entries.length,
  };
}

/**
 * Stores the entries the source has not told before, the oldest first, as they came about. Where the feed gives but a taste of an article, its page
 * is read; such articles are stored one by one, so that a slow site holds up none of the others.
 */
async function storeNew(room: PollRoom, source: Source, feed: Feed): Promise<number> {
  const known = await room.articles.knownKeys(source.id, feed.entries.map(entryKey));
  const fresh = feed.entries.filter((entry) => !known.has(entryKey(entry))).toReversed();
  const thin = new Set(fresh.filter(isThin).slice(-MOST_PAGES));
  const store = async (entries: readonly Entry[], page: Page | null): Promise<number> =>
    (await room.articles.add(await draftAll(room, source, feed, entries, page))).length;
  let added = await store(
    fresh.filter((entry) => !thin.has(entry)),
    null,
  );
  for (const entry of thin) added += await store([entry], await room.pages.read(entry));
  return added;
}

async function draftAll(
  room: PollRoom,
  source: Source,
  feed: Feed,
  entries: readonly Entry[],
  page: Page | null,
): Promise<readonly ArticleDraft[]> {
  const drafts: ArticleDraft[] = [];
  for (const entry of entries) {
    const draft = draftArticle(entry, page, feed, source, room.clock());
    if (draft !== null) drafts.push(draft);
    await breathe();
  }
  return drafts;
}

async function settleSource(
  room: PollRoom,
  source: Source,
  poll: Poll,
  feed: Feed | null,
  entries: number,
): Promise<void> {
  const { source: after } = nextPoll(source, poll, room.clock(), room.pace);
  const learnt =
    feed === null
      ? {}
      : {
          title: feed.title ?? source.title,
          home: feed.home ?? source.home,
          language: feed.language ?? source.language,
        };
  await room.sources.save({ ...after, ...learnt });
  tell(room.report, source, after, poll, entries);
}

function tell(report: Report, before: Source, after: Source, poll: Poll, entries: number): void {
  const { id: source, address } = before;
  if (after.address !== address) report({ event: 'source-moved', source, from: address, to: after.address });
  if (after.health.lastError === null)
    report({ event: 'polled', source, address, entries, added: poll.kind === 'read' ? poll.newEntries : 0 });
  else report({ event: 'poll-failed', source, address, why: after.health.lastError, failures: after.health.failures });
}
