import antonyms from './antonyms.json' with { type: 'json' };
import { type Clause, type Fault, nearestClause, type Source } from './faithful-source.ts';
import { stemEnglish } from './terms.ts';

const OPPOSITES: ReadonlyMap<string, ReadonlySet<string>> = oppositesOf(
  antonyms.pairs.flatMap((line) => line.split(', ')).map((pair) => pair.split(' ').map(stemEnglish)),
);
const NEGATIONS = new Set('not never no nobody nothing none neither nor cannot without'.split(' '));
/** Words that say no in other words: a summary may put "not" for them. */
const REFUSALS =
  /^(?:refus|den(?:y|ie)|fail|lack|unable|unlikely|against|reject|ban|unsuccess|imposs|few|hardly|barely|rarely|little|stop|prevent|halt|block|avoid|absen|miss|except|rather|instead|un[a-z]{4}|dis[a-z]{4}|in(?:valid|capab|elig|suffic|activ)|end|drop|oppos|rul|doubt|scrap|cancel|postpon|delay|withh|free|only|just|yet|less|t$)/u;
/** A sentence that shares fewer telling words with the source is about something else. */
const FEWEST_SHARED = 3;
/** Shorter words take prefixes that mean something else ("less", "unless"). */
const SHORTEST_PREFIXED = 5;

/** Opposites of what the nearest sentence of the source says, and negations that nothing near it bears out. */
export function oppositeFaults(clause: Clause, source: Source): readonly Fault[] {
  const nearest = nearestClause(clause, source);
  if (!nearest) return [];
  const near = new Set(nearest.around.flatMap(({ words }) => words));
  const said: Said = { own: stemsOf(clause.words), nearest: stemsOf(nearest.clause.words), near: stemsOf(near) };
  const swapped = [...clause.wordSet].filter((word) => isSwapped(stemEnglish(word), said));
  return [
    ...swapped.map((detail): Fault => ({ reason: 'antonym', detail })),
    ...(nearest.shared >= FEWEST_SHARED ? negationFaults(clause, near) : []),
  ];
}

/** The words, without endings, of a sentence, of the source's nearest one, and of that with its neighbours. */
interface Said {
  readonly own: ReadonlySet<string>;
  readonly nearest: ReadonlySet<string>;
  readonly near: ReadonlySet<string>;
}

function stemsOf(words: Iterable<string>): ReadonlySet<string> {
  return new Set(Array.from(words, stemEnglish));
}

/** The source has the opposite where the summary has the word, and the word itself nowhere near. */
function isSwapped(word: string, { own, nearest, near }: Said): boolean {
  if (near.has(word)) return false;
  const opposites = [
    ...(OPPOSITES.get(word) ?? []),
    ...antonyms.prefixes.flatMap((prefix) => prefixedOf(word, prefix)),
  ];
  return opposites.some((other) => nearest.has(other) && !own.has(other));
}

/** "unlikely" for "likely", and the other way round. */
function prefixedOf(word: string, prefix: string): readonly string[] {
  if (word.length < SHORTEST_PREFIXED) return [];
  return word.startsWith(prefix) ? [prefix + word, word.slice(prefix.length)] : [prefix + word];
}

function negationFaults(clause: Clause, near: ReadonlySet<string>): readonly Fault[] {
  const negation = clause.words.find((word) => NEGATIONS.has(word));
  if (negation === undefined) return [];
  const isBorneOut = [...near].some((word) => NEGATIONS.has(word) || REFUSALS.test(word));
  return isBorneOut ? [] : [{ reason: 'negation', detail: negation }];
}

function oppositesOf(pairs: readonly (readonly string[])[]): ReadonlyMap<string, ReadonlySet<string>> {
  const opposites = new Map<string, Set<string>>();
  for (const [one = '', other = ''] of pairs) {
    opposites.set(one, (opposites.get(one) ?? new Set()).add(other));
    opposites.set(other, (opposites.get(other) ?? new Set()).add(one));
  }
  return opposites;
}
