import { splitSentences } from '../text/sentences.ts';
import { type Fault, plainWords, type Source } from './faithful-source.ts';

/** Double quotation marks of the languages we know; single ones are apostrophes too often. */
const PAIRED = /[“„«]([^“”„«»"]+)[”“»"]|»([^«»]+)«|「([^「」]+)」/gu;
/** What a writer may change inside a quotation: "[the mayor]", "…". */
const EDITED = /\[[^\]]*\]|\(?(?:…|\.\.\.+)\)?/u;
/** A word or two in quotation marks are a term or a title, not someone's words. */
const FEWEST_WORDS = 3;

/** What a summary quotes and the source does not say in these very words. */
export function quoteFaults(summary: string, source: Source): readonly Fault[] {
  return quotations(summary)
    .filter((quotation) => !isSaid(quotation, source))
    .map((detail) => ({ reason: 'quote', detail }));
}

/** The quotations of a text. When a straight mark has no partner, any stretch between two marks may be one. */
function quotations(text: string): readonly string[] {
  const paired = Array.from(
    text.matchAll(PAIRED),
    (found) => found.slice(1).find((inside) => inside !== undefined) ?? '',
  );
  const stretches = text.replace(PAIRED, ' ').split('"');
  const straight = stretches.length % 2 === 1 ? stretches.filter((_, at) => at % 2 === 1) : stretches.slice(1);
  return [...paired, ...straight];
}

/** Sentence by sentence: what a summary puts side by side may stand apart in the source. */
function isSaid(quotation: string, source: Source): boolean {
  const parts = splitSentences(quotation).flatMap((sentence) => sentence.split(EDITED));
  return parts.every((part) => {
    const words = plainWords(part);
    return words.length < FEWEST_WORDS || source.line.includes(` ${words.join(' ')} `);
  });
}
