/** Endings taken off English words, the longest first, where at least three letters stay. */
const ENGLISH = /(?<=\w{3})(?:ations?|ings?|edly|ed|ers?|ies|ied|ions?|ments?|ly|es|s|e|y)$/u;
/** Elsewhere the first letters are the stem: in alphabets as good as a stemmer for finding (McNamee and Mayfield 2004), and better than our Russian endings were. */
const KEPT_LETTERS = 5;
const ALPHABETIC =
  /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Georgian}\p{M}]+$/u;
const LATIN = /^\p{Script=Latin}/u;

/**
 * What inflected forms of a word have in common, for comparing texts and never for showing: a lower-case word in, its stem out.
 * `language` is BCP 47. Numbers and words of scripts whose words do not change their endings stay as they are.
 */
export function stemWord(word: string, language: string | null): string {
  if (word.length <= 3 || !ALPHABETIC.test(word)) return word;
  const isEnglish = LATIN.test(word) && (language === null || /^(?:en|und)\b/iu.test(language));
  return isEnglish ? word.replace(ENGLISH, '') : word.slice(0, KEPT_LETTERS);
}
