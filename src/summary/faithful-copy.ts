import { isDayOrMonth } from './faithful-dates.ts';
import { numbersOf } from './faithful-numbers.ts';
import { type Clause, type Fault, nearestClause, type Source } from './faithful-source.ts';

/** A sentence with this share of its words in the order of one source sentence is that sentence, shortened or changed. */
const COPIED = 0.75;
const FEWEST_WORDS = 6;
/** A change of more words than this is a rewording; beside a quotation half a sentence may have been put in from elsewhere. */
const LONGEST_CHANGE = 3;
const LONGEST_BESIDE_QUOTE = 12;
const NEGATIONS = new Set('not never no cannot'.split(' '));
/** With these about, "not" may have been put otherwise. */
const OTHERWISE_DENIED = new Set('neither nor yet without nobody nothing none hardly'.split(' '));
const TELLING_LETTERS = 5;
const QUOTED = /["“”«»]/u;
/** Words that are no name, whatever their capital: what a sentence may open with. */
const NO_NAMES = new Set(
  'a an the he she it they we i you his her its their this that these those and but or however although while though as at by for from in on of to with after before when since during despite meanwhile also mr mrs ms miss dr sir not no one two three there here what who how why if'.split(
    ' ',
  ),
);

/** What stands between two words that a summary and its source have in common. */
interface Change {
  readonly was: readonly string[];
  readonly is: readonly string[];
}

/** Changes in a sentence that is otherwise the source's own: a "not" put in or taken out, a name, a number or a quoted word exchanged. */
export function copyFaults(clause: Clause, source: Source): readonly Fault[] {
  const nearest = nearestClause(clause, source);
  if (!nearest || clause.words.length < FEWEST_WORDS) return [];
  const original = nearest.clause;
  const pairs = commonWords(original.words, clause.words);
  if (pairs.length < COPIED * clause.words.length) return [];
  return changesBetween(original.words, clause.words, pairs).flatMap(
    (change) => faultOf(change, clause, original, source) ?? [],
  );
}

function faultOf(change: Change, clause: Clause, original: Clause, source: Source): Fault | null {
  const { was, is } = change;
  const detail = is.length > 0 ? is.join(' ') : was.join(' ');
  if (isMixed(change, clause, source)) return { reason: 'quote', detail };
  if (was.length > LONGEST_CHANGE || is.length > LONGEST_CHANGE) return null;
  if (isDenied(change, clause, original)) return { reason: 'negation', detail };
  if (was.length === 0 || is.length === 0) return null;
  if (isRecounted(change)) return { reason: 'number', detail };
  return isRenamed(change, clause, original, source) ? { reason: 'name', detail } : null;
}

/** Other words of the source put into a sentence that quotes: who rewords takes words of their own, or a name for a pronoun. */
function isMixed({ was, is }: Change, clause: Clause, source: Source): boolean {
  if (
    !QUOTED.test(clause.text) ||
    was.length === 0 ||
    was.length > LONGEST_BESIDE_QUOTE ||
    is.length > LONGEST_BESIDE_QUOTE
  )
    return false;
  return (
    is.some((word) => word.length >= TELLING_LETTERS && plainlyWritten(word, clause.text)) &&
    is.every((word) => source.wordSet.has(word))
  );
}

/** A negation on one side only, and none of the other ways to put it in either sentence. */
function isDenied({ was, is }: Change, clause: Clause, original: Clause): boolean {
  const denies = (words: readonly string[]): boolean => words.some((word) => NEGATIONS.has(word));
  if (denies(was) === denies(is)) return false;
  return ![...clause.words, ...original.words].some((word) => OTHERWISE_DENIED.has(word));
}

/** Digits for other digits that do not mean the same ("50bn" and "50 billion" do). */
function isRecounted({ was, is }: Change): boolean {
  if (![...was, ...is].every((word) => /^\d/u.test(word))) return false;
  return numbersOf(was.join(' ')).isDisjointFrom(numbersOf(is.join(' ')));
}

/** One name for another, unless both are of one person ("Rohit", "Sharma") or one is short for the other. */
function isRenamed({ was, is }: Change, clause: Clause, original: Clause, source: Source): boolean {
  if (!was.every((word) => isNameIn(word, original.text)) || !is.every((word) => isNameIn(word, clause.text)))
    return false;
  const [one, other] = [was.join(' '), is.join(' ')];
  if (one.startsWith(other) || other.startsWith(one)) return false;
  return !source.line.includes(` ${one} ${other} `) && !source.line.includes(` ${other} ${one} `);
}

/** It has a capital there every time. */
function isNameIn(word: string, text: string): boolean {
  return (
    !NO_NAMES.has(word) &&
    !isDayOrMonth(word) &&
    text.includes(word.charAt(0).toUpperCase() + word.slice(1)) &&
    !plainlyWritten(word, text)
  );
}

function plainlyWritten(word: string, text: string): boolean {
  return new RegExp(`(?<![\\p{L}\\p{N}])${word}(?![\\p{L}\\p{N}])`, 'u').test(text);
}

/** What was left out, put in or exchanged between two common words, before the first and after the last. */
function changesBetween(
  was: readonly string[],
  is: readonly string[],
  pairs: readonly (readonly [number, number])[],
): readonly Change[] {
  const ends = [...pairs, [was.length, is.length] as const];
  return ends
    .map(([a, b], at) => {
      const [beforeA, beforeB] = ends[at - 1] ?? [-1, -1];
      return { was: was.slice(beforeA + 1, a), is: is.slice(beforeB + 1, b) };
    })
    .filter((change) => change.was.length + change.is.length > 0);
}

/** The longest common subsequence, as pairs of places. */
function commonWords(was: readonly string[], is: readonly string[]): readonly (readonly [number, number])[] {
  const width = is.length + 1;
  const longest = new Uint16Array((was.length + 1) * width);
  for (let a = was.length - 1; a >= 0; a -= 1) {
    for (let b = is.length - 1; b >= 0; b -= 1) {
      longest[a * width + b] =
        was[a] === is[b]
          ? at(longest, (a + 1) * width + b + 1) + 1
          : Math.max(at(longest, (a + 1) * width + b), at(longest, a * width + b + 1));
    }
  }
  return walk(was, is, longest, width);
}

function walk(
  was: readonly string[],
  is: readonly string[],
  longest: Uint16Array,
  width: number,
): readonly (readonly [number, number])[] {
  const pairs: (readonly [number, number])[] = [];
  let [a, b] = [0, 0];
  while (a < was.length && b < is.length) {
    if (was[a] === is[b]) {
      pairs.push([a, b]);
      a += 1;
      b += 1;
    } else if (at(longest, (a + 1) * width + b) >= at(longest, a * width + b + 1)) a += 1;
    else b += 1;
  }
  return pairs;
}

function at(figures: Uint16Array, place: number): number {
  return figures[place] ?? 0;
}
