import type { Page } from '../domain/page.ts';
import { readBody } from './page-body.ts';
import { readCredit } from './page-credit.ts';
import { isOutOfBounds, readDocument } from './page-dom.ts';
import { parseDump } from './page-dump.ts';
import { statedOrTold } from './page-language.ts';
import { type PageFacts, readFacts } from './page-meta.ts';
import { takeOpening } from './page-opening.ts';
import { type PageReading, refusalOf } from './page-refusal.ts';

export type { PageReading };

/**
 * Reads the article of a page. `html` is the decoded page, or a plain-text dump of one (it has no tags); `base` the address it was
 * fetched from, for relative addresses and the site's quirks ('' when unknown); dates later than `now` are not believed.
 * Never throws on a page it cannot read.
 */
export function parsePage(html: string, base: string, now: Date): PageReading {
  if (!hasMarkup(html)) return parseDump(html, now);
  const document = readDocument(html);
  if (isOutOfBounds(document)) return { kind: 'not-article', why: 'error' };
  const facts = readFacts(document, base, now);
  const body = readBody(document, html, facts);
  const why = refusalOf(facts, body);
  return why === null ? { kind: 'article', page: pageOf(facts, body) } : { kind: 'not-article', why };
}

function hasMarkup(text: string): boolean {
  return /<(?:!doctype|html|head|body|p|div|article|section|main|br|h1|title|meta)\b[^>]*>/i.test(text);
}

function pageOf(facts: PageFacts, body: readonly string[]): Page {
  const { dateline, paragraphs } = takeOpening(body);
  const text = paragraphs.join('\n');
  return {
    headline: facts.headline,
    byline: facts.byline,
    credit: readCredit(dateline?.credit ?? null, facts.byline, body),
    publisher: facts.publisher,
    published: facts.published,
    updated: facts.updated,
    language: statedOrTold(facts.language, text),
    section: facts.section,
    tags: facts.tags,
    dateline: dateline?.place ?? null,
    image: facts.image,
    canonical: facts.canonical,
    text,
  };
}
