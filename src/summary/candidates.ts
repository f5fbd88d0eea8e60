import { splitSentences } from '../text/sentences.ts';
import { countWords } from '../text/words.ts';
import { isBoilerplate, isWhole, stripBullet, stripCredit, stripDateline, stripPlace } from './clean.ts';
import { leansBack } from './leaning.ts';
import { termsOf } from './terms.ts';

/** A sentence of an article that a summary could take. */
export interface Candidate {
  readonly text: string;
  /** Which of the story's articles, from 0. */
  readonly article: number;
  /** Its place among all sentences of the article, boilerplate counted, from 0. */
  readonly place: number;
  readonly words: number;
  readonly terms: readonly string[];
  /** The terms, each once. */
  readonly vocabulary: ReadonlySet<string>;
  /** It opens with a word that needs the sentence before it. */
  readonly leans: boolean;
  /** It is all quotation: who said it stands in the sentence before it. */
  readonly isSpeech: boolean;
  /** A quotation begins or ends in it whose other end lies in a neighbour. */
  readonly isTorn: boolean;
}

/** News says what matters early; an article's later sentences cost time and are never chosen. */
const MOST_SENTENCES = 80;
const MOST_LETTERS = 60_000;
/** What is longer is no sentence; patterns would take long over it. */
const LONGEST_SENTENCE = 2000;
/** A dateline or a caption stands at the head of the text. */
const MAY_HAVE_DATELINE = 3;
/** With fewer whole sentences the broken ones are better than none. */
const ENOUGH_WHOLE = 2;

/** The sentences of an article worth telling, in order, without datelines and boilerplate. */
export function candidatesOf(text: string, language: string | null, article: number): readonly Candidate[] {
  const sentences = splitSentences(text.slice(0, MOST_LETTERS), language).slice(0, MOST_SENTENCES);
  const all = sentences
    .flatMap((sentence, place) =>
      sentence.length > LONGEST_SENTENCE ? [] : [read(sentence, language, article, place)],
    )
    .filter(({ text: told, words }) => words > 0 && !isBoilerplate(told));
  const whole = all.filter((candidate) => isWhole(candidate.text));
  return whole.length >= ENOUGH_WHOLE ? whole : all;
}

function read(sentence: string, language: string | null, article: number, place: number): Candidate {
  const plain = stripCredit(stripBullet(sentence));
  const headless = place < MAY_HAVE_DATELINE ? stripDateline(plain) : plain;
  const text = place === 0 ? stripPlace(headless) : headless;
  const terms = termsOf(text, language);
  return {
    text,
    article,
    place,
    words: countWords(text),
    terms,
    vocabulary: new Set(terms),
    leans: leansBack(text, language),
    isSpeech: isSpeech(text),
    isTorn: isTorn(text),
  };
}

const QUOTATION = /["“«„][^"“”«»„]*(?:["”»“]|$)/gu;
const END_OF_QUOTATION = /^[^"“”«»„]*["”»]$/u;

/** Nothing is left of it when what is quoted is taken away, opened and closed here or in its neighbours. */
function isSpeech(sentence: string): boolean {
  return !/\p{L}/u.test(sentence.replace(END_OF_QUOTATION, '').replace(QUOTATION, ''));
}

/** Which mark opens and which closes differs from language to language; that they come in pairs does not. */
function isTorn(sentence: string): boolean {
  return [/"/gu, /[“”„]/gu, /[«»]/gu].some((marks) => (sentence.match(marks)?.length ?? 0) % 2 === 1);
}
