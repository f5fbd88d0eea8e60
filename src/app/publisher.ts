/** What parts a feed's title into the outlet's name and the name of one of its columns. */
const PARTING = /\s+(?:[-–—|»›>·:/]+|&gt;)\s+|:\s+/u;
/** Ends of a feed's title that name no outlet. */
const NO_NAME = /\s+(?:RSS(?:\s+feed)?|feed|top stories|latest(?:\s+news)?|headlines)$/iu;

/**
 * The outlet's name from its feed's title: of "World news | The Guardian" the piece that names its host, else the first. The host itself where the
 * feed has no title.
 */
export function publisherName(title: string | null, home: string): string {
  const host = hostOf(home);
  if (title === null || title.trim() === '') return host;
  const pieces = title
    .split(PARTING)
    .map((piece) => piece.replace(NO_NAME, '').trim())
    .filter(Boolean);
  return pieces.find((piece) => namesHost(piece, host)) ?? pieces[0] ?? title;
}

function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).hostname.replace(/^(?:www|feeds?|rss|m)\./u, '') : address;
}

/** "The Guardian" names theguardian.com, "NYT" nytimes.com, "BBC News" feeds.bbci.co.uk. */
function namesHost(piece: string, host: string): boolean {
  const letters = host.replace(/[^\p{L}\p{N}]/gu, '');
  const words = piece
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 2 && word !== 'the' && word !== 'news');
  return words.some((word) => letters.includes(word));
}
