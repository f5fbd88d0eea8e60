import { agencyNamed } from './page-credit.ts';
import { collapse, likeness, textOf } from './page-dom.ts';
import { isNode, listOf, resolve, typesOf, wordsOf } from './page-jsonld.ts';
import { plainText } from './page-plain.ts';
import { first, type PageSource } from './page-source.ts';

const AUTHOR_TAGS = [
  'author',
  'article:author',
  'parsely-author',
  'sailthru.author',
  'dc.creator',
  'byl',
  'cxenseparse:author',
];
const AUTHOR_ELEMENTS =
  '[rel="author"],[itemprop="author"] [itemprop="name"],[itemprop="author"],.byline a,[class*="author-name"],[class*="byline"] a,.author a,.author,.byline';

const OPENING = /^(?:by|von|par|por|di|de|door|written by|text(?:\s*:)?|автор:?)\s+/iu;
const SEPARATOR = /\s*(?:,|;|\||\/|\s&\s|\s(?:and|und|et|y|e|og|och|en)\s)\s*/iu;
/** Addresses, handles, counts and desks are no names. */
const NO_NAME = /^https?:|@|\d|^(?:redaktion|admin|staff|editor|reporter|correspondent)$/iu;
const MAX_NAME_CHARS = 60;
/** More is no byline. */
const MAX_AUTHORS = 30;
const MAX_LINE_CHARS = 80;

interface Author {
  readonly name: string;
  readonly isOrganisation: boolean;
}

/** Who wrote the article: people and agencies before other organisations, none twice, by JSON-LD, then meta elements, then the visible line. */
export function readByline(source: PageSource): readonly string[] {
  const linked = linkedAuthors(source);
  const isPaper = (name: string): boolean => likeness(name, source.publisher) > 0.6;
  const people = linked.filter(({ name, isOrganisation }) => !isOrganisation && !isPaper(name));
  const signed =
    people.length > 0 ? linked.filter((author) => people.includes(author) || agencyNamed(author.name)) : linked;
  const stated = signed.map(({ name }) => name);
  const names = [() => stated, () => taggedAuthors(source), () => visibleAuthors(source)].reduce(
    (found: readonly string[], look) => (found.length > 0 ? found : look()),
    [],
  );
  return [...new Set(names.map((name) => name.replace(/\s*[(@].*$/, '').trim()).filter((name) => name !== ''))];
}

/** The names in a line such as "By Ann Bell and Tom Reed". */
export function splitNames(line: string): readonly string[] {
  return collapse(line)
    .replace(OPENING, '')
    .split(SEPARATOR)
    .map(collapse)
    .filter((name) => name !== '' && name.length < MAX_NAME_CHARS && !NO_NAME.test(name));
}

function linkedAuthors({ article, nodes }: PageSource): readonly Author[] {
  return listOf(article['author'] ?? article['creator'])
    .slice(0, MAX_AUTHORS)
    .flatMap((value) => {
      const author = resolve(value, nodes);
      const isOrganisation = isNode(author) && typesOf(author).some((type) => type.includes('Organization'));
      const names = isNode(author) ? listOf(author['name']) : [author];
      return names.flatMap((name) => splitNames(wordsOf(name) ?? '')).map((name) => ({ name, isOrganisation }));
    });
}

function taggedAuthors({ tags }: PageSource): readonly string[] {
  const stated = first(tags, AUTHOR_TAGS);
  return stated === null || /^https?:/.test(stated) ? [] : splitNames(stated);
}

function visibleAuthors({ document }: PageSource): readonly string[] {
  for (const element of document.querySelectorAll(AUTHOR_ELEMENTS)) {
    const line = plainText(element.getAttribute('content') ?? textOf(element));
    const names = line.length < MAX_LINE_CHARS ? splitNames(line) : [];
    if (names.length > 0) return names;
  }
  return [];
}
