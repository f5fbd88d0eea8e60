import antonyms from './antonyms.json' with { type: 'json' };
import { type Clause, type Fault, nearestClause, type Source } from './faithful-source.ts';

const OPPOSITES: ReadonlyMap<string, ReadonlySet<string>> = oppositesOf(antonyms.pairs.map((pair) => pair.split(' ')));
const NEGATIONS = new Set('not never no nobody nothing none neither nor cannot without'.split(' '));
/** Words that say no in other words: a summary may put "not" for them. */
const REFUSALS =
  /^(?:refus|den(?:y|ie)|fail|lack|unable|unlikely|against|reject|ban|unsuccess|imposs|few|hardly|barely|rarely|little|stop|prevent|halt|block|avoid|absen|miss|except|rather|instead|un[a-z]{4}|dis[a-z]{4}|in(?:valid|capab|elig|suffic|activ)|end|drop|oppos|rul|doubt|scrap|cancel|postpon|delay|withh|free|only|just|yet|less|t$)/u;
/** A sentence that shares fewer telling words with the source is about something else. */
const FEWEST_SHARED = 3;

/** Opposites of what the nearest sentence of the source says, and negations that nothing near it bears out. */
export function oppositeFaults(clause: Clause, source: Source): readonly Fault[] {
  const nearest = nearestClause(clause, source);
  if (!nearest) return [];
  const near = new Set(nearest.around.flatMap(({ words }) => words));
  const swapped = [...clause.wordSet].filter((word) => isSwapped(word, clause, nearest.clause, near));
  return [
    ...swapped.map((detail): Fault => ({ reason: 'antonym', detail })),
    ...(nearest.shared >= FEWEST_SHARED ? negationFaults(clause, near) : []),
  ];
}

/** The source has the opposite where the summary has the word, and the word itself nowhere near. */
function isSwapped(word: string, clause: Clause, nearest: Clause, near: ReadonlySet<string>): boolean {
  if (near.has(word)) return false;
  const opposites = OPPOSITES.get(word);
  if (opposites && [...opposites].some((other) => nearest.wordSet.has(other) && !clause.wordSet.has(other)))
    return true;
  return antonyms.prefixes.some((prefix) => isPrefixed(word, prefix, nearest.wordSet, clause.wordSet));
}

/** "unlikely" for "likely", or the other way round. */
function isPrefixed(word: string, prefix: string, nearest: ReadonlySet<string>, own: ReadonlySet<string>): boolean {
  const longer = prefix + word;
  const shorter = word.startsWith(prefix) ? word.slice(prefix.length) : '';
  return (
    (word.length > 3 && nearest.has(longer) && !own.has(longer)) ||
    (shorter.length > 3 && nearest.has(shorter) && !own.has(shorter))
  );
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
