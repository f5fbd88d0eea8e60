import { likeness, type PageDocument, textOf } from './page-dom.ts';
import { isArticle, type LinkedNode, readLinkedData, resolve, typesOf, wordsOf } from './page-jsonld.ts';
import { plainText } from './page-plain.ts';
import { hostOf, siteOf } from './sites.ts';

/** The page's meta elements: values by lower-case name, property or itemprop, in order. */
type MetaTags = ReadonlyMap<string, readonly string[]>;

/** Where facts are looked for. */
export interface PageSource {
  readonly document: PageDocument;
  readonly base: string;
  readonly tags: MetaTags;
  /** All JSON-LD objects, and the one that describes this page's article (empty when none does). */
  readonly nodes: readonly LinkedNode[];
  readonly article: LinkedNode;
  readonly publisher: string | null;
}

/** Gathers a page's meta elements and JSON-LD, and chooses the object that describes its article. */
export function readSource(document: PageDocument, base: string): PageSource {
  const tags = readMetaTags(document);
  const nodes = readLinkedData(document);
  const article = chooseArticle(
    nodes,
    first(tags, ['og:title', 'twitter:title']),
    textOf(document.querySelector('h1')),
  );
  return { document, base, tags, nodes, article, publisher: readPublisher(tags, nodes, article, base) };
}

/** The first value among these names, as plain text; null when the page has none of them. */
export function first(tags: MetaTags, names: readonly string[]): string | null {
  for (const name of names) {
    const value = tags.get(name)?.find((each) => each !== '');
    if (value !== undefined) return value;
  }
  return null;
}

function readMetaTags(document: PageDocument): MetaTags {
  const tags = new Map<string, string[]>();
  for (const element of document.querySelectorAll('meta[content]')) {
    const value = plainText(element.getAttribute('content') ?? '');
    for (const attribute of ['property', 'name', 'itemprop']) {
      const name = element.getAttribute(attribute)?.toLowerCase();
      if (!name) continue;
      const values = tags.get(name);
      if (values === undefined) tags.set(name, [value]);
      else values.push(value);
    }
  }
  return tags;
}

/** A page may describe several articles: the one whose headline is most like the page's own is meant. */
function chooseArticle(nodes: readonly LinkedNode[], ...titles: readonly (string | null)[]): LinkedNode {
  const match = (node: LinkedNode) => Math.max(...titles.map((title) => likeness(wordsOf(node['headline']), title)));
  const articles = nodes.filter(
    (node) => isArticle(node) && (node['headline'] || node['datePublished'] || node['articleBody']),
  );
  const best = articles.toSorted(
    (a, b) => match(b) - match(a) || Number(Boolean(b['datePublished'])) - Number(Boolean(a['datePublished'])),
  );
  return best[0] ?? {};
}

function readPublisher(tags: MetaTags, nodes: readonly LinkedNode[], article: LinkedNode, base: string): string | null {
  const site = siteOf(base);
  if (site !== null) return site.name;
  const organisation = nodes.find((node) => typesOf(node).some((type) => /WebSite|NewsMediaOrganization/.test(type)));
  return (
    first(tags, ['og:site_name', 'application-name', 'publisher']) ??
    wordsOf(resolve(article['publisher'], nodes)) ??
    wordsOf(organisation) ??
    (hostOf(base) || null)
  );
}
