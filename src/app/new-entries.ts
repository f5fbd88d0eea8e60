import { setImmediate as breathe } from 'node:timers/promises';
import type { Article, ArticleDraft, ArticleStore } from '../domain/article.ts';
import type { Feed } from '../domain/entry.ts';
import type { Report } from '../domain/happening.ts';
import type { Page } from '../domain/page.ts';
import type { RevisedWords, RevisionStore } from '../domain/revision.ts';
import type { Source } from '../domain/source.ts';
import { withdrawalIn } from '../story/amendments.ts';
import { draftArticle } from './article.ts';
import { isThin, NO_PAGE, type PageRead, type PageReader, pageIn } from './full-text.ts';
import { isOtherArticle, type Printed, type SortedEntries, sortEntries } from './known-entries.ts';

interface EntryRoom {
  readonly articles: ArticleStore;
  readonly revisions: RevisionStore;
  readonly pages: PageReader;
  readonly report: Report;
  readonly clock: () => Date;
}

/** Pages read for one answer of a feed: the newest of a feed that is new to us, and more than a busy one adds between two polls. */
const MOST_PAGES = 15;
/** A site that takes longer over all of them is not waited for: the news goes out as its feed tells it. */
const PAGES_WITHIN_MS = 120_000;

/**
 * Stores the entries the source has not told before, the oldest first, as they came about, and gives those it edited their new words. Where the feed
 * gives but a taste of an article, its page is read; such articles are stored one by one, so that a slow site holds up none of the others. At a stop
 * those left are not stored: they are met again. Answers how many were new.
 */
export async function storeNew(
  room: EntryRoom,
  source: Source,
  feed: Feed,
  { onRead, stopping }: { readonly onRead: () => void; readonly stopping: AbortSignal },
): Promise<number> {
  const desk: Desk = { room, source, feed };
  const { fresh, edited, same } = await sortEntries(room.revisions, source.id, feed.entries, room.clock());
  await noteSame(desk, same);
  await room.revisions.noteListed(
    [...same, ...edited].map(({ known }) => known.article),
    room.clock(),
  );
  const isTaste = ({ entry }: Printed): boolean => isThin(entry);
  let added = await storeFresh(
    desk,
    fresh.filter((each) => !isTaste(each)),
    null,
  );
  for (const each of edited.filter((one) => !isTaste(one))) await revise(desk, each, NO_PAGE);
  onRead();
  const until = room.clock().getTime() + PAGES_WITHIN_MS;
  const thin = fresh.filter(isTaste);
  const toRead = new Set<Printed>([...edited.filter(isTaste), ...thin].slice(-MOST_PAGES));
  added += await storeFresh(
    desk,
    thin.filter((each) => !toRead.has(each)),
    null,
  );
  for (const each of toRead) {
    const read = room.clock().getTime() < until ? await room.pages.read(each.entry) : NO_PAGE;
    if (stopping.aborted) break;
    if (isKnown(each)) await revise(desk, each, read);
    else added += await storeFresh(desk, [each], pageIn(read));
  }
  return added;
}

interface Desk {
  readonly room: EntryRoom;
  readonly source: Source;
  readonly feed: Feed;
}

type Edited = SortedEntries['edited'][number];

function isKnown(each: Printed | Edited): each is Edited {
  return 'known' in each;
}

/** Those told before their words were noted are known from now on; an address that is new to us is remembered. */
async function noteSame({ room, source }: Desk, same: SortedEntries['same']): Promise<void> {
  const unnoted = same.filter(({ known }) => known.words === null);
  await room.revisions.note(
    source.id,
    unnoted.map(({ print, known }) => ({ ...print, article: known.article })),
  );
  for (const { print, known } of same) {
    const { address } = print;
    const { article } = known;
    if (known.by === 'text')
      room.report({ event: 'told-again', source: source.id, article, address, isRevised: false });
  }
}

async function storeFresh(desk: Desk, entries: readonly Printed[], page: Page | null): Promise<number> {
  const { room, source } = desk;
  const prints = new Map(entries.map(({ print }) => [print.key, print]));
  const drafts: ArticleDraft[] = [];
  for (const each of entries) {
    const draft = draftOf(desk, each, page);
    if (draft !== null && !(await isMetByPage(desk, each, draft))) drafts.push(draft);
    await breathe();
  }
  const added = await room.articles.add(drafts);
  const noted = added.flatMap(({ id, entryKey, address }: Article) => {
    const print = prints.get(entryKey);
    if (print === undefined) return [];
    // Its page calls itself by another address than its feed: both are asked for.
    if (print.address !== address)
      room.report({ event: 'told-again', source: source.id, article: id, address: print.address, isRevised: false });
    return [{ ...print, article: id }];
  });
  await room.revisions.note(source.id, noted);
  return added.length;
}

function draftOf({ room, feed, source }: Desk, { entry }: Printed, page: Page | null): ArticleDraft | null {
  return draftArticle(entry, page, feed, source, room.clock());
}

/** The page may say that its own address is one the source told before: then the entry is that article under another link. */
async function isMetByPage(desk: Desk, each: Printed, draft: ArticleDraft): Promise<boolean> {
  const { address } = draft;
  if (address === null || address === each.print.address) return false;
  const { revisions } = desk.room;
  const known = (await revisions.known(desk.source.id, [{ ...each.print, address, text: null }])).get(each.print.key);
  if (known?.by !== 'address' || (await isOtherArticle(revisions, known, address, draft))) return false;
  const said = withdrawalIn(draft);
  if (said === null) await giveWords(desk, { ...each, known }, draft);
  else await takeBack(desk, { ...each, known }, said);
  return true;
}

/** A text so many times as long as what its feed gives was read from its page. */
const PAGE_TIMES_TASTE = 2;

async function revise(desk: Desk, edited: Edited, read: PageRead): Promise<void> {
  const page = pageIn(read);
  const draft = draftOf(desk, edited, page);
  if (draft === null) return;
  const said = withdrawalOf(draft, read);
  if (said !== null) return await takeBack(desk, edited, said);
  const isTaste = isThin(edited.entry) && page === null && (await hasPageText(desk, edited, draft.text));
  await giveWords(desk, edited, isTaste ? { ...draft, text: null } : draft);
}

/** The taste does not take the place of an article whose page could not be read this time. */
async function hasPageText({ room }: Desk, { known }: Edited, taste: string): Promise<boolean> {
  const old = await room.revisions.find(known.article);
  return old !== null && old.text.length >= PAGE_TIMES_TASTE * taste.length;
}

async function giveWords({ room, source }: Desk, { known, print }: Edited, draft: RevisedWords): Promise<void> {
  const { article } = known;
  const isRevised = await room.revisions.revise(article, draft, print, room.clock());
  room.report({ event: 'told-again', source: source.id, article, address: print.address, isRevised });
}

/** What the source says of having taken its article back, empty where it says nothing; null while it stands. A page it was taken down from may be shorter than what the feed still tells. */
function withdrawalOf(draft: ArticleDraft, read: PageRead): string | null {
  if (read.kind === 'gone') return '';
  const page = pageIn(read);
  const said = page === null ? null : withdrawalIn({ ...draft, headline: page.headline ?? '', text: page.text });
  return said ?? withdrawalIn(draft);
}

async function takeBack({ room, source }: Desk, { known, print }: Edited, words: string): Promise<void> {
  const { article } = known;
  const isRevised = await room.revisions.withdraw(article, words, print, room.clock());
  room.report({ event: 'told-again', source: source.id, article, address: print.address, isRevised });
}
