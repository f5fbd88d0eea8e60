import { clip } from '../text/clip.ts';
import { splitSentences } from '../text/sentences.ts';
import { countWords, foldWord, wordsOf } from '../text/words.ts';
import spoken from './amendments.json' with { type: 'json' };

/** An article's words, in which its source may say that it made a mistake. */
export interface Worded {
  readonly headline: string;
  /** Plain text, paragraphs separated by line breaks. */
  readonly text: string;
  /** BCP 47; null when unknown. */
  readonly language: string | null;
}

/** Two say what was wrong and what is right. */
const MOST_SENTENCES = 2;
/** In UTF-16 units: it stands above a summary. */
const LONGEST_SENTENCE = 280;
/** What stands in the place of an article is short; a longer text speaks of somebody else's. */
const NOTICE_WORDS = 90;
/** A notice begins with what it has to say, behind a label at most. */
const NOTICE_BEGINS_WITHIN = 5;
/** Words a label in a text may have beside its own: "Correction, 3 May 2026:". */
const BESIDE_LABEL = 4;

interface Cues {
  /** Folded, one blank between words; so are the phrases. */
  readonly labels: readonly string[];
  readonly phrases: readonly string[];
}

/** How sources speak of their mistakes, in all languages at once: an article's own is often not known, or wrong. */
const CORRECTED = cuesOf('corrected');
const WITHDRAWN = cuesOf('withdrawn');

/** What a source says of having taken an article back, when its words say little else any more; null while the article stands. */
export function withdrawalIn({ headline, text, language }: Worded): string | null {
  const sentences = countWords(text) <= NOTICE_WORDS ? splitSentences(text, language) : [];
  const at = sentences.findIndex(isNotice);
  if (at !== -1) return toldFrom(sentences, at);
  return labelOf(headline, WITHDRAWN, IN_HEADLINE) === null && !isNotice(headline)
    ? null
    : toldFrom(splitSentences(text, language), 0) || headline;
}

/** The sentences in which an article says that it was corrected and did not say so before; null when it does not. */
export function correctionIn(before: Pick<Worded, 'headline' | 'text'>, after: Worded): readonly string[] | null {
  const said = correctionBeside(before.text, after);
  if (said !== null) return said;
  return isMarkedCorrected(after) && !isMarkedCorrected(before) ? [unlabelled(after.headline, IN_HEADLINE)] : null;
}

/** Whether a headline begins as agencies mark a corrected text: "CORRECTED-Bank raises its rate". */
export function isMarkedCorrected({ headline }: Pick<Worded, 'headline'>): boolean {
  return labelOf(headline, CORRECTED, IN_HEADLINE) !== null;
}

function cuesOf(kind: 'corrected' | 'withdrawn'): Cues {
  const all = Object.values(spoken).map(({ article, [kind]: cues }) => ({
    labels: cues.labels,
    phrases: cues.phrases.flatMap((phrase) => article.map((name) => phrase.replace('{article}', name))),
  }));
  return {
    labels: all.flatMap(({ labels }) => labels.map(folded)),
    phrases: [...new Set(all.flatMap(({ phrases }) => phrases.map(folded)))],
  };
}

function isNotice(sentence: string): boolean {
  const words = foldedWords(sentence);
  const text = ` ${words.join(' ')} `;
  return WITHDRAWN.phrases.some((phrase) => {
    const at = text.indexOf(` ${phrase} `);
    return at !== -1 && text.slice(0, at).split(' ').length <= NOTICE_BEGINS_WITHIN;
  });
}

function toldFrom(sentences: readonly string[], at: number): string {
  return sentences
    .slice(at, at + MOST_SENTENCES)
    .map((each) => clip(each, LONGEST_SENTENCE))
    .join(' ');
}

function correctionBeside(before: string, { text, language }: Worded): readonly string[] | null {
  const known = folded(before);
  const paragraphs = text.split('\n').map((line) => splitSentences(line, language));
  for (const [i, sentences] of paragraphs.entries()) {
    const at = sentences.findIndex((each) => isCorrection(each) && !known.includes(folded(each)));
    if (at === -1) continue;
    const isTitle = unlabelled(sentences[at] ?? '', IN_TEXT) === '';
    const told = [...sentences.slice(at + Number(isTitle)), ...(isTitle ? (paragraphs[i + 1] ?? []) : [])];
    if (told.length > 0)
      return told.slice(0, MOST_SENTENCES).map((each) => clip(unlabelled(each, IN_TEXT), LONGEST_SENTENCE));
  }
  return null;
}

function isCorrection(sentence: string): boolean {
  const text = ` ${folded(sentence)} `;
  return (
    labelOf(sentence, CORRECTED, IN_TEXT) !== null || CORRECTED.phrases.some((phrase) => text.includes(` ${phrase} `))
  );
}

/** What may stand beside a label before its stop. */
const IN_HEADLINE = { beside: 0, isShouted: true };
const IN_TEXT = { beside: BESIDE_LABEL, isShouted: false };

/** A label is set off from what it labels: by a colon, a dash, a stroke, or brackets around both. */
const HEAD = /^(?<open>[\s([*"“«]*)(?<words>[^:–—|()[\]-]{2,80}?)(?<stop>\s*[:–—|)\]]\s*|\s+-\s+|-|\s*$)/u;

/** The part of a sentence that labels it, with its stop; null when nothing does. In a headline a label that is no correction must be in capitals, as agencies write it: "Kill Bill" is a film. */
function labelOf(
  sentence: string,
  { labels }: Cues,
  { beside, isShouted }: { readonly beside: number; readonly isShouted: boolean },
): string | null {
  const { open = '', words = '', stop = '' } = HEAD.exec(sentence)?.groups ?? {};
  const head = foldedWords(words);
  const label = labels.find((each) => ` ${head.join(' ')} `.startsWith(` ${each} `));
  if (label === undefined) return null;
  const spare = stop.trim() === '' ? 0 : open.includes('(') ? Number.POSITIVE_INFINITY : beside;
  const needsCapitals = stop === '-' || (isShouted && stop.trim() !== ':');
  if (head.length - label.split(' ').length > spare) return null;
  return needsCapitals && words !== words.toUpperCase() ? null : `${open}${words}${stop}`;
}

/** A sentence in brackets keeps its label, which is its verb: "(Corrects the name of the mayor)". */
function unlabelled(sentence: string, where: typeof IN_TEXT): string {
  const label = labelOf(sentence, CORRECTED, where) ?? '';
  const bare = label.trimStart().startsWith('(') ? sentence : sentence.slice(label.length).trim();
  return bare.slice(0, 1).toUpperCase() + bare.slice(1);
}

function folded(text: string): string {
  return foldedWords(text).join(' ');
}

function foldedWords(text: string): readonly string[] {
  return wordsOf(text).map(foldWord);
}
