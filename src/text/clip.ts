import { splitSentences } from './sentences.ts';

const ELLIPSIS = '…';
/** A clip that ends with a sentence must use this share of the room, else more is told by cutting the next sentence. */
const LEAST_AT_SENTENCE = 0.5;
/** A clip that ends with a word must use this share of the room, else the text has no blanks (Chinese, an address) and is cut between letters. */
const LEAST_AT_WORD = 0.6;
/** What follows the cut decides whether a stop there ends a sentence ("U.S. troops"). */
const LOOK_AHEAD = 80;
/** White space, and signs of direction of a line that is left out. */
const UNSEEN_END = /[\s\u200e\u200f]+$/u;
const LOOSE_END = /[\s\u200e\u200f,;:–—\-([{“‘«"'/&]+$/u;

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/**
 * A text of at most `max` UTF-16 units: as it is when it fits, else up to the end of a sentence, else up to a word and with an ellipsis.
 * Never cuts inside a letter, whatever marks or joined emoji it has; when nothing fits, nothing is left.
 */
export function clip(text: string, max: number): string {
  if (text.length <= max) return text;
  const end = sentenceEnd(text, max);
  return end >= max * LEAST_AT_SENTENCE ? text.slice(0, end).replace(UNSEEN_END, '') : clipInSentence(text, max);
}

/**
 * The same for what is no sentence, a headline: it ends with a word and an ellipsis, so that people see that there is more. Something is always left, be
 * it part of a letter: a headline of one letter with hundreds of marks is no headline, but a link hangs on it.
 */
export function clipAtWord(text: string, max: number): string {
  if (text.length <= max) return text;
  return (
    clipInSentence(text, max) || text.slice(0, Math.max(0, max - ELLIPSIS.length)).replace(/\p{Cs}$/u, '') + ELLIPSIS
  );
}

/** Where the last whole sentence within `max` ends; 0 when none does. */
function sentenceEnd(text: string, max: number): number {
  let end = 0;
  for (const sentence of splitSentences(text.slice(0, max + LOOK_AHEAD))) {
    const next = skipLetters(text, end, sentence);
    if (next > max) break;
    end = next;
  }
  return end;
}

/** The place behind a sentence that starts at or after `from`: its letters count, white space does not, for sentences have theirs collapsed. */
function skipLetters(text: string, from: number, sentence: string): number {
  let at = from;
  for (const unit of sentence.replace(/\s+/gu, '')) at = text.indexOf(unit, at) + unit.length;
  return at;
}

function clipInSentence(text: string, max: number): string {
  const room = max - ELLIPSIS.length;
  if (room < 0) return '';
  const letters = text.slice(0, letterEnd(text, room));
  const word = /\s/u.test(text.charAt(letters.length)) ? letters : letters.replace(/\s\S*$/u, '');
  const kept = (word.length >= room * LEAST_AT_WORD ? word : letters).replace(LOOSE_END, '');
  return kept === '' ? '' : kept + ELLIPSIS;
}

/** The last place up to `room` that stands between two letters as people see them. */
function letterEnd(text: string, room: number): number {
  let end = 0;
  for (const { index, segment } of graphemes.segment(text.slice(0, room + LOOK_AHEAD))) {
    if (index + segment.length > room) break;
    end = index + segment.length;
  }
  return end;
}
