import { siteOf } from '../ingest/sites.ts';

/** What parts a feed's title into the outlet's name and the name of one of its columns. */
const PARTING = /\s+(?:[-–—|»›>·:/]+|&gt;)\s+|:\s+/u;
/** What stands around a name in a feed's title and is none of it. */
const BEFORE_NAME = /^(?:latest|all|news|headlines|articles|stories|posts)(?:\s+\p{L}+)?\s+from\s+|^www\./iu;
const AFTER_NAME = /\s+(?:RSS(?:\s+feeds?)?|feed|topics|home ?page|top stories|latest(?:\s+news)?|headlines)$/iu;
/** Names of columns and of nothing else, and words that only tell columns apart. */
const COLUMN_WORDS: ReadonlySet<string> = new Set(
  'all and articles blog breaking business content culture europe feed feeds front global headline headlines health home homepage in index international latest local main most national news of on opinion page politics popular posts recent rss science sport sports stories technology the today top uk updates us usa video world'.split(
    ' ',
  ),
);
/** A name has no more words than this; what has more is a sentence about the site. */
const MOST_WORDS = 5;

/**
 * The outlet's name from its feed's title: the one our table has for its host; else, of "World news | Harbour Post", the piece that names its host;
 * else the first that may be a name. The host itself where the title is a column's name, a sentence, or missing.
 */
export function publisherName(title: string | null, home: string): string {
  const known = siteOf(home)?.name;
  if (known !== undefined) return known;
  const host = hostOf(home);
  const names = (title ?? '').split(PARTING).filter(isName).map(bareName).filter(Boolean);
  return names.find((name) => namesHost(name, host)) ?? names[0] ?? host;
}

function isName(piece: string): boolean {
  const words = wordsOf(bareName(piece));
  const isColumn = words.every((word) => COLUMN_WORDS.has(word)) || /\s(?:news|home ?page)$/u.test(piece);
  return !isColumn && piece.trim().split(/\s+/u).length <= MOST_WORDS && !/[.!?]$/u.test(piece);
}

function bareName(piece: string): string {
  return piece.trim().replace(BEFORE_NAME, '').replace(AFTER_NAME, '').trim();
}

/** Without what only says where a site keeps its feeds or its pages for small screens. */
function hostOf(address: string): string {
  return URL.parse(address)?.hostname.replace(/^(?:(?:www|feeds?|rss|m|news)\.)+(?=[^.]+\.)/u, '') ?? address;
}

/** "The Times" names thetimes.example, "NYT" nytimes.com, "BBC News" feeds.bbci.co.uk. */
function namesHost(name: string, host: string): boolean {
  const letters = wordsOf(host).join('');
  return wordsOf(name).some((word) => word.length > 2 && !COLUMN_WORDS.has(word) && letters.includes(word));
}

function wordsOf(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter(Boolean);
}
