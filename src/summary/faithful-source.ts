import { splitSentences } from '../text/sentences.ts';
import { wordsOf } from '../text/words.ts';
import { stemEnglish } from './terms.ts';

/** A fault of a summary's sentence: `reason` is a stable code, `detail` the words it hangs on. */
export interface Fault {
  readonly reason:
    | 'number'
    | 'name'
    | 'date'
    | 'quote'
    | 'negation'
    | 'antonym'
    | 'link'
    | 'mention'
    | 'markup'
    | 'coverage';
  readonly detail: string;
}

/** A sentence as the rules compare it. */
export interface Clause {
  readonly text: string;
  /** In order, lower case; "don't" is "do not". */
  readonly words: readonly string[];
  readonly wordSet: ReadonlySet<string>;
}

/** What a summary may rest on, read once for all rules. */
export interface Source {
  readonly text: string;
  readonly words: readonly string[];
  readonly wordSet: ReadonlySet<string>;
  readonly stems: ReadonlySet<string>;
  readonly clauses: readonly Clause[];
  /** The words in order between blanks, for looking up a run of them. */
  readonly line: string;
}

export function readSource(text: string): Source {
  const clauses = splitSentences(text).map(readClause);
  const words = clauses.flatMap((clause) => clause.words);
  const wordSet = new Set(words);
  return {
    text,
    words,
    wordSet,
    stems: new Set(Array.from(wordSet, stemEnglish)),
    clauses,
    line: ` ${words.join(' ')} `,
  };
}

export function readClause(text: string): Clause {
  const words = plainWords(text);
  return { text, words, wordSet: new Set(words) };
}

/** The words of a text with its short negations written out. */
export function plainWords(text: string): readonly string[] {
  return wordsOf(text.replace(/\b(?:(wo|ca|sha)|(\p{L}+?))n['’]t\b/giu, longNegation));
}

const LONG_FORMS: ReadonlyMap<string, string> = new Map([
  ['wo', 'will'],
  ['ca', 'can'],
  ['sha', 'shall'],
]);

function longNegation(_: string, irregular: string | undefined, regular: string | undefined): string {
  return `${irregular === undefined ? regular : LONG_FORMS.get(irregular.toLowerCase())} not`;
}

/** The clause that shares most of the longer words, with its neighbours; null when none shares any. */
export function nearestClause(
  clause: Clause,
  source: Source,
): { readonly clause: Clause; readonly around: readonly Clause[]; readonly shared: number } | null {
  const telling = [...clause.wordSet].filter((word) => word.length > 3);
  let best = -1;
  let shared = 0;
  for (const [at, { wordSet }] of source.clauses.entries()) {
    let both = 0;
    for (const word of telling) if (wordSet.has(word)) both += 1;
    if (both > shared) [best, shared] = [at, both];
  }
  const found = source.clauses[best];
  return found ? { clause: found, around: source.clauses.slice(Math.max(0, best - 1), best + 2), shared } : null;
}
