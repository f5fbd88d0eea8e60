import { articlesOf, type Edition, type Printed } from './edition.ts';
import { element, escapeMarkup, paragraphsHtml } from './markup.ts';
import type { SampleFeed } from './outlet.ts';

/** A body with its Content-Type. */
export interface Document {
  readonly type: string;
  readonly body: string;
}

const XML = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** A feed in its format. A thin outlet's tells summaries, another's the whole texts where the format can hold them. */
export function writeFeed(edition: Edition, feed: SampleFeed): Document {
  switch (feed.format) {
    case 'rss':
      return writeRss(edition, feed);
    case 'rdf':
      return writeRdf(edition, feed);
    case 'atom':
      return writeAtom(edition, feed);
    case 'json':
      return writeJson(edition, feed);
  }
}

/** Readers of RSS take titles and descriptions for HTML, so that a `<` meant as such is escaped twice. */
function htmlElement(name: string, text: string): string {
  return element(name, escapeMarkup(text));
}

/** RSS 2.0, with the content and Dublin Core modules. */
function writeRss(edition: Edition, feed: SampleFeed): Document {
  const items = articlesOf(edition, feed).map((article) =>
    [
      '<item>',
      htmlElement('title', article.headline),
      element('link', article.link),
      `<guid isPermaLink="false">${article.id}</guid>`,
      element('pubDate', article.published.toUTCString()),
      ...article.categories.map((category) => element('category', category)),
      article.author === null ? '' : element('dc:creator', article.author),
      htmlElement('description', article.summary),
      edition.outlet.isThin
        ? ''
        : `<content:encoded><![CDATA[${paragraphsHtml(article.paragraphs)}]]></content:encoded>`,
      '</item>',
    ].join(''),
  );
  const head = `${element('title', feed.title)}${element('link', `${edition.url}/`)}${element('language', feed.language)}`;
  const spaces = 'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"';
  const body = `${XML}<rss version="2.0" ${spaces}><channel>${head}\n${items.join('\n')}\n</channel></rss>\n`;
  return { type: 'application/rss+xml; charset=utf-8', body };
}

/** RSS 1.0, whose items stand beside the channel. */
function writeRdf(edition: Edition, feed: SampleFeed): Document {
  const articles = articlesOf(edition, feed);
  const items = articles.map((article) =>
    [
      `<item rdf:about="${escapeMarkup(article.link)}">`,
      htmlElement('title', article.headline),
      element('link', article.link),
      htmlElement('description', article.summary),
      element('dc:date', article.published.toISOString()),
      ...article.categories.map((category) => element('dc:subject', category)),
      '</item>',
    ].join(''),
  );
  const order = articles.map(({ link }) => `<rdf:li rdf:resource="${escapeMarkup(link)}"/>`).join('');
  const head = `${element('title', feed.title)}${element('link', `${edition.url}/`)}${element('dc:language', feed.language)}`;
  const channel = `<channel rdf:about="${edition.url}/">${head}<items><rdf:Seq>${order}</rdf:Seq></items></channel>`;
  const spaces =
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"';
  const body = `${XML}<rdf:RDF ${spaces}>${channel}\n${items.join('\n')}\n</rdf:RDF>\n`;
  return { type: 'application/rdf+xml; charset=utf-8', body };
}

function writeAtom(edition: Edition, feed: SampleFeed): Document {
  const articles = articlesOf(edition, feed);
  const entries = articles.map((article) => atomEntry(article, edition.outlet.isThin));
  const head = [
    element('title', feed.title),
    element('id', `${edition.url}${feed.path}`),
    `<link rel="alternate" type="text/html" href="${edition.url}/"/>`,
    element('updated', articles[0]?.published.toISOString() ?? ''),
  ].join('');
  const root = `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${feed.language}">`;
  return {
    type: 'application/atom+xml; charset=utf-8',
    body: `${XML}${root}${head}\n${entries.join('\n')}\n</feed>\n`,
  };
}

function atomEntry(article: Printed, isThin: boolean): string {
  return [
    '<entry>',
    element('title', article.headline),
    element('id', article.link),
    `<link rel="alternate" href="${escapeMarkup(article.link)}"/>`,
    element('published', article.published.toISOString()),
    element('updated', article.published.toISOString()),
    ...article.categories.map((category) => `<category term="${escapeMarkup(category)}"/>`),
    article.author === null ? '' : `<author>${element('name', article.author)}</author>`,
    element('summary', article.summary),
    isThin ? '' : `<content type="html">${escapeMarkup(paragraphsHtml(article.paragraphs))}</content>`,
    '</entry>',
  ].join('');
}

/** JSON Feed 1.1. */
function writeJson(edition: Edition, feed: SampleFeed): Document {
  const items = articlesOf(edition, feed).map((article) => ({
    id: article.id,
    url: article.link,
    title: article.headline,
    summary: article.summary,
    content_html: edition.outlet.isThin ? element('p', article.summary) : paragraphsHtml(article.paragraphs),
    date_published: article.published.toISOString(),
    tags: article.categories,
    ...(article.author === null ? {} : { authors: [{ name: article.author }] }),
  }));
  const { title, language } = feed;
  const version = 'https://jsonfeed.org/version/1.1';
  const told = { version, title, language, home_page_url: `${edition.url}/`, items };
  return { type: 'application/feed+json', body: JSON.stringify(told, null, 1) };
}
