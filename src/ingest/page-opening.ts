import { agencyIn } from './page-credit.ts';
import { wordsIn } from './page-dom.ts';

/** How an article begins, and what is left of it. */
interface Opening {
  readonly dateline: Dateline | null;
  readonly paragraphs: readonly string[];
}

/** The opening of a wire text, taken off its first paragraph. */
interface Dateline {
  /** Null when only an agency stands in front: "(Reuters) - ". */
  readonly place: string | null;
  readonly credit: string | null;
  /** The paragraph without it. */
  readonly rest: string;
}

const PLACE = "\\p{Lu}[\\p{L}.'’-]*(?:[ /]\\p{Lu}[\\p{L}.'’-]*){0,3}(?:,\\s*\\p{Lu}[\\p{L}. ]{1,20}?)?";
const DAY = '(?:,\\s*(?:\\p{L}{3,9}\\.?\\s+\\d{1,2}|\\d{1,2}\\.?\\s+\\p{L}{3,9})(?:,?\\s+\\d{4})?)?';
/** "Washington, Feb 1 (APP) :", "BERLIN (dpa) – ", "(Reuters) - ". */
const CREDITED = new RegExp(`^(?:(${PLACE})(${DAY})\\s*)?\\(([^()]{2,140})\\)\\s*[:—–-]*\\s*`, 'u');
/** "PARIS, Feb 1 — ", "KARACHI: ": capitals or a date show that it is no sentence. */
const PLAIN = new RegExp(`^(${PLACE})(${DAY})\\s*(?:[—–]|-{1,2}\\s|:\\s)\\s*`, 'u');

/** Shouted openings of other kinds. */
const NO_PLACE =
  /^(?:breaking|exclusive|update|watch|live|video|analysis|opinion|comment|editorial|review|explain|fact|dear|eil|news|special|just in|editor)/iu;

/** A line shorter than this without a full stop is no paragraph. */
const FRAGMENT_CHARS = 40;
/** At most so many of them are taken off before the first paragraph and after the last. */
const MAX_LEADING = 3;
const MAX_TRAILING = 4;

/** A dateline stands in one of the first paragraphs: a standfirst may come before it. */
const DATELINE_WITHIN = 3;

/** Takes fragments off both ends of the text, the dateline, and a standfirst that the first paragraph says again. */
export function takeOpening(whole: readonly string[]): Opening {
  const body = withoutFragments(whole);
  const datelines = body.slice(0, DATELINE_WITHIN).map(readDateline);
  const at = datelines.findIndex((each) => each !== null);
  const dateline = datelines[at] ?? null;
  return { dateline, paragraphs: withoutRepeat(dateline === null ? body : body.with(at, dateline.rest)) };
}

/** Kickers, counters and signatures before and after the text. Longer runs of them are a table or a list, and stay. */
function withoutFragments(body: readonly string[]): readonly string[] {
  const from = body.findIndex((line) => !isFragment(line));
  const to = body.findLastIndex((line) => !isFragment(line)) + 1;
  if (from < 0) return body;
  return body.slice(from <= MAX_LEADING ? from : 0, body.length - to <= MAX_TRAILING ? to : body.length);
}

function isFragment(line: string): boolean {
  return line.length < FRAGMENT_CHARS && !/[.!?…。？！؟।۔:]["”’»)\]]*$/u.test(line);
}

function withoutRepeat(body: readonly string[]): readonly string[] {
  const [first, second] = body.slice(0, 2).map(bareWords);
  return first && second?.startsWith(first) ? body.slice(1) : body;
}

/** The dateline a paragraph opens with; null when it opens with its first sentence. */
function readDateline(paragraph: string): Dateline | null {
  return readCredited(paragraph) ?? readPlain(paragraph);
}

function readCredited(paragraph: string): Dateline | null {
  const [opening, place, day, inside] = CREDITED.exec(paragraph) ?? [];
  if (opening === undefined || inside === undefined) return null;
  const credit = agencyIn(inside);
  if (credit === null && !day) return null;
  return { place: place ?? null, credit, rest: paragraph.slice(opening.length) };
}

function readPlain(paragraph: string): Dateline | null {
  const [opening, place, day] = PLAIN.exec(paragraph) ?? [];
  if (opening === undefined || place === undefined) return null;
  const isShouted = place === place.toUpperCase() && place.length > 3 && !NO_PLACE.test(place);
  return isShouted || day ? { place, credit: null, rest: paragraph.slice(opening.length) } : null;
}

/** A text's words alone, for telling whether two lines say the same. */
export function bareWords(line: string): string {
  return wordsIn(line.toLowerCase()).join(' ');
}
