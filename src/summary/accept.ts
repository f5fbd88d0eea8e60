import type { Summary } from '../domain/summary.ts';
import { languageOf, primaryLanguage, UNKNOWN_LANGUAGE } from '../text/language.ts';
import { splitSentences } from '../text/sentences.ts';
import { countWords, wordsOf } from '../text/words.ts';
import { readAnswer } from './answer.ts';
import { withoutUnseen } from './disarm.ts';
import { checkFaithful, type Unsupported } from './faithful.ts';
import { markupFaults } from './faithful-markup.ts';
import { checkTranslation, sharesMatter } from './faithful-translation.ts';
import { leansBack } from './leaning.ts';
import { type Ask, STYLES } from './prompt.ts';
import { termsOf } from './terms.ts';

/** Why a model's text is not told; kept, shown by /why and counted, so the codes do not change. */
type Rejection =
  | 'unreadable'
  | 'skipped'
  | 'empty'
  | 'too-long'
  | 'too-short'
  | 'language'
  | 'evidence'
  | 'off-topic'
  | Unsupported['reason'];

/** A text this many times as long as asked for is something else. */
const FAR_TOO_LONG = 3;
/** The same in letters, for what has no blanks. */
const MOST_CHARACTERS = 4_000;
/** One over the words asked for is let pass; more is cut at a sentence. */
const TOLERANCE = 4 / 3;
const FEWEST_WORDS = 6;
/** Two words are found in any text. */
const FEWEST_EVIDENCE_WORDS = 3;
/** Of the sentences it names as evidence so many must be in the articles. */
const LEAST_EVIDENCE = 0.5;
/** One over the words a headline is asked for is let pass. */
const MOST_HEADLINE_WORDS = 25;
const MOST_HEADLINE = 200;
/** Sentences in which an article says what it is about. */
const OPENING = 3;

/**
 * May a model's answer be told, and how much of it? Checks shape, length, language, links, mentions and mark-up, evidence, matter and faithfulness. A sentence
 * that its articles do not bear out is dropped when most of the others stand; else the whole is rejected.
 */
export function acceptAnswer(answer: string, ask: Ask): Summary {
  const read = readAnswer(answer);
  if (read === null) return reject('unreadable', answer.slice(0, 80));
  if (read.skip) return reject('skipped', '');
  const summary = plainLine(read.summary);
  const fault =
    faultOfShape(summary, ask) ?? faultOfEvidence(read.evidence, ask) ?? faultOfMatter(summary, read.evidence, ask);
  const kept = fault ?? keepSupported(summary, ask);
  if (kept.kind === 'rejected' || ask.target === null) return kept;
  const headline = acceptHeadline(plainLine(read.headline), kept.text, ask);
  return headline === null ? kept : { ...kept, headline };
}

function plainLine(text: string): string {
  return withoutUnseen(text).replace(/\s+/gu, ' ').trim();
}

/** A translated headline that bears the checks of a sentence and speaks of what its summary does; null for another: the story's own stays. */
function acceptHeadline(headline: string, summary: string, ask: Ask): string | null {
  if (headline === '' || countWords(headline) > MOST_HEADLINE_WORDS || headline.length > MOST_HEADLINE) return null;
  const matter = new Set(termsOf(summary, ask.target));
  const isOfIt = termsOf(headline, ask.target).some((term) => matter.has(term));
  return isOfIt && faultsOf([headline], ask).length === 0 ? headline : null;
}

function reject(reason: Rejection, detail: string): Summary {
  return { kind: 'rejected', reason, detail };
}

function faultOfShape(summary: string, { shown, language, style, target }: Ask): Summary | null {
  if (summary === '') return reject('empty', '');
  if (summary.length > MOST_CHARACTERS || countWords(summary) > STYLES[style].words * FAR_TOO_LONG)
    return reject('too-long', `${countWords(summary)} words`);
  // Against an empty source: nothing of the kind may be told, not even what an article has.
  const [mark] = markupFaults(summary, '');
  if (mark !== undefined) return reject(mark.reason, mark.detail);
  const expected = primaryLanguage(target ?? language) ?? languageOf(shown.map(({ text }) => text).join('\n'));
  const found = languageOf(summary, expected);
  const isForeign = found !== expected && found !== UNKNOWN_LANGUAGE && expected !== UNKNOWN_LANGUAGE;
  return isForeign ? reject('language', `${found} for ${expected}`) : null;
}

function faultOfEvidence(evidence: readonly string[], { shown, language, target }: Ask): Summary | null {
  const said = shown.map(({ headline, text }) => ` ${wordsOf(`${headline}\n${text}`).join(' ')} `);
  const sentences = evidence
    .flatMap((each) => splitSentences(each, language))
    .filter((sentence) => wordsOf(sentence).length >= FEWEST_EVIDENCE_WORDS);
  const missing = sentences.filter((sentence) => {
    const words = ` ${wordsOf(sentence).join(' ')} `;
    return !said.some((each) => each.includes(words));
  });
  if (target !== null && sentences.length === 0) return reject('evidence', '');
  const isFound = sentences.length - missing.length >= sentences.length * LEAST_EVIDENCE;
  return isFound ? null : reject('evidence', missing[0] ?? '');
}

/** Does it speak of what the headlines and the first sentences speak of? A translation shares no words with them; the evidence it rests on does. */
function faultOfMatter(summary: string, evidence: readonly string[], { shown, language, target }: Ask): Summary | null {
  const openings = shown.flatMap(({ headline, text }) => [
    headline,
    ...splitSentences(text, language).slice(0, OPENING),
  ]);
  const matter = new Set(openings.flatMap((each) => termsOf(each, language)));
  const own = target === null ? summary : evidence.join('\n');
  const isOfIt =
    termsOf(own, language).some((term) => matter.has(term)) &&
    (target === null || sharesMatter(shown.map(({ text }) => text).join('\n'), summary, language ?? 'und', target));
  return isOfIt ? null : reject('off-topic', '');
}

function keepSupported(summary: string, ask: Ask): Summary {
  const sentences = splitSentences(summary, ask.target ?? ask.language);
  const first = faultsOf(sentences, ask);
  const standing = sentences.filter((sentence) => !first.some((fault) => fault.sentence.includes(sentence)));
  const kept = fitting(
    standing.filter((sentence, at) => standsAlone(sentence, standing[at - 1], sentences, ask)),
    ask,
  );
  const [fault] = first;
  if (fault !== undefined && kept.length * 2 < sentences.length) return reject(fault.reason, fault.detail);
  if (kept.length === 0) return reject('too-long', '');
  const text = kept.join(' ');
  if (countWords(text) < FEWEST_WORDS) return reject('too-short', text);
  // What was blamed on no single sentence comes up again.
  const [left] = kept.length === sentences.length ? first : faultsOf(kept, ask);
  return left === undefined ? { kind: 'accepted', text } : reject(left.reason, left.detail);
}

function faultsOf(sentences: readonly string[], { shown, language, target }: Ask): readonly Unsupported[] {
  const source = shown.map(({ publisher, headline, text }) => `${headline}\n${text}\n${publisher}`).join('\n');
  const told = sentences.join(' ');
  const { unsupported } =
    target === null ? checkFaithful(source, told) : checkTranslation(source, told, language ?? 'und', target);
  return unsupported;
}

/** A sentence that leans on the one before it goes with it. */
function standsAlone(
  sentence: string,
  before: string | undefined,
  sentences: readonly string[],
  { language, target }: Ask,
): boolean {
  const was = sentences[sentences.indexOf(sentence) - 1];
  return was === undefined || was === before || !leansBack(sentence, target ?? language);
}

/** The first sentences, as many as the style has room for. */
function fitting(sentences: readonly string[], { style }: Ask): readonly string[] {
  const { most, words } = STYLES[style];
  const kept: string[] = [];
  for (const sentence of sentences.slice(0, most)) {
    if (countWords([...kept, sentence].join(' ')) > words * TOLERANCE) break;
    kept.push(sentence);
  }
  return kept;
}
