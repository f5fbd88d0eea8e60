import type { Entry, Feed } from '../domain/entry.ts';

/** What RSS 2.0 has no plain word for travels in elements of our own. */
export const OWN_FIELDS = {
  /** In place of `description`: rss-parser's own reading of that takes quadratic time over a hostile body. */
  text: 'broadsheet:text',
  updated: 'broadsheet:updated',
  author: 'broadsheet:author',
  image: 'broadsheet:image',
  via: 'broadsheet:via',
} as const;

const MARKUP: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
]);
/** XML 1.0 knows no such characters (https://www.w3.org/TR/xml/#charsets). */
const NOT_XML = /(?!\n)[\p{Cc}\p{Cs}\ufffe\uffff]/gu;

/** Five times the longest reportage; rss-parser builds its texts sign by sign, which takes thirty times their memory. */
const LONGEST_TEXT = 200_000;
/** Of a title, an address, a name: what is longer is no such thing. */
const LONGEST_FIELD = 4000;

/** A feed of any dialect in the one that rss-parser reads: well-formed RSS 2.0, addresses absolute, dates in ISO 8601, texts plain. */
export function canonicalRss(feed: Feed): string {
  const channel = [
    tag('title', feed.title),
    tag('link', feed.home),
    tag('language', feed.language),
    ...feed.entries.map(canonicalItem),
  ];
  return `<rss version="2.0" xmlns:broadsheet="urn:broadsheet"><channel>${channel.join('')}</channel></rss>`;
}

function canonicalItem(entry: Entry): string {
  const fields = [
    tag('guid', entry.id),
    tag('link', entry.link),
    tag('title', entry.title),
    tag('pubDate', entry.published?.toISOString()),
    tag(OWN_FIELDS.updated, entry.updated?.toISOString()),
    tag(OWN_FIELDS.text, entry.text, LONGEST_TEXT),
    tag(OWN_FIELDS.image, entry.image),
    tag(OWN_FIELDS.via, entry.via),
    ...entry.authors.map((author) => tag(OWN_FIELDS.author, author)),
    ...entry.categories.map((category) => tag('category', category)),
  ];
  return `<item>${fields.join('')}</item>`;
}

function tag(name: string, content: string | null | undefined, longest = LONGEST_FIELD): string {
  return content ? `<${name}>${escapeMarkup(content.slice(0, longest).replace(NOT_XML, ''))}</${name}>` : '';
}

/** Text as it stands in XML or HTML, in an element or a quoted attribute. */
export function escapeMarkup(text: string): string {
  return text.replace(/[&<>"]/gu, (character) => MARKUP.get(character) ?? '');
}
