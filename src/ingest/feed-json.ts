import type { Entry, Feed } from '../domain/entry.ts';
import { htmlToText, plainToText, readHtml } from '../text/html.ts';
import { resolveAddress } from './feed-address.ts';
import { parseDate } from './feed-date.ts';
import { FeedFault } from './feed-fault.ts';
import { NO_HINTS } from './feed-hints.ts';

/** Objects and lists: so many stay within the memory of a parsing process, which the engine cannot guard while it reads JSON. */
const MOST_VALUES = 300_000;

type Json = Readonly<Record<string, unknown>>;

/** Reads JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/). Throws FeedFault for any other JSON. */
export function readJsonFeed(text: string, base: string): Feed {
  const feed = parseObject(text);
  const items = feed['items'];
  if (!Array.isArray(items) && !stringIn(feed, 'version')?.includes('jsonfeed')) {
    throw new FeedFault('other', 'feed-fault.other-json');
  }
  return {
    title: lineIn(feed, 'title'),
    home: addressIn(feed, base, 'home_page_url'),
    language: stringIn(feed, 'language'),
    entries: objectsIn(feed, 'items').map((item) => readItem(item, base)),
    hints: NO_HINTS,
  };
}

function readItem(item: Json, base: string): Entry {
  const html = stringIn(item, 'content_html');
  const body =
    html === null
      ? { text: plainToText(stringIn(item, 'content_text', 'summary') ?? ''), image: null }
      : readHtml(html);
  const updated = dateIn(item, 'date_modified');
  const picture = body.image === null ? null : resolveAddress(body.image, base);
  return {
    id: idOf(item),
    link: addressIn(item, base, 'url', 'external_url'),
    title: lineIn(item, 'title'),
    text: body.text,
    published: dateIn(item, 'date_published') ?? updated,
    updated,
    authors: [item['author'], ...listIn(item, 'authors')]
      .filter(isObject)
      .map((author) => lineIn(author, 'name'))
      .filter((name) => name !== null),
    categories: listIn(item, 'tags').filter((tag) => typeof tag === 'string'),
    image: addressIn(item, base, 'image', 'banner_image') ?? picture,
    language: null,
    via: null,
  };
}

function parseObject(text: string): Json {
  if (countOf(text, '{') + countOf(text, '[') > MOST_VALUES) throw new FeedFault('large', 'feed-fault.too-many-parts');
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : {};
  } catch (cause) {
    throw new FeedFault('other', 'feed-fault.broken-json', {}, { cause });
  }
}

function countOf(text: string, character: string): number {
  let count = 0;
  for (let place = text.indexOf(character); place >= 0; place = text.indexOf(character, place + 1)) count += 1;
  return count;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listIn(object: Json, name: string): readonly unknown[] {
  const value = object[name];
  return Array.isArray(value) ? value : [];
}

function objectsIn(object: Json, name: string): readonly Json[] {
  return listIn(object, name).filter(isObject);
}

/** The first of these fields that holds text other than blanks, trimmed. */
function stringIn(object: Json, ...names: readonly string[]): string | null {
  const values = names.map((name) => object[name]).filter((value) => typeof value === 'string');
  return values.map((value) => value.trim()).find((value) => value !== '') ?? null;
}

/** Text for a heading: writers put entities and tags where plain text belongs. */
function lineIn(object: Json, name: string): string | null {
  const text = stringIn(object, name);
  return text === null ? null : htmlToText(text).replace(/\n/gu, ' ') || null;
}

function addressIn(object: Json, base: string, ...names: readonly string[]): string | null {
  const address = stringIn(object, ...names);
  return address === null ? null : resolveAddress(address, base);
}

function dateIn(object: Json, name: string): Date | null {
  const date = stringIn(object, name);
  return date === null ? null : parseDate(date);
}

/** Version 1.1 asks for a string; writers give numbers. */
function idOf(item: Json): string | null {
  return typeof item['id'] === 'number' ? String(item['id']) : stringIn(item, 'id');
}
