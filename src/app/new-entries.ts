import { setImmediate as breathe } from 'node:timers/promises';
import type { ArticleDraft, ArticleStore } from '../domain/article.ts';
import type { Entry, Feed } from '../domain/entry.ts';
import type { Page } from '../domain/page.ts';
import type { Source } from '../domain/source.ts';
import { draftArticle, entryKey } from './article.ts';
import { isThin, type PageReader } from './full-text.ts';

interface EntryRoom {
  readonly articles: ArticleStore;
  readonly pages: PageReader;
  readonly clock: () => Date;
}

/** Pages read for one answer of a feed: the newest of a feed that is new to us, and more than a busy one adds between two polls. */
const MOST_PAGES = 15;
/** A site that takes longer over all of them is not waited for: the news goes out as its feed tells it. */
const PAGES_WITHIN_MS = 120_000;

/**
 * Stores the entries the source has not told before, the oldest first, as they came about. Where the feed gives but a taste of an article, its page
 * is read; such articles are stored one by one, so that a slow site holds up none of the others. At a stop those left are not stored: they are met
 * again. Answers how many were new.
 */
export async function storeNew(
  room: EntryRoom,
  source: Source,
  feed: Feed,
  { onRead, stopping }: { readonly onRead: () => void; readonly stopping: AbortSignal },
): Promise<number> {
  const known = await room.articles.knownKeys(source.id, feed.entries.map(entryKey));
  const fresh = feed.entries.filter((entry) => !known.has(entryKey(entry))).toReversed();
  const thin = new Set(fresh.filter(isThin).slice(-MOST_PAGES));
  const store = async (entries: readonly Entry[], page: Page | null): Promise<number> =>
    (await room.articles.add(await draftAll(room, source, feed, entries, page))).length;
  let added = await store(
    fresh.filter((entry) => !thin.has(entry)),
    null,
  );
  onRead();
  const until = room.clock().getTime() + PAGES_WITHIN_MS;
  for (const entry of thin) {
    const page = room.clock().getTime() < until ? await room.pages.read(entry) : null;
    if (stopping.aborted) break;
    added += await store([entry], page);
  }
  return added;
}

async function draftAll(
  room: EntryRoom,
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
