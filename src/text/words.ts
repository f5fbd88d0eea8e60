/** Scripts that are written without blanks between words: a run of them is cut by a dictionary. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const UNSPACED_RUN = new RegExp(`[${UNSPACED.source.slice(1, -1)}\\p{M}]+`, 'gu');
/** Letters with their marks, or a number with its separators ("12,500", "3.5"). An apostrophe ends a word. */
const WORD = /\p{N}+(?:[.,]\p{N}+)+(?![\p{L}\p{M}])|[\p{L}\p{M}\p{N}]+/gu;
/** Chinese, Japanese and Thai newspapers need about this many letters to say what one English word says. */
const LETTERS_A_WORD = 1.7;

/** Marks that are decoration in their script (accents, Arabic vowel signs, Hebrew points); the vowel signs of Indic scripts are letters and stay. */
const DECORATION = /[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0640\u064b-\u065f\u0670]/gu;
const LATIN_LETTERS: ReadonlyMap<string, string> = new Map(
  Object.entries({ ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i', ħ: 'h' }),
);
const LATIN_LETTER = new RegExp(`[${[...LATIN_LETTERS.keys()].join('')}]`, 'gu');

let dictionary: Intl.Segmenter | undefined;

/** The words of a text in order, lower case and in compatibility form (NFKC); Chinese, Japanese and Thai are cut by a dictionary. */
export function wordsOf(text: string): readonly string[] {
  const words: readonly string[] = text.normalize('NFKC').toLowerCase().match(WORD) ?? [];
  return UNSPACED.test(text) ? words.flatMap(cutUnspaced) : words;
}

function cutUnspaced(word: string): readonly string[] {
  if (!UNSPACED.test(word)) return [word];
  dictionary ??= new Intl.Segmenter('zh', { granularity: 'word' });
  return Array.from(dictionary.segment(word), ({ segment }) => segment);
}

/** A word without case and accents, for comparing what two writers spell differently: Müller and MULLER, Łódź and lodz. */
export function foldWord(word: string): string {
  return word
    .normalize('NFKD')
    .toLowerCase()
    .replace(DECORATION, '')
    .replace(LATIN_LETTER, (letter) => LATIN_LETTERS.get(letter) ?? letter)
    .normalize('NFC');
}

/** How many words a text has: what stands between blanks, and in scripts without blanks a share of the letters. */
export function countWords(text: string): number {
  let unspaced = 0;
  const spaced = UNSPACED.test(text)
    ? text.replace(UNSPACED_RUN, (run) => {
        unspaced += run.length;
        return ' ';
      })
    : text;
  return (spaced.match(/\S+/gu)?.length ?? 0) + Math.ceil(unspaced / LETTERS_A_WORD);
}
