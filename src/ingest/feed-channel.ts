import type { Entry, Feed } from '../domain/entry.ts';
import { baseWithin } from './feed-address.ts';
import { readEntry, readPageLink, readTitle } from './feed-entry.ts';
import { FeedFault } from './feed-fault.ts';
import { fieldsOf } from './feed-fields.ts';
import { readHints } from './feed-hints.ts';
import { attributeOf, type Element, elementsIn, textOf } from './feed-tree.ts';

const ROOTS = new Set(['rss', 'feed', 'rdf:rdf', 'rdf', 'channel']);
const ENTRIES = new Set(['item', 'entry', 'atom:entry']);
/** Their children are no entries of the feed, whatever they are called. */
const CLOSED = new Set(['image', 'textinput', 'author', 'content', 'description']);
/** How deep below the document the root of a feed may lie: some wrap it. */
const ROOT_DEPTH = 4;
const ENTRY_DEPTH = 7;
/** The largest real feeds have some thousand entries; what comes after these is not news. */
const MOST_ENTRIES = 5000;

/** What a document says as a feed, whatever its dialect of RSS or Atom. Throws FeedFault when it is none. */
export function readChannel(document: Element, base: string): Feed {
  const root = find(document, ROOTS, ROOT_DEPTH) ?? (find(document, ENTRIES, ENTRY_DEPTH) ? document : null);
  if (!root) throw notAFeed(document);
  const rootBase = baseWithin(root, base);
  const channel = root.name === 'feed' ? root : (find(root, new Set(['channel']), 2) ?? root);
  const channelBase = channel === root ? rootBase : baseWithin(channel, rootBase);
  const fields = fieldsOf(channel);
  return {
    title: readTitle(fields),
    home: readPageLink(fields, channelBase),
    language:
      fields.all('language', 'dc:language').map(textOf).find(isLanguage)?.trim() ??
      (attributeOf(root, 'xml:lang') || null),
    entries: readEntries(root, channelBase),
    hints: readHints(fields),
  };
}

function readEntries(root: Element, base: string): readonly Entry[] {
  const entries: Entry[] = [];
  const walk = (element: Element, around: string): void => {
    for (const child of elementsIn(element)) {
      if (entries.length >= MOST_ENTRIES) return;
      if (ENTRIES.has(child.name)) entries.push(readEntry(child, around));
      else if (!CLOSED.has(child.name)) walk(child, baseWithin(child, around));
    }
  };
  walk(root, base);
  return entries;
}

/** The first element of such a name, looked for in depth. */
function find(element: Element, names: ReadonlySet<string>, depth: number): Element | null {
  for (const child of elementsIn(element)) {
    if (names.has(child.name)) return child;
    const found = depth > 1 ? find(child, names, depth - 1) : null;
    if (found) return found;
  }
  return null;
}

function isLanguage(word: string): boolean {
  return word.trim() !== '';
}

function notAFeed(document: Element): FeedFault {
  const [first] = elementsIn(document);
  if (!first) return new FeedFault('other', 'feed-fault.text');
  if (first.name === 'html' || first.name === 'xhtml:html') return new FeedFault('html', 'feed-fault.page');
  return new FeedFault('other', 'feed-fault.other-element', { element: first.written.slice(0, 40) });
}
