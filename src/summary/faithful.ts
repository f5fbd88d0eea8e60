import { splitSentences } from '../text/sentences.ts';
import { copyFaults } from './faithful-copy.ts';
import { coverageFaults } from './faithful-coverage.ts';
import { dateFaults } from './faithful-dates.ts';
import { markupFaults } from './faithful-markup.ts';
import { nameFaults } from './faithful-names.ts';
import { numberFaults } from './faithful-numbers.ts';
import { oppositeFaults } from './faithful-opposites.ts';
import { quoteFaults } from './faithful-quotes.ts';
import { type Clause, type Fault, readClause, readSource, type Source } from './faithful-source.ts';

/** A sentence of a summary that its source does not bear out, and why. */
export interface Unsupported {
  readonly sentence: string;
  readonly reason: Fault['reason'];
  /** The words it hangs on, for /why. */
  readonly detail: string;
}

export interface Verdict {
  readonly faithful: boolean;
  readonly unsupported: readonly Unsupported[];
}

/** The rules that look at one sentence. */
const RULES: readonly ((clause: Clause, source: Source) => readonly Fault[])[] = [
  numberFaults,
  dateFaults,
  nameFaults,
  oppositeFaults,
  copyFaults,
  coverageFaults,
];

/**
 * May a text that a model wrote be told? Every number, date, name and quotation must be in the source (in any form of it), nothing turned into its
 * opposite, and no link, mention or mark-up put in. A gate, not a judge: who did what to whom it cannot tell.
 */
export function checkFaithful(source: string, summary: string): Verdict {
  const read = readSource(source);
  const clauses = splitSentences(summary).map(readClause);
  const bySentence = clauses.flatMap((clause) =>
    RULES.flatMap((rule) => rule(clause, read)).map((fault) => blame(clause.text, fault)),
  );
  const overall = [...quoteFaults(summary, read), ...markupFaults(summary, source)].map((fault) =>
    blame(sentenceOf(fault, clauses, summary), fault),
  );
  const unsupported = [...bySentence, ...overall].filter(isFirstOfKind);
  return { faithful: unsupported.length === 0, unsupported };
}

/** One fault of a kind a sentence is enough to refuse it, and to say why. */
function isFirstOfKind(fault: Unsupported, at: number, all: readonly Unsupported[]): boolean {
  return all.findIndex(({ sentence, reason }) => sentence === fault.sentence && reason === fault.reason) === at;
}

function blame(sentence: string, { reason, detail }: Fault): Unsupported {
  return { sentence, reason, detail };
}

/** A quotation may run over several sentences: the first that holds its start is blamed. */
function sentenceOf({ detail }: Fault, clauses: readonly Clause[], summary: string): string {
  const start = detail.trim().slice(0, 20);
  return clauses.find(({ text }) => text.includes(start))?.text ?? summary;
}
