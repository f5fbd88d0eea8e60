import { foldWord, wordsOf } from '../text/words.ts';

/** Words, beginnings (`vote*`) and short phrases (`prime_minister`) of one language, each with what it stands for. */
export interface WordTable<Value> {
  readonly language: string;
  readonly whole: ReadonlyMap<string, readonly Value[]>;
  readonly beginnings: ReadonlyMap<string, readonly Value[]>;
}

/** The longest phrase a table may hold, in words. */
const LONGEST_PHRASE = 3;
/** A shorter beginning would fit too many words. */
const SHORTEST_BEGINNING = 2;
/** No beginning in a table is longer; a hostile text's words may be. */
const LONGEST_BEGINNING = 24;

/** Reads lists such as "vote* prime_minister senate" into a table. */
export function readTable<Value>(language: string, lists: Iterable<readonly [string, Value]>): WordTable<Value> {
  const whole = new Map<string, Value[]>();
  const beginnings = new Map<string, Value[]>();
  for (const [list, value] of lists) {
    for (const pattern of list.split(' ').filter(Boolean)) {
      const key = tableWords(pattern.replaceAll('_', ' '), language).join(' ');
      const map = pattern.endsWith('*') ? beginnings : whole;
      const known = map.get(key);
      if (known === undefined) map.set(key, [value]);
      else if (!known.includes(value)) known.push(value);
    }
  }
  return { language, whole, beginnings };
}

/** The words of a text as tables hold them: folded, Arabic ones without their article and joined prepositions. */
export function tableWords(text: string, language: string): readonly string[] {
  const words = wordsOf(text).map(foldWord);
  return language === 'ar' ? words.map(bareArabic) : words;
}

function bareArabic(word: string): string {
  return word.length > 3 ? word.replace(/^(?:[وف]?[بك]?ال|[وف]?لل|و(?=..))/u, '') : word;
}

/** Words and phrases of up to LONGEST_PHRASE words that stand side by side, in order. */
export function phrasesOf(words: readonly string[]): readonly string[] {
  return words.flatMap((_, at) =>
    Array.from({ length: Math.min(LONGEST_PHRASE, words.length - at) }, (__, more) =>
      words.slice(at, at + more + 1).join(' '),
    ),
  );
}

/** What a word or phrase stands for; nothing when the table does not know it. An English plural is its singular. */
export function lookUp<Value>(table: WordTable<Value>, phrase: string): readonly Value[] {
  const singular = table.language === 'en' && phrase.endsWith('s') ? table.whole.get(phrase.slice(0, -1)) : undefined;
  return table.whole.get(phrase) ?? singular ?? lookUpBeginning(table, phrase);
}

function lookUpBeginning<Value>(table: WordTable<Value>, phrase: string): readonly Value[] {
  if (phrase.includes(' ')) return table.beginnings.get(phrase) ?? [];
  for (let length = Math.min(phrase.length, LONGEST_BEGINNING); length >= SHORTEST_BEGINNING; length -= 1) {
    const found = table.beginnings.get(phrase.slice(0, length));
    if (found !== undefined) return found;
  }
  return [];
}
