import abbreviations from './abbreviations.json' with { type: 'json' };

/** What stands before a full stop without ending a sentence ("Mr.", "z.B."), as it is written, without the last stop. */
const NEVER_LAST = wordSet(abbreviations.neverLast);
/** Those that may also be the last word ("in the U.S. The …"); what follows decides. */
const MAYBE_LAST = wordSet(abbreviations.maybeLast);
/** Those that are abbreviations only before a number ("No. 5", "Art. 3"). */
const BEFORE_NUMBER = wordSet(abbreviations.beforeNumber);
/** Words that open a sentence but seldom follow an abbreviation inside one. */
const OPENERS = wordSet(abbreviations.openers);

/** What ends a sentence is told by this many of its last letters. */
const LONGEST_END = 80;
/** Nothing is added to a sentence of this length: it is no prose, and joining its pieces would take quadratic time. */
const LONGEST_SENTENCE = 5000;
/** A bracket or quotation that stays open longer than this was never closed. */
const LONGEST_ASIDE = 400;
/** "1." to "99." at the start of a line is the number of a list, not a sentence. */
const LIST_NUMBER = /^\(?\d{1,2}\.$/u;

const ORDINAL_NOUN =
  /^(?:Jän|Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)\p{L}*|^(?:Jahrhundert|Jahrestag|Geburtstag|Platz|Liga|Bundesliga|Stock|Runde)\b/u;

const CLOSERS = /^\s*["”’'»›)\]」』）]+\s*$/u;
const LEADING_QUOTE = /^["“”'‘’«‹„([¿¡「『（\s]+/u;
const QUOTED_END = /[.!?؟。！？]["”’'»]+$/u;
const STRONG_END = /[!?؟…]$/u;
/** Intl.Segmenter leaves these standing when no blank follows. */
const AFTER_FULL_STOP = /(?<=[。！？।۔؟]["”」』）]{0,3})\s*(?!“(?:\s|$))(?=[^\s"”」』）。！？।۔؟])/gu;
/** "he said.The next": frequent in text taken from pages. Groups: the end, and what must not be part of an address. */
const MISSING_BLANK = /(?<=\p{Ll}\p{Ll}[.!?]["”’']?|\d\p{Ll}?[.!?]["”])(?=[\p{Lu}“"‘]\p{Ll})/gu;
const ADDRESS = /(?:https?:\/\/|www\.|[\p{L}\d._%+-]{1,64}@)\S{1,2000}/giu;

const segmenters = new Map<string, Intl.Segmenter>();

/**
 * The sentences of a text in order, in any script, each as it stands there with its white space collapsed. A line break always ends one;
 * abbreviations, initials, list numbers, quoted speech and addresses do not. `language` is a BCP 47 tag when known.
 */
export function splitSentences(text: string, language: string | null = null): readonly string[] {
  const segmenter = segmenterOf(language);
  return text.split(/[\n\r\u2028\u2029]+/u).flatMap((paragraph) => splitParagraph(paragraph, segmenter));
}

/** A tag that Intl does not know is no reason to fail: the root rules serve every script. */
function segmenterOf(language: string | null): Intl.Segmenter {
  const known = segmenters.get(language ?? 'und');
  if (known) return known;
  const made = new Intl.Segmenter(supported(language), { granularity: 'sentence' });
  segmenters.set(language ?? 'und', made);
  return made;
}

function supported(language: string | null): string[] {
  try {
    return language === null ? [] : Intl.Segmenter.supportedLocalesOf(language);
  } catch {
    return [];
  }
}

function splitParagraph(paragraph: string, segmenter: Intl.Segmenter): readonly string[] {
  const text = paragraph.replace(/\s+/gu, ' ').trim();
  if (text === '') return [];
  const joined: string[] = [];
  for (const piece of pieces(text, segmenter)) {
    const before = joined.at(-1);
    if (before !== undefined && continues(before, piece)) joined[joined.length - 1] = before + piece;
    else joined.push(piece);
  }
  return joined.map((sentence) => sentence.trim()).filter((sentence) => sentence !== '');
}

/** Where a sentence could end: the segmenter's breaks, and those it misses for want of a blank. */
function pieces(text: string, segmenter: Intl.Segmenter): readonly string[] {
  const addresses = Array.from(
    text.matchAll(ADDRESS),
    ({ 0: address, index }) => [index, index + address.length] as const,
  );
  const inAddress = (at: number): boolean => addresses.some(([from, to]) => at > from && at < to);
  const breaks = new Set<number>();
  for (const { index } of segmenter.segment(text)) if (!inAddress(index)) breaks.add(beforeOpener(text, index));
  for (const { index } of text.matchAll(MISSING_BLANK)) if (!inAddress(index)) breaks.add(index);
  for (const { index } of text.matchAll(AFTER_FULL_STOP)) breaks.add(index);
  const places = [...breaks].sort((a, b) => a - b);
  return places.map((from, i) => text.slice(from, places[i + 1]));
}

/** The segmenter takes an opening quotation mark after a stop for a closing one when no blank stands between. */
function beforeOpener(text: string, at: number): number {
  let start = at;
  while (start > 0 && '“‘「『（«'.includes(text.charAt(start - 1))) start -= 1;
  return start;
}

/** Does the piece still belong to the sentence before it? */
function continues(before: string, piece: string): boolean {
  if (before.length > LONGEST_SENTENCE) return false;
  const end = before.slice(-LONGEST_END).trimEnd();
  const next = piece.replace(LEADING_QUOTE, '');
  if (CLOSERS.test(piece)) return true;
  if (startsLower(piece.trimStart()) && (QUOTED_END.test(end) || STRONG_END.test(end))) return true;
  if (/(?:…|\.\.\.)$/u.test(end)) return !/^\p{Lu}/u.test(next) && startsLower(next);
  if (LIST_NUMBER.test(end) || isOrdinal(end, next)) return true;
  if (end.endsWith('.') && (startsLower(next) || endsInAbbreviation(end, next))) return true;
  return isInBrackets(before, piece);
}

function startsLower(text: string): boolean {
  return /^\p{Ll}/u.test(text);
}

/** Is the last full stop that of an abbreviation or an initial, so that the sentence goes on? */
function endsInAbbreviation(end: string, next: string): boolean {
  const word = (/[\p{L}.-]+$/u.exec(end.slice(0, -1))?.[0] ?? '').replace(/^[.-]+/u, '');
  if (isAmong(NEVER_LAST, word)) return true;
  if (isAmong(BEFORE_NUMBER, word)) return /^\d/u.test(next);
  if (/\p{Ll} I\.$/u.test(end)) return false; // "So did I." is no initial
  return (isAmong(MAYBE_LAST, word) || isInitials(word)) && !opensSentence(next);
}

/** "Am 5. Mai", "19. Jahrhundert": a number with a stop is an ordinal in German, the Nordic and several Slavic languages. */
function isOrdinal(end: string, next: string): boolean {
  return /(?:^|\s)\d{1,2}\.$/u.test(end) && ORDINAL_NOUN.test(next);
}

/** As written, or all in capitals ("SEN."): "sat." is no Saturday. */
function isAmong(words: ReadonlySet<string>, word: string): boolean {
  return words.has(word) || (word === word.toUpperCase() && words.has(word.charAt(0) + word.slice(1).toLowerCase()));
}

/** J. or J.K. or U.S.A; an "I." ends a sentence as often, which what follows tells. */
function isInitials(word: string): boolean {
  return /^(?:\p{Lu}\.-?)*\p{Lu}$/u.test(word);
}

function opensSentence(next: string): boolean {
  const first = /^[\p{L}’']+/u.exec(next)?.[0] ?? '';
  return first.length > 1
    ? /^.\p{Ll}/u.test(first) && OPENERS.has(first.toLowerCase())
    : /^(?:A|I)$/u.test(first) && /^\S+ \p{Ll}/u.test(next);
}

function isInBrackets(before: string, piece: string): boolean {
  return before.length < LONGEST_ASIDE && /[)\]）]/u.test(piece) && openBrackets(before) > 0;
}

function openBrackets(text: string): number {
  let depth = 0;
  for (const letter of text) {
    if ('([（「『'.includes(letter)) depth += 1;
    else if (')]）」』'.includes(letter)) depth -= 1;
  }
  return depth;
}

function wordSet(lines: readonly string[]): ReadonlySet<string> {
  return new Set(lines.flatMap((line) => line.split(' ')));
}
