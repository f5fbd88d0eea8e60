import RssParser from 'rss-parser';
import type { Entry, Feed } from '../domain/entry.ts';
import { canonicalRss, OWN_FIELDS } from './feed-canonical.ts';
import { readChannel } from './feed-channel.ts';
import { FeedFault } from './feed-fault.ts';
import { readJsonFeed } from './feed-json.ts';
import { readTree } from './feed-tree.ts';

/** An item as rss-parser gives it: a field that the item lacks is missing. */
interface Item {
  readonly guid?: string;
  readonly link?: string;
  readonly title?: string;
  readonly isoDate?: string;
  readonly categories?: string[];
  readonly text?: string;
  readonly updated?: string;
  readonly authors?: readonly string[];
  readonly image?: string;
  readonly via?: string;
}

/** Longer texts are refused before they are read: fetching stops at ten million bytes, so no honest feed comes near. */
const LONGEST = 16_000_000;

/**
 * Reads a feed: RSS 0.9 to 2.0, Atom 0.3 and 1.0, JSON Feed, however malformed. `base` is the address it came from. Every dialect is first
 * made canonical RSS 2.0, which rss-parser reads. Throws FeedFault when the text is no feed.
 */
export async function parseFeed(text: string, base: string): Promise<Feed> {
  if (text.length > LONGEST) throw new FeedFault('large', 'feed-fault.too-large');
  const start = /[^\s\ufeff]/u.exec(text)?.[0];
  if (start === undefined) throw new FeedFault('empty', 'feed-fault.empty');
  const feed = start === '{' || start === '[' ? readJsonFeed(text, base) : readChannel(readTree(text), base);
  return readCanonical(canonicalRss(feed), feed);
}

/** `told` is what the feed says beside its title and entries, which the canonical form has no words for. */
async function readCanonical(rss: string, told: Feed): Promise<Feed> {
  const parser = new RssParser<object, Item>({
    customFields: {
      item: [
        [OWN_FIELDS.text, 'text'],
        [OWN_FIELDS.updated, 'updated'],
        [OWN_FIELDS.image, 'image'],
        [OWN_FIELDS.via, 'via'],
        [OWN_FIELDS.author, 'authors', { keepArray: true }],
      ],
    },
  });
  const feed = await parser.parseString(rss);
  return {
    title: feed.title ?? null,
    home: feed.link ?? null,
    language: told.language,
    entries: feed.items.map(entryOf),
    hints: told.hints,
  };
}

function entryOf(item: Item): Entry {
  return {
    id: item.guid ?? null,
    link: item.link ?? null,
    title: item.title ?? null,
    text: item.text ?? '',
    published: dateOf(item.isoDate),
    updated: dateOf(item.updated),
    authors: item.authors ?? [],
    categories: item.categories ?? [],
    image: item.image ?? null,
    language: null,
    via: item.via ?? null,
  };
}

function dateOf(iso: string | undefined): Date | null {
  return iso === undefined ? null : new Date(iso);
}
