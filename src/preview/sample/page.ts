import type { Edition, Printed } from './edition.ts';
import type { Document } from './feeds.ts';
import furniture from './furniture.json' with { type: 'json' };
import { element, escapeMarkup, paragraphsHtml } from './markup.ts';

type Furniture = (typeof furniture)['en'];
const FURNITURE: Readonly<Record<string, Furniture | undefined>> = furniture;
const RELATED = 4;
/** Paragraphs between two boxes of a crowded page. */
const BOX_EVERY = 2;

/** An outlet's front page: names its feeds and links its articles. */
export function writeFrontPage(edition: Edition): Document {
  const { name, feeds } = edition.outlet;
  const links = feeds.map(
    ({ path, title }) =>
      `<link rel="alternate" type="${typeOf(path)}" title="${escapeMarkup(title)}" href="${edition.url}${path}">`,
  );
  const list = edition.articles.map((article) => `<li>${anchor(article)}</li>`).join('\n');
  return html(feeds[0]?.language ?? 'en', name, links.join('\n'), `<h1>${escapeMarkup(name)}</h1><ul>${list}</ul>`);
}

/** An article's page, with what stands around the text on real ones: menu, cookie banner, neighbours, newsletter, footer. */
export function writeArticlePage(edition: Edition, article: Printed): Document {
  const { name } = edition.outlet;
  const words = FURNITURE[article.language] ?? furniture.en;
  const neighbours = edition.articles.filter(({ id, language }) => id !== article.id && language === article.language);
  const related = relatedBox(words, neighbours.slice(0, RELATED));
  const body = [
    `<div class="cookie-banner" role="dialog">${element('p', words.cookies)}${element('button', words.accept)}</div>`,
    `<header><a href="/">${escapeMarkup(name)}</a><nav><ul>${words.menu.map((entry) => `<li><a href="/">${escapeMarkup(entry)}</a></li>`).join('')}</ul></nav></header>`,
    `<main><article>${element('h1', article.headline)}${bylineOf(article)}`,
    `<div class="article-body">${article.isCrowded ? crowdedText(article, words, related) : paragraphsHtml(article.paragraphs)}</div></article></main>`,
    related,
    `<section class="newsletter-signup">${element('p', words.newsletter)}</section>`,
    `<footer>${element('p', `© ${name}. ${words.rights}`)}</footer>`,
  ];
  return html(article.language, `${article.headline} | ${name}`, headOf(article, name), body.join('\n'));
}

function headOf(article: Printed, publisher: string): string {
  const published = article.published.toISOString();
  const meta = (property: string, content: string): string =>
    `<meta property="${property}" content="${escapeMarkup(content)}">`;
  const told = {
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    headline: article.headline,
    datePublished: published,
    articleSection: article.categories[0],
    ...(article.author === null ? {} : { author: { '@type': 'Person', name: article.author } }),
    publisher: { '@type': 'NewsMediaOrganization', name: publisher },
  };
  return [
    `<link rel="canonical" href="${escapeMarkup(article.link)}">`,
    meta('og:type', 'article'),
    meta('og:title', article.headline),
    meta('og:site_name', publisher),
    meta('article:published_time', published),
    // A headline may hold what would end the script.
    `<script type="application/ld+json">${JSON.stringify(told).replaceAll('<', '\\u003c')}</script>`,
  ].join('\n');
}

function bylineOf({ author, published, language }: Printed): string {
  const at = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });
  const name = author === null ? '' : `<span class="byline" rel="author">${escapeMarkup(author)}</span> `;
  return `<p class="meta">${name}<time datetime="${published.toISOString()}">${at.format(published)} UTC</time></p>`;
}

function crowdedText({ paragraphs }: Printed, words: Furniture, related: string): string {
  const boxes = [
    related,
    `<div class="advertisement">${element('span', words.advertisement)}</div>`,
    `<div class="newsletter-signup">${element('p', words.newsletter)}<input type="email"></div>`,
    `<div class="share-bar">${element('p', words.share)}</div>`,
  ];
  const text = paragraphs.map((paragraph, i) => {
    const box = i % BOX_EVERY === 1 ? boxes[((i - 1) / BOX_EVERY) % boxes.length] : '';
    return `${element('p', paragraph)}\n${box}`;
  });
  return `${text.join('\n')}<div class="comments">${element('p', words.comments)}</div>`;
}

function relatedBox(words: Furniture, neighbours: readonly Printed[]): string {
  const list = neighbours.map((article) => `<li>${anchor(article)}</li>`).join('');
  return `<aside class="related-stories">${element('h3', words.related)}<ul>${list}</ul></aside>`;
}

function anchor({ link, headline }: Printed): string {
  return `<a href="${escapeMarkup(link)}">${escapeMarkup(headline)}</a>`;
}

function typeOf(path: string): string {
  if (path.endsWith('.json')) return 'application/feed+json';
  return path.endsWith('.atom') ? 'application/atom+xml' : 'application/rss+xml';
}

/** Urdu is the one language here that runs from right to left. */
function html(language: string, title: string, head: string, body: string): Document {
  const direction = language === 'ur' ? 'rtl' : 'ltr';
  const start = `<!doctype html>\n<html lang="${language}" dir="${direction}"><head><meta charset="utf-8">${element('title', title)}`;
  return { type: 'text/html; charset=utf-8', body: `${start}\n${head}</head>\n<body>\n${body}\n</body></html>\n` };
}
