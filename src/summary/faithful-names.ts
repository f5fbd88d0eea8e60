import { foldWord, wordsOf } from '../text/words.ts';
import type { Clause, Fault, Source } from './faithful-source.ts';
import sameNames from './same-names.json' with { type: 'json' };
import { stemEnglish } from './terms.ts';

/** A word with a capital inside a sentence; hyphens and apostrophes belong to it. */
const NAME = /(?<![\p{L}\p{N}])\p{Lu}[\p{L}\p{M}\p{N}]*(?:['’-][\p{L}\p{M}\p{N}]+)*(?:\.\p{Lu})*/gu;
/** Where a capital says nothing: the start of a sentence, a quotation or a list. */
const STARTS = /(?:^|[.!?:…]["”’)]*\s|["“‘«(]|[•·|]\s?|\s[-–—]\s)$/u;
/** Words with a capital that name nobody. */
const TITLES = new Set(
  'mr mrs ms dr prof sir the a an in on at i tv ceo monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december'.split(
    ' ',
  ),
);
/** In a text where more of the words inside sentences have a capital than this, a capital is grammar (German) or a headline's: it names nothing. */
const MANY_CAPITALS = 0.22;
/** Names of one thing: when the source has one of them, the others are fair. */
const SAME_NAMES: ReadonlyMap<string, ReadonlySet<string>> = sameNamesOf(sameNames.map((line) => line.split(' ')));
/** Words with a capital, one after the other. */
const RUN = /(?<![\p{L}’'-])\p{Lu}[\p{L}’'-]*(?:\s+(?:(?:of|the|and|for|de|des|du|la|&)\s+)?\p{Lu}[\p{L}’'-]*)+/gu;
const SHORTEST_ACRONYM = 3;
const LONGEST_ACRONYM = 6;
const SHORTEST_ROOT = 4;
/** What may differ at the end of two forms of one name: "Iran" and "Iranian", "Germany" and "German". */
const ENDING =
  /^(?:s|es|a|e|i|y|o|n|an|ans|ian|ians|ean|eans|ish|ese|ic|ist|ists|ism|er|ers|al|en|ed|ing|ite|ites|ia|ien|ienne|iens|isch|ische|ischen|[aeiouy][mn]s?)?$/u;

interface Names {
  readonly folded: ReadonlySet<string>;
  /** The words with a capital, by their first letters. */
  readonly roots: ReadonlyMap<string, readonly string[]>;
  readonly acronyms: ReadonlySet<string>;
  readonly hasManyCapitals: boolean;
}

const known = new WeakMap<Source, Names>();

/** Names of a summary that the source has in no form: not as they are, not in another form of the word, not as an acronym or what it stands for. */
export function nameFaults(clause: Clause, source: Source): readonly Fault[] {
  const names = namesOf(source);
  if (names.hasManyCapitals) return [];
  const told = writtenOut(clause.text, names);
  return Array.from(told.matchAll(NAME))
    .filter(({ 0: name, index }) => !STARTS.test(told.slice(0, index)) || isMoreThanStart(name))
    .filter(([name]) => !hasName(name, names))
    .map(([name]) => ({ reason: 'name', detail: name }));
}

/** A first word is a name when its capitals are more than the sentence's ("NATO", "McKay"). */
function isMoreThanStart(word: string): boolean {
  return /\p{L}\p{Lu}/u.test(word);
}

/** The text without the names whose acronym the source has: "National Health Service" where that says NHS. */
function writtenOut(text: string, { folded }: Names): string {
  return text.replace(RUN, (run) => {
    const initials = capitalsOf(run).join('').toLowerCase();
    return initials.length >= SHORTEST_ACRONYM && folded.has(initials) ? run.toLowerCase() : run;
  });
}

function namesOf(source: Source): Names {
  const before = known.get(source);
  if (before) return before;
  const folded = new Set([...wordsOf(source.text), ...source.wordSet].map(foldWord));
  const capitalised = new Set(Array.from(source.text.matchAll(/\p{Lu}[\p{L}\p{M}]+/gu), ([word]) => foldWord(word)));
  const roots = Map.groupBy(capitalised, (word) => word.slice(0, SHORTEST_ROOT));
  const names = {
    folded,
    roots,
    acronyms: acronymsOf(source.text),
    hasManyCapitals: capitalShare(source.text) > MANY_CAPITALS,
  };
  known.set(source, names);
  return names;
}

function hasName(name: string, names: Names): boolean {
  const bare = name.replace(/['’]s?$/u, '');
  if (names.acronyms.has(bare.replaceAll('.', ''))) return true;
  return bare
    .split(/['’-]|\.(?=\p{Lu})/u)
    .every((part) => part.length < 2 || TITLES.has(part.toLowerCase()) || hasWord(foldWord(part), names));
}

function hasWord(word: string, { folded, roots }: Names): boolean {
  if (folded.has(word) || folded.has(stemEnglish(word)) || folded.has(`${word}s`)) return true;
  if ([...(SAME_NAMES.get(word) ?? [])].some((other) => folded.has(other))) return true;
  if (word.length < SHORTEST_ROOT) return false;
  return (roots.get(word.slice(0, SHORTEST_ROOT)) ?? []).some((other) => isSameRoot(word, other));
}

/** What both begin with is the name, and what follows are endings. */
function isSameRoot(word: string, other: string): boolean {
  let common = SHORTEST_ROOT;
  while (common < word.length && word.charAt(common) === other.charAt(common)) common += 1;
  return ENDING.test(word.slice(common)) && ENDING.test(other.slice(common));
}

/** What the names of a text would be cut to: "World Health Organization" is WHO. */
function acronymsOf(text: string): ReadonlySet<string> {
  const acronyms = new Set<string>();
  for (const [run] of text.matchAll(RUN)) {
    const capitals = capitalsOf(run);
    for (let from = 0; from < capitals.length; from += 1) {
      for (let to = from + 2; to <= Math.min(capitals.length, from + LONGEST_ACRONYM); to += 1)
        acronyms.add(capitals.slice(from, to).join(''));
    }
  }
  return acronyms;
}

function capitalsOf(run: string): readonly string[] {
  return Array.from(run.matchAll(/(?<![\p{L}’'])\p{Lu}/gu), String);
}

function capitalShare(text: string): number {
  const inside = Array.from(text.matchAll(/(?<=[\p{Ll},]\s)\p{L}/gu), String);
  return inside.filter((letter) => /\p{Lu}/u.test(letter)).length / Math.max(1, inside.length);
}

function sameNamesOf(lines: readonly (readonly string[])[]): ReadonlyMap<string, ReadonlySet<string>> {
  const same = new Map<string, ReadonlySet<string>>();
  for (const line of lines) for (const name of line) same.set(name, new Set([...(same.get(name) ?? []), ...line]));
  return same;
}
