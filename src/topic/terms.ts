import { foldWord } from '../text/words.ts';

/** One searchable word of a text, folded, and where it stands there (UTF-16 offsets, end exclusive). */
export interface Term {
  readonly term: string;
  readonly start: number;
  readonly end: number;
}

/** Scripts written without spaces: each character is a term, so that a word is found inside a run as a phrase of its characters. */
const UNSPACED = String.raw`[[\p{L}\p{N}]&&[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]]`;
const SPACED = String.raw`[[\p{L}\p{N}]--${UNSPACED}]`;
const LETTER = String.raw`[\p{L}--${UNSPACED}]`;
const NUMBER = String.raw`\p{N}+(?:[.,]\p{N}+)*`;

/** In this order: "10 %", 3.5, U.N., AT&T (short before the sign, so that black&white stays two words), C++, C#, one unspaced character, a word. */
const TERM = new RegExp(
  [
    String.raw`${NUMBER}\s{0,2}[%％٪‰]`,
    String.raw`${NUMBER}(?![\p{L}\p{N}\p{M}])`,
    String.raw`${LETTER}(?:\.${LETTER})+(?![\p{L}\p{N}\p{M}])`,
    `${SPACED}{1,3}(?:[&＆]${SPACED}+)+`,
    `${SPACED}+[+＋]{2}`,
    String.raw`${LETTER}[#＃](?![\p{L}\p{N}])`,
    String.raw`${UNSPACED}\p{M}*`,
    String.raw`${SPACED}[${SPACED}\p{M}\p{Cf}]*`,
  ].join('|'),
  'gv',
);

/** The terms of a text in order: whole words, with AT&T, C++, "10 %" and U.N. as one each; hyphens, apostrophes and other signs part words. */
export function termsOf(text: string): readonly Term[] {
  const terms: Term[] = [];
  for (const found of text.matchAll(TERM)) {
    terms.push({ term: foldTerm(found[0]), start: found.index, end: found.index + found[0].length });
  }
  return terms;
}

const THOUSANDS = /^\d{1,3}(?:,\d{3})+%?$/;
const INVISIBLE = /\p{Cf}/gu;
/** Letters that writers of one language take for each other (Arabic and Urdu keyboards, the Greek final s). */
const TWINS: ReadonlyMap<string, string> = new Map(
  Object.entries({ ς: 'σ', ي: 'ی', ى: 'ی', ك: 'ک', ہ: 'ه', ۃ: 'ة', '٪': '%' }),
);
const TWIN = new RegExp(`[${[...TWINS.keys()].join('')}]`, 'gu');

/** One form for every case, Unicode form and set of accents of a term: É is e, U.N. is un, 1,000 is 1000, "10 %" is 10%. */
function foldTerm(written: string): string {
  if (/^[a-z]+$/i.test(written)) return written.toLowerCase();
  const folded = foldWord(written.replaceAll(INVISIBLE, '').replaceAll(/\s/g, '')).replace(
    TWIN,
    (letter) => TWINS.get(letter) ?? letter,
  );
  if (/^\p{L}\./u.test(folded)) return folded.replaceAll('.', '');
  return THOUSANDS.test(folded) ? folded.replaceAll(',', '') : folded;
}
