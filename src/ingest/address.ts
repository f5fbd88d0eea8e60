import { HOSTS, type HostRow, TRACKER_PREFIXES, TRACKERS, WAY_PARAMETERS, WAYS, WRAPPERS } from './address-table.ts';

/**
 * One spelling for the many an article's address is met in: https, without www, AMP and mobile forms, trackers, fragment and index page.
 * For comparing and never for fetching: equal spellings are evidence that two articles are one, not proof.
 * @param url absolute, or relative to base
 * @returns null for what is no web address
 */
export function canonicalAddress(url: string, base?: string): string | null {
  const text = url.trim();
  if (!URL.canParse(text, base)) return null;
  const address = unwrap(new URL(text, base));
  if (address === null) return null;
  const host = plainHost(address.hostname);
  const row = rowOf(host);
  const port = isDefaultPort(address) ? '' : `:${address.port}`;
  const path = plainPath(address.pathname, address.search, row);
  return `https://${row?.as ?? host}${port}${path}${plainQuery(address.searchParams, row)}${hashBang(address.hash)}`;
}

/** How many redirecting services may be wrapped around one address. */
const MAX_WRAPPERS = 4;

function unwrap(url: URL): URL | null {
  let inner = url;
  for (let depth = 0; depth < MAX_WRAPPERS; depth++) {
    if (inner.protocol !== 'http:' && inner.protocol !== 'https:') return null;
    const next = ampOrigin(inner) ?? wrapped(inner) ?? googleNewsOrigin(inner);
    if (next === null) return inner;
    inner = next;
  }
  return inner;
}

/** The publisher's page behind Google's viewer and the AMP caches: google.TLD/amp/s/HOST/PATH and HOST.cdn.ampproject.org/c/s/HOST/PATH. */
function ampOrigin(url: URL): URL | null {
  const isViewer = /^(?:www\.)?google\.[a-z.]+$/u.test(url.hostname) && url.pathname.startsWith('/amp/');
  const isCache = url.hostname.endsWith('.cdn.ampproject.org') || url.hostname === 'cdn.ampproject.org';
  if (!isViewer && !isCache) return null;
  const origin = /^\/[a-z]+\/(?:s\/)?([^/]+\.[^/]+.*)$/u.exec(url.pathname)?.[1];
  return parsed(origin === undefined ? '' : `https://${origin}${url.search}`);
}

function wrapped(url: URL): URL | null {
  const host = plainHost(url.hostname);
  const row = WRAPPERS.find((each) => each.host === host && each.path === url.pathname);
  const name = row?.parameters.find((each) => /^https?:\/\//u.test(url.searchParams.get(each) ?? ''));
  return name === undefined ? null : parsed(url.searchParams.get(name) ?? '');
}

/** The publisher's address inside an older Google News link: a protocol buffer, its length before it. Newer links hold a number that only Google can look up. */
function googleNewsOrigin(url: URL): URL | null {
  const token = url.hostname === 'news.google.com' ? /\/articles\/([\w-]+)/u.exec(url.pathname)?.[1] : undefined;
  const told = Buffer.from(token ?? '', 'base64url').toString('latin1');
  return parsed(/https?:\/\/[\x21-\x7e]+/u.exec(told)?.[0] ?? '');
}

function parsed(address: string): URL | null {
  return URL.canParse(address) ? new URL(address) : null;
}

/** Takes off the closing dot, www and the labels of mobile and AMP forms, as long as a name of two labels is left. */
function plainHost(hostname: string): string {
  let host = hostname.replace(/\.$/u, '');
  for (let shorter = withoutForm(host); shorter !== host; shorter = withoutForm(host)) host = shorter;
  // en.m.wikipedia.org
  return host.replace(/^([a-z-]{2,12})\.m\.(wiki[a-z]+\.org)$/u, '$1.$2');
}

function withoutForm(host: string): string {
  return host.replace(/^(?:www\d?|m|mobile|mobil|amp|touch|wap)\.(?=[^.]+\.[^.]+)/u, '');
}

function rowOf(host: string): HostRow | undefined {
  for (let tail = host; tail.includes('.'); tail = tail.slice(tail.indexOf('.') + 1)) {
    const row = ROWS.get(tail);
    if (row !== undefined && (row.as === undefined || tail === host)) return row;
  }
  return undefined;
}
const ROWS: ReadonlyMap<string, HostRow> = new Map(HOSTS.map((row) => [row.host, row]));

/** 80 under https is what is left of an http address whose scheme alone was changed. */
function isDefaultPort(url: URL): boolean {
  return url.port === '' || url.port === '80' || url.port === '443';
}

function plainPath(pathname: string, search: string, row: HostRow | undefined): string {
  let path = evenEscapes(pathname).replace(/;jsessionid=[^/]*/iu, '');
  if (row?.path !== undefined) path = path.replace(row.path[0], row.path[1]);
  // An archive keeps a whole address in its path, slashes and all.
  if (!path.includes('://')) path = path.replace(/\/{2,}/gu, '/');
  path = path.replace(/\/amp(?:\.html)?\/?$/u, '').replace(/\.amp(\.html?)?$/u, '$1');
  path = path.replace(INDEX_PAGE, '');
  if (search === '') path = path.replace(SCRIPTED_INDEX_PAGE, '');
  return path.replace(/\/$/u, '') || '/';
}
const INDEX_PAGE = /\/(?:index|default)\.(?:html?|shtml)$/iu;
const SCRIPTED_INDEX_PAGE = /\/(?:index|default)\.(?:php|aspx?|jsp|cfm)$/iu; // with a query it may be any page

/** RFC 3986 6.2.2: escapes in capitals, and none for letters, digits, "-", ".", "_" and "~". */
function evenEscapes(path: string): string {
  return path.replace(/%[0-9a-f]{2}/giu, (escaped) => {
    const character = String.fromCharCode(Number.parseInt(escaped.slice(1), 16));
    return /[\w.~-]/u.test(character) ? character : escaped.toUpperCase();
  });
}

function plainQuery(parameters: URLSearchParams, row: HostRow | undefined): string {
  const kept = [...parameters].filter(([name, value]) => namesTheArticle(name.toLowerCase(), value, row));
  if (kept.length === 0) return '';
  // By code unit, so that the order is the same on every machine.
  kept.sort(([a, x], [b, y]) => order(a, b) || order(x, y));
  return `?${new URLSearchParams(kept)}`;
}

function namesTheArticle(name: string, value: string, row: HostRow | undefined): boolean {
  if (row?.keep !== undefined) return row.keep.includes(name);
  if (name === '' || row?.drop?.includes(name)) return false;
  if (TRACKERS.has(name) || TRACKER_PREFIXES.some((prefix) => name.startsWith(prefix))) return false;
  return !(WAY_PARAMETERS.has(name) && WAYS.has(value.toLowerCase()));
}

function order(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** #!/path named a page of its own before history.pushState; any other fragment is a place on one. */
function hashBang(hash: string): string {
  return hash.startsWith('#!/') ? hash : '';
}
