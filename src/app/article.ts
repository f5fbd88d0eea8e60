import { type ArticleDraft, dateArticle } from '../domain/article.ts';
import type { Entry, Feed } from '../domain/entry.ts';
import type { Page } from '../domain/page.ts';
import type { Section } from '../domain/section.ts';
import type { Source } from '../domain/source.ts';
import { canonicalAddress } from '../ingest/address.ts';
import { clip } from '../text/clip.ts';
import { primaryLanguage } from '../text/language.ts';
import { sectionsOf } from '../topic/sections.ts';
import { publisherName } from './publisher.ts';

/** A headline made from a text is this long at most, in UTF-16 units. */
const MADE_HEADLINE = 120;

/** What tells an entry from its source's others: its own identifier, else its address, else its headline. */
export function entryKey(entry: Entry): string {
  return entry.id ?? entry.link ?? entry.title ?? entry.text.slice(0, MADE_HEADLINE);
}

/** What we keep of an entry and, where it was read, of its page. Null for one that says nothing. */
export function draftArticle(
  entry: Entry,
  page: Page | null,
  feed: Feed,
  source: Source,
  seenAt: Date,
): ArticleDraft | null {
  const text = (page?.text.length ?? 0) > entry.text.length ? (page?.text ?? '') : entry.text;
  const headline = entry.title ?? page?.headline ?? clip(text, MADE_HEADLINE);
  if (headline === '') return null;
  const language = entry.language ?? page?.language ?? primaryLanguage(feed.language ?? source.language);
  return {
    sourceId: source.id,
    entryKey: entryKey(entry),
    address: addressOf(entry, page),
    link: entry.link,
    headline,
    byline: entry.authors.length > 0 ? entry.authors : (page?.byline ?? []),
    credit: page?.credit ?? null,
    publisher: entry.via ?? publisherName(feed.title ?? source.title, feed.home ?? source.home ?? source.address),
    ...dateArticle(entry.published ?? page?.published ?? null, seenAt),
    seenAt,
    language,
    text,
    sections: sectionsFor(entry, page, source, headline, text, language),
    tags: [...new Set([...entry.categories, ...(page?.tags ?? [])])],
    image: entry.image ?? page?.image ?? null,
  };
}

function addressOf(entry: Entry, page: Page | null): string | null {
  const address = page?.canonical ?? entry.link;
  return address === null ? null : canonicalAddress(address);
}

function sectionsFor(
  entry: Entry,
  page: Page | null,
  source: Source,
  title: string,
  text: string,
  language: string | null,
): readonly Section[] {
  const categories = page?.section == null ? entry.categories : [...entry.categories, page.section];
  return sectionsOf({ title, text, language, categories, folder: source.section }).map(({ section }) => section);
}
