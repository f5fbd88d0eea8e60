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
]);
/** XML 1.0 knows no such characters (https://www.w3.org/TR/xml/#charsets). */
const NOT_XML = /(?!\n)[\p{Cc}\p{Cs}\ufffe\uffff]/gu;

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
    tag(OWN_FIELDS.text, entry.text),
    tag(OWN_FIELDS.image, entry.image),
    tag(OWN_FIELDS.via, entry.via),
    ...entry.authors.map((author) => tag(OWN_FIELDS.author, author)),
    ...entry.categories.map((category) => tag('category', category)),
  ];
  return `<item>${fields.join('')}</item>`;
}

function tag(name: string, content: string | null | undefined): string {
  return content ? `<${name}>${escapeXml(content)}</${name}>` : '';
}

function escapeXml(text: string): string {
  return text.replace(NOT_XML, '').replace(/[&<>]/gu, (character) => MARKUP.get(character) ?? '');
}
