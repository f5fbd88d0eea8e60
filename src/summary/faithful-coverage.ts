import type { Clause, Fault, Source } from './faithful-source.ts';
import { termsOf } from './terms.ts';

/** A sentence with this share of terms that the source never uses tells something else; good summaries in other words stay below. */
const MOST_FOREIGN = 0.6;
/** In a shorter sentence a single word weighs too much. */
const FEWEST_TERMS = 4;

/** A sentence most of whose matter is not in the source at all. */
export function coverageFaults(clause: Clause, source: Source): readonly Fault[] {
  const terms = [...new Set(termsOf(clause.text, 'en'))].filter((term) => /^\p{L}/u.test(term));
  const foreign = terms.filter((term) => !source.stems.has(term));
  const isElsewhere = terms.length >= FEWEST_TERMS && foreign.length >= MOST_FOREIGN * terms.length;
  return isElsewhere ? [{ reason: 'coverage', detail: foreign.join(' ') }] : [];
}
