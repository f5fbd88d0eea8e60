/** An article of a site; `body` has paragraphs parted by an empty line. Unless told, its address is /a/ID, its summary the first paragraph. */
export type NewsArticle = {
  readonly id: string;
  readonly title: string;
  readonly body: string;
  readonly published: Date;
  readonly updated?: Date;
  readonly summary?: string;
  readonly categories?: readonly string[];
  readonly author?: string;
  readonly guid?: string;
  readonly link?: string;
};

/** What the feeds and pages of a site are made from; newest article first. `hasFullText` puts whole articles into the feeds that can hold them. */
export type Newsroom = {
  readonly url: string;
  readonly title: string;
  readonly language: string;
  readonly hasFullText: boolean;
  readonly articles: readonly NewsArticle[];
};

/** A body with its Content-Type. */
export type Document = { readonly type: string; readonly body: string };

/** The feeds a site offers, by their paths. */
export const FEEDS: Readonly<Record<string, (room: Newsroom) => Document>> = {
  '/feed.rss': rss,
  '/feed.atom': atom,
  '/feed.rdf': rdf,
  '/feed.json': json,
};

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escapeXml(said: string): string {
  return said.replace(/[&<>"]/gu, (character) => ESCAPES[character] ?? '');
}

function element(name: string, said: string | undefined): string {
  return said === undefined ? '' : `<${name}>${escapeXml(said)}</${name}>`;
}

function elements(name: string, all: readonly string[] = []): string {
  return all.map((said) => element(name, said)).join('');
}

function linkOf(room: Newsroom, article: NewsArticle): string {
  return article.link ?? `${room.url}/a/${article.id}`;
}

function summaryOf(article: NewsArticle): string {
  return article.summary ?? article.body.split('\n\n')[0] ?? '';
}

function htmlOf(article: NewsArticle): string {
  return article.body
    .split('\n\n')
    .map((paragraph) => element('p', paragraph))
    .join('\n');
}

function rss(room: Newsroom): Document {
  const items = room.articles.map(
    (article) => `<item>${element('title', article.title)}${element('link', linkOf(room, article))}
<guid isPermaLink="false">${escapeXml(article.guid ?? article.id)}</guid>${element('pubDate', article.published.toUTCString())}
${elements('category', article.categories)}${element('dc:creator', article.author)}${element('description', summaryOf(article))}
${room.hasFullText ? `<content:encoded><![CDATA[${htmlOf(article)}]]></content:encoded>` : ''}</item>`,
  );
  const head = `${element('title', room.title)}${element('link', `${room.url}/`)}${element('language', room.language)}`;
  const spaces = 'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"';
  const body = `${XML}<rss version="2.0" ${spaces}><channel>${head}${items.join('\n')}</channel></rss>`;
  return { type: 'application/rss+xml; charset=utf-8', body };
}

const XML = '<?xml version="1.0" encoding="UTF-8"?>\n';

function atom(room: Newsroom): Document {
  const entries = room.articles.map(
    (
      article,
    ) => `<entry>${element('title', article.title)}${element('id', article.guid ?? `tag:site,2024:${article.id}`)}
<link rel="alternate" href="${escapeXml(linkOf(room, article))}"/>${element('published', article.published.toISOString())}
${element('updated', (article.updated ?? article.published).toISOString())}${element('summary', summaryOf(article))}
${(article.categories ?? []).map((category) => `<category term="${escapeXml(category)}"/>`).join('')}
${room.hasFullText ? `<content type="html">${escapeXml(htmlOf(article))}</content>` : ''}</entry>`,
  );
  const updated = (room.articles[0]?.published ?? new Date(0)).toISOString();
  const head = `${element('title', room.title)}${element('id', `${room.url}/`)}${element('updated', updated)}`;
  const body = `${XML}<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${room.language}">${head}${entries.join('\n')}</feed>`;
  return { type: 'application/atom+xml; charset=utf-8', body };
}

function rdf(room: Newsroom): Document {
  const items = room.articles.map(
    (article) => `<item rdf:about="${escapeXml(linkOf(room, article))}">${element('title', article.title)}
${element('link', linkOf(room, article))}${element('description', summaryOf(article))}
${element('dc:date', article.published.toISOString())}${elements('dc:subject', article.categories)}</item>`,
  );
  const spaces =
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"';
  const channel = `<channel rdf:about="${room.url}/">${element('title', room.title)}${element('link', `${room.url}/`)}</channel>`;
  return {
    type: 'application/rdf+xml; charset=utf-8',
    body: `${XML}<rdf:RDF ${spaces}>${channel}${items.join('\n')}</rdf:RDF>`,
  };
}

function json(room: Newsroom): Document {
  const items = room.articles.map((article) => ({
    id: article.guid ?? article.id,
    url: linkOf(room, article),
    title: article.title,
    summary: summaryOf(article),
    ...(room.hasFullText ? { content_html: htmlOf(article) } : { content_text: summaryOf(article) }),
    date_published: article.published.toISOString(),
    tags: article.categories,
    authors: article.author === undefined ? undefined : [{ name: article.author }],
  }));
  const feed = { version: 'https://jsonfeed.org/version/1.1', title: room.title, home_page_url: `${room.url}/`, items };
  return { type: 'application/feed+json', body: JSON.stringify(feed) };
}

/** The front page: it names the feed and nothing else of use. */
export function frontPage(room: Newsroom): Document {
  const link = '<link rel="alternate" type="application/rss+xml" href="/feed.rss">';
  return html(room, `${element('title', room.title)}${link}`, element('h1', room.title));
}

/** An article's page, with the clutter real pages have around the text: menu, neighbours, footer. */
export function articlePage(room: Newsroom, article: NewsArticle): Document {
  const neighbours = room.articles.filter(({ id }) => id !== article.id).slice(0, 6);
  const head = `${element('title', `${article.title} - ${room.title}`)}<link rel="canonical" href="${escapeXml(linkOf(room, article))}">
<meta property="og:title" content="${escapeXml(article.title)}">
<meta property="article:published_time" content="${article.published.toISOString()}"><script>var clutter = "CLUTTER";</script>`;
  const body = `<nav><a href="/">Home</a> <a href="/about">About us CLUTTER</a></nav>
<article>${element('h1', article.title)}<p class="byline">By ${escapeXml(article.author ?? 'Staff')}</p>${htmlOf(article)}</article>
<aside><h3>Recent stories</h3>${elements(
    'p',
    neighbours.map(({ title }) => title),
  )}<p>4 minutes ago CLUTTER</p></aside>
<footer>Contact us CLUTTER</footer>`;
  return html(room, head, body);
}

function html(room: Newsroom, head: string, body: string): Document {
  const page = `<!doctype html><html lang="${room.language}"><head><meta charset="utf-8">${head}</head><body>${body}</body></html>`;
  return { type: 'text/html; charset=utf-8', body: page };
}
