import { createHash } from 'node:crypto';
import type { ArticleStore } from '../domain/article.ts';
import type { Platform } from '../domain/channel.ts';
import type { Feed } from '../domain/entry.ts';
import type { Report } from '../domain/happening.ts';
import type { Messenger } from '../domain/messenger.ts';
import type { RevisionStore } from '../domain/revision.ts';
import type { Source, SourceStore, UntoldStore } from '../domain/source.ts';
import type { Fetcher } from '../ingest/fetch.ts';
import type { Fetched } from '../ingest/fetch-outcome.ts';
import { nextPoll, type Pace, type Poll } from '../ingest/pace.ts';
import type { Parser } from '../ingest/parser.ts';
import { sayPlain } from '../phrases/say.ts';
import type { PageReader } from './full-text.ts';
import { storeNew } from './new-entries.ts';
import { sendNotice } from './source-notice.ts';

/** What polling rests on. */
export interface PollRoom {
  readonly sources: SourceStore;
  readonly articles: ArticleStore;
  readonly revisions: RevisionStore;
  readonly fetcher: Fetcher;
  readonly parser: Parser;
  readonly pages: PageReader;
  readonly pace: Pace;
  /** Of the platforms that are connected: who added a source is told in private how it fares. */
  readonly messengers: ReadonlyMap<Platform, Messenger>;
  readonly untold: UntoldStore;
  readonly report: Report;
  readonly clock: () => Date;
}

/** One source's turn to be polled. */
export interface Turn {
  /** Called when its answer is read and only the pages behind its articles are still to be fetched. */
  readonly onRead: () => void;
  readonly stopping: AbortSignal;
}

/** Asks one source, reads what it answers, stores what is new in it, and notes when it is asked again. */
export async function pollSource(room: PollRoom, source: Source, turn: Turn): Promise<void> {
  const answer = await ask(room, source);
  const poll = answer.kind === 'feed' ? await take(room, source, answer, turn) : answer.poll;
  if (turn.stopping.aborted) return;
  await settle(room, source, poll, answer.kind === 'feed' ? answer.feed : null);
}

/** After a fault of ours: the source is not asked again at once. */
export async function settleFault(room: PollRoom, source: Source): Promise<void> {
  await settle(room, source, { kind: 'unreadable', sentence: sayPlain('en', 'reading-fault.ours') }, null);
}

type Answer = NewFeed | { readonly kind: 'no-feed'; readonly poll: Poll };

interface NewFeed {
  readonly kind: 'feed';
  /** Without its bytes, which may be many and are done with. */
  readonly fetched: Fetched;
  readonly bodyHash: string;
  readonly feed: Feed;
}

const NO_BYTES = new Uint8Array();

async function ask({ fetcher, parser }: PollRoom, source: Source): Promise<Answer> {
  const { etag, lastModified } = source.validators;
  const outcome = await fetcher.fetch(source.address, { accept: 'feed', etag, lastModified });
  if (outcome.kind !== 'fetched') return { kind: 'no-feed', poll: outcome };
  const fetched = { ...outcome, bytes: NO_BYTES };
  const bodyHash = createHash('sha256').update(outcome.bytes).digest('hex');
  if (bodyHash === source.bodyHash) return { kind: 'no-feed', poll: { kind: 'same', fetched } };
  const read = await parser.parseFeed({ bytes: outcome.bytes, type: outcome.contentType, base: outcome.url });
  if (read.kind === 'fault') return { kind: 'no-feed', poll: { kind: 'unreadable', sentence: read.reason } };
  return { kind: 'feed', fetched, bodyHash, feed: read.feed };
}

async function take(room: PollRoom, source: Source, { fetched, bodyHash, feed }: NewFeed, turn: Turn): Promise<Poll> {
  const newEntries = await storeNew(room, source, feed, turn);
  return { kind: 'read', fetched, bodyHash, hints: feed.hints, newEntries };
}

async function settle(room: PollRoom, source: Source, poll: Poll, feed: Feed | null): Promise<void> {
  const { source: after, notice } = nextPoll(source, poll, room.clock(), room.pace);
  const learnt =
    feed === null
      ? {}
      : {
          title: feed.title ?? source.title,
          home: feed.home ?? source.home,
          language: feed.language ?? source.language,
        };
  // Asked first: one that moved to an address another source has hands its users over.
  const people = notice === null ? [] : await room.sources.addedBy(source.id);
  await room.sources.save({ ...after, ...learnt });
  report(room.report, source, after, poll, feed?.entries.length ?? 0);
  if (notice !== null) await sendNotice(room, { ...source, ...learnt }, notice, people);
}

function report(report: Report, before: Source, after: Source, poll: Poll, entries: number): void {
  const { id: source, address } = before;
  if (after.address !== address) report({ event: 'source-moved', source, from: address, to: after.address });
  if (after.health.lastError === null)
    report({ event: 'polled', source, address, entries, added: poll.kind === 'read' ? poll.newEntries : 0 });
  else report({ event: 'poll-failed', source, address, why: after.health.lastError, failures: after.health.failures });
}
