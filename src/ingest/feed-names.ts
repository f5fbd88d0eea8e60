/** The prefix under which we know a namespace; an empty one stands for the elements of RSS and Atom themselves. */
const PREFIXES: ReadonlyMap<string, string> = new Map([
  ['http://purl.org/rss/1.0/', ''],
  ['http://my.netscape.com/rdf/simple/0.9/', ''],
  ['http://channel.netscape.com/rdf/simple/0.9/', ''],
  ['http://backend.userland.com/rss', ''],
  ['http://backend.userland.com/rss2', ''],
  ['http://blogs.law.harvard.edu/tech/rss', ''],
  ['http://my.netscape.com/publish/formats/rss-0.91.dtd', ''],
  ['http://purl.org/rss/1.0/modules/rss091#', ''],
  ['http://www.w3.org/1999/02/22-rdf-syntax-ns#', 'rdf'],
  ['http://purl.org/dc/elements/1.1/', 'dc'],
  ['http://purl.org/dc/terms/', 'dcterms'],
  ['http://purl.org/rss/1.0/modules/content/', 'content'],
  ['http://purl.org/rss/1.0/modules/syndication/', 'sy'],
  ['http://search.yahoo.com/mrss/', 'media'],
  ['http://search.yahoo.com/mrss', 'media'],
  ['http://www.itunes.com/dtds/podcast-1.0.dtd', 'itunes'],
  ['http://example.com/dtds/podcast-1.0.dtd', 'itunes'],
  ['http://www.w3.org/1999/xhtml', 'xhtml'],
  ['http://www.w3.org/xml/1998/namespace', 'xml'],
]);

/** Atom 1.0, Atom 0.3 and the names the drafts before it went by. */
const ATOM =
  /^http:\/\/www\.w3\.org\/2005\/atom$|^http:\/\/purl\.org\/(?:atom\/ns#|echo\/|pie\/)|example\.com\/(?:newformat|necho)|echo\/namespace#$/u;
const ATOM_1 = 'http://www.w3.org/2005/atom';

/** The namespaces in force at a place, by prefix, lower case: those declared there, and around it. A chain, since copies would cost memory. */
export interface Namespaces {
  readonly declared: ReadonlyMap<string, string>;
  readonly around: Namespaces | null;
}

/** The namespaces that an element's attributes declare, over those in force around it. */
export function namespacesWithin(attributes: ReadonlyMap<string, string>, around: Namespaces): Namespaces {
  const declarations = [...attributes].filter(([name]) => name === 'xmlns' || name.startsWith('xmlns:'));
  if (declarations.length === 0) return around;
  const declared = declarations.map(
    ([name, value]) => [name.slice('xmlns:'.length), value.trim().toLowerCase()] as const,
  );
  return { declared: new Map(declared), around };
}

function lookUp(prefix: string, namespaces: Namespaces): string | undefined {
  for (let scope: Namespaces | null = namespaces; scope; scope = scope.around) {
    const namespace = scope.declared.get(prefix);
    if (namespace !== undefined) return namespace;
  }
  return undefined;
}

/** A name as we know it whatever prefix the feed chose, lower case: `title`, `dc:date`; Atom's own in a feed that is not Atom are `atom:link`. */
export function knownName(written: string, namespaces: Namespaces, isAtomFeed: boolean): string {
  const name = written.toLowerCase();
  const colon = name.indexOf(':');
  const local = name.slice(colon + 1);
  const namespace = lookUp(name.slice(0, Math.max(colon, 0)), namespaces);
  if (namespace === undefined) return name;
  if (ATOM.test(namespace)) return isAtomFeed || local === 'feed' ? local : `atom:${local}`;
  const prefix = PREFIXES.get(namespace);
  if (prefix === undefined) return name;
  return prefix === '' ? local : `${prefix}:${local}`;
}

/** The address of the namespace an element was written in, lower case; empty when it has none. */
export function namespaceOf(written: string, namespaces: Namespaces): string {
  const colon = written.indexOf(':');
  return lookUp(written.slice(0, Math.max(colon, 0)).toLowerCase(), namespaces) ?? '';
}

/** Whether the namespace is that of Atom 1.0, whose text is plain unless it says otherwise. */
export function isAtomOne(namespace: string): boolean {
  return namespace === ATOM_1;
}

/** Whether the namespace is any of Atom's, of a draft or a standard. */
export function isAtom(namespace: string): boolean {
  return ATOM.test(namespace);
}
