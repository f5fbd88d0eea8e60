import { createHash } from 'node:crypto';
import { setImmediate as breathe } from 'node:timers/promises';
import type { Entry } from '../domain/entry.ts';
import type { SourceId } from '../domain/ids.ts';
import type { EntryPrint, KnownEntry, RevisionStore } from '../domain/revision.ts';
import { canonicalAddress } from '../ingest/address.ts';
import { COMMON_WORDS } from '../story/common-words.ts';
import { countWords, foldWord, wordsOf } from '../text/words.ts';
import { entryKey } from './article.ts';

/** An entry with what it is recognised by. */
export interface Printed {
  readonly entry: Entry;
  readonly print: EntryPrint;
}

/** A feed's entries, told apart; each list the oldest first, as they came about. */
export interface SortedEntries {
  readonly fresh: readonly Printed[];
  /** Told before, in other words. */
  readonly edited: readonly (Printed & { readonly known: KnownEntry })[];
  /** Told before, in the same words. */
  readonly same: readonly (Printed & { readonly known: KnownEntry })[];
}

/** A shorter text may stand under many headlines ("Sign up to our newsletter …"). */
const TELLING_WORDS = 40;
/** What changes more often (a live page, a count of comments) is not read again each time. */
const REVISED_AT_MOST_EVERY_MS = 30 * 60_000;
const BREATHE_EVERY = 20;

/** Tells what a source tells for the first time from what it tells again: whatever becomes of identifier, date, headline and tracking query. */
export async function sortEntries(
  store: RevisionStore,
  source: SourceId,
  entries: readonly Entry[],
  now: Date,
): Promise<SortedEntries> {
  const printed = unambiguous(await printEntries(entries)).toReversed();
  const known = await store.known(
    source,
    printed.map(({ print }) => print),
  );
  const fresh: Printed[] = [];
  const [edited, same]: [SortedEntries['edited'][number][], SortedEntries['same'][number][]] = [[], []];
  for (const each of printed) {
    const found = known.get(each.print.key);
    if (found === undefined || (await isNewAtAddress(store, each, found))) fresh.push(each);
    else if (isEdited(each.print, found, now)) edited.push({ ...each, known: found });
    else same.push({ ...each, known: found });
  }
  return { fresh, edited, same };
}

async function isNewAtAddress(store: RevisionStore, { entry, print }: Printed, known: KnownEntry): Promise<boolean> {
  const { address, words } = print;
  if (known.by !== 'address' || address === null || known.words === words) return false;
  return await isOtherArticle(store, known, address, { headline: entry.title ?? '', text: entry.text });
}

async function printEntries(entries: readonly Entry[]): Promise<readonly Printed[]> {
  const printed: Printed[] = [];
  for (const entry of entries) {
    printed.push({ entry, print: printOf(entry) });
    if (printed.length % BREATHE_EVERY === 0) await breathe();
  }
  return printed;
}

function printOf(entry: Entry): EntryPrint {
  return {
    key: entryKey(entry),
    address: entry.link === null ? null : ownAddress(entry.link),
    words: hashOf(`${entry.title ?? ''}\n${entry.text}`),
    text: countWords(entry.text) < TELLING_WORDS ? null : hashOf(entry.text),
  };
}

/** A site's front page is no article's address. */
function ownAddress(link: string): string | null {
  const { pathname, search } = URL.parse(link) ?? { pathname: '/', search: '' };
  return pathname === '/' && search === '' ? null : canonicalAddress(link);
}

const HASH_LENGTH = 22;

/** Letters and digits count, whatever their case and what stands between them. */
function hashOf(text: string): string {
  const words = text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ');
  return createHash('sha256').update(words).digest('base64url').slice(0, HASH_LENGTH);
}

/** What two entries of one feed share tells neither from the other. */
function unambiguous(printed: readonly Printed[]): readonly Printed[] {
  const sharing = (of: (print: EntryPrint) => string | null): ReadonlySet<string | null> => {
    const groups = Map.groupBy(printed, ({ print }) => of(print));
    return new Set([...groups].filter(([, members]) => new Set(members.map(keyOf)).size > 1).map(([value]) => value));
  };
  const [addresses, texts] = [sharing(({ address }) => address), sharing(({ text }) => text)];
  return printed.map(({ entry, print }) => {
    const address = addresses.has(print.address) ? null : print.address;
    return { entry, print: { ...print, address, text: texts.has(print.text) ? null : print.text } };
  });
}

function keyOf({ print }: Printed): string {
  return print.key;
}

function isEdited(print: EntryPrint, { words, revisedAt }: KnownEntry, now: Date): boolean {
  if (words === null || words === print.words) return false;
  return revisedAt === null || now.getTime() - revisedAt.getTime() >= REVISED_AT_MOST_EVERY_MS;
}

/** Two tellings that share less than this of their own words are of different things. */
const OTHER_WORDS = 0.2;
const COMPARABLE_WORDS = 15;

/** Whether what is told now stands at the address of an old article of quite another text: a column that always has the same page. */
export async function isOtherArticle(
  store: RevisionStore,
  known: KnownEntry,
  address: string,
  now: { readonly headline: string; readonly text: string },
): Promise<boolean> {
  const old = (await store.atAddress(address)).find(({ id }) => id === known.article);
  if (old === undefined) return false;
  const [before, after] = [ownWords(old.headline, old.text), ownWords(now.headline, now.text)];
  const least = Math.min(before.size, after.size);
  return least >= COMPARABLE_WORDS && before.intersection(after).size < OTHER_WORDS * least;
}

function ownWords(headline: string, text: string): ReadonlySet<string> {
  const words = wordsOf(`${headline}\n${text}`).map(foldWord);
  return new Set(words.filter((word) => !COMMON_WORDS.has(word)));
}
