import { splitSentences } from '../text/sentences.ts';
import { countWords } from '../text/words.ts';
import { isBoilerplate, isWhole, stripBullet, stripDateline } from './clean.ts';
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
  /** It needs the sentence before it. */
  readonly leans: boolean;
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
  const plain = stripBullet(sentence);
  const text = place < MAY_HAVE_DATELINE ? stripDateline(plain) : plain;
  const terms = termsOf(text, language);
  return {
    text,
    article,
    place,
    words: countWords(text),
    terms,
    vocabulary: new Set(terms),
    leans: leansBack(text, language),
  };
}
