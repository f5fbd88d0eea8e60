const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
const LETTER = /\p{L}/u;
/** The share of words from which a text is one that reads from right to left, Latin names in it or not (as in Google's Closure library). */
const READS_SO = 0.4;
const [LEFT_ISOLATE, RIGHT_ISOLATE, END_ISOLATE] = ['\u2066', '\u2067', '\u2069'];
const ISOLATED = /[\u2066-\u2068][^\u2069]*\u2069?/gu;
/** Invisible letters of each direction. */
const [LEFT_MARK, RIGHT_MARK] = ['\u200e', '\u200f'];

/** Keeps right-to-left text from turning around the numbers and commas beside it, and these from turning it (isolates of Unicode's Standard Annex 9). */
export function isolate(text: string): string {
  if (!RIGHT_TO_LEFT.test(text)) return text;
  return (readsFromRight(text) ? RIGHT_ISOLATE : LEFT_ISOLATE) + text + END_ISOLATE;
}

const FROM_RIGHT: ReadonlySet<string> = new Set(['ar', 'fa', 'he', 'ur']);
const IS_ISOLATED = /^[\u2066-\u2068][^\u2066-\u2069]*\u2069$/u;

/** Keeps a value that reads the other way from turning the sentence it stands in, which is of this language. */
export function isolateIn(language: string, text: string): string {
  if (IS_ISOLATED.test(text) || !LETTER.test(text)) return text;
  if (!FROM_RIGHT.has(language.split('-')[0] ?? '')) return isolate(text);
  return readsFromRight(text) ? text : LEFT_ISOLATE + text + END_ISOLATE;
}

/**
 * What must stand before a line so that it runs as most of its words do: platforms go by its first letter outside of isolates, which may be a Latin
 * name in an Arabic sentence. Empty for most lines.
 */
export function lineMark(line: string): string {
  const first = LETTER.exec(line.replace(ISOLATED, ''))?.[0] ?? '';
  const startsFromRight = RIGHT_TO_LEFT.test(first);
  if (!RIGHT_TO_LEFT.test(line) || readsFromRight(line) === startsFromRight) return '';
  return startsFromRight ? LEFT_MARK : RIGHT_MARK;
}

/** Each line of a text with its mark. */
export function markLines(text: string): string {
  return text
    .split('\n')
    .map((line) => lineMark(line) + line)
    .join('\n');
}

function readsFromRight(text: string): boolean {
  const words = text.split(/\s+/u).filter((word) => LETTER.test(word));
  return words.filter((word) => RIGHT_TO_LEFT.test(word)).length > words.length * READS_SO;
}
