import { readByline } from './page-byline.ts';
import { type PageDocument, textOf } from './page-dom.ts';
import { readHeadline } from './page-headline.ts';
import { isArticle, isNode, type LinkedNode, listOf, wordsOf } from './page-jsonld.ts';
import { plainLines } from './page-plain.ts';
import { readPublished, readUpdated } from './page-published.ts';
import { first, type PageSource, readSource } from './page-source.ts';

/** All a page says about its article outside the body. */
export interface PageFacts {
  readonly headline: string | null;
  readonly byline: readonly string[];
  readonly publisher: string | null;
  readonly published: Date | null;
  readonly updated: Date | null;
  readonly language: string | null;
  readonly section: string | null;
  readonly tags: readonly string[];
  readonly image: string | null;
  readonly canonical: string | null;
  /** JSON-LD's articleBody, a line a paragraph. */
  readonly linkedText: readonly string[];
  /** What JSON-LD says of isAccessibleForFree; null when nothing. */
  readonly isFree: boolean | null;
}

/** Reads headline, byline, dates and the rest from JSON-LD, meta elements and the visible page, in this order of trust. */
export function readFacts(document: PageDocument, base: string, now: Date): PageFacts {
  const source = readSource(document, base);
  const { tags, article, publisher } = source;
  return {
    headline: readHeadline(source),
    byline: readByline(source),
    publisher,
    published: readPublished(source, now),
    updated: readUpdated(source, now),
    language:
      document.documentElement?.getAttribute('lang') ||
      wordsOf(article['inLanguage']) ||
      first(tags, ['og:locale', 'language']),
    section: wordsOf(listOf(article['articleSection'])[0]) ?? first(tags, ['article:section', 'section']),
    tags: readTags(source),
    image: absolute(
      first(tags, ['og:image', 'og:image:url', 'og:image:secure_url', 'twitter:image', 'twitter:image:src']) ??
        imageOf(article),
      base,
    ),
    canonical: absolute(
      document.querySelector('link[rel~="canonical"]')?.getAttribute('href') ?? first(tags, ['og:url']),
      base,
    ),
    linkedText: longestBody(source.nodes),
    isFree: readIsFree(article),
  };
}

/** More is a site's whole vocabulary. */
const MAX_TAGS = 40;

function readTags({ document, tags, article }: PageSource): readonly string[] {
  const linked = listOf(article['keywords']).flatMap((value) => (wordsOf(value) ?? '').split(/\s*[,;]\s*/));
  const found = [
    linked,
    tags.get('article:tag') ?? [],
    (first(tags, ['news_keywords', 'keywords']) ?? '').split(/\s*[,;]\s*/),
    Array.from(document.querySelectorAll('a[rel~="tag"]'), textOf),
  ].map((list) => list.filter((tag) => tag !== ''));
  return [...new Set(found.find((list) => list.length > 0) ?? [])].slice(0, MAX_TAGS);
}

function imageOf(article: LinkedNode): string | null {
  const image = listOf(article['image'])[0];
  return wordsOf(isNode(image) ? (image['url'] ?? image['contentUrl']) : image);
}

function longestBody(nodes: readonly LinkedNode[]): readonly string[] {
  const bodies = nodes
    .filter(isArticle)
    .map((node) => (typeof node['articleBody'] === 'string' ? node['articleBody'] : ''));
  return plainLines(bodies.toSorted((a, b) => b.length - a.length)[0] ?? '');
}

function readIsFree(article: LinkedNode): boolean | null {
  const stated = String(article['isAccessibleForFree'] ?? '').toLowerCase();
  return stated === 'true' ? true : stated === 'false' ? false : null;
}

function absolute(address: string | null, base: string): string | null {
  const url = address === null ? null : URL.parse(address, URL.canParse(base) ? base : undefined);
  return url !== null && /^https?:$/.test(url.protocol) ? url.href : null;
}
