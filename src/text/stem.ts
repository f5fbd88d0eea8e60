/** Endings taken off English words, the longest first, where at least three letters stay. */
const ENGLISH = /(?<=\w{3})(?:ations?|ings?|edly|ed|ers?|ies|ied|ions?|ments?|ly|es|s|e|y)$/u;
/** Case, number, gender and the commonest verb endings of Russian, Ukrainian, Bulgarian and Serbian. */
const CYRILLIC =
  /(?<=.{3})(?:иями|ями|ами|иях|ях|ах|ого|его|ому|ему|ыми|ими|ией|ость|ости|ется|ются|ился|илась|ать|ять|ить|еть|ает|яет|или|ила|ал[аио]?|ил|ешь|ишь|ые|ие|ый|ий|ой|ей|ая|яя|ою|ею|ую|юю|ом|ем|ов|ев|ам|ям|ия|ии|ию|ья|ье|ью|ет|ит|ут|ют|[аеиоуыьюяй])$/u;
/** In languages without rules of their own, the first letters of a long word are its stem: as good as a stemmer for finding (McNamee and Mayfield 2004). */
const KEPT_LETTERS = 6;
const CYRILLIC_LETTER = /\p{Script=Cyrillic}/u;
const ALPHABETIC = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Armenian}\p{Script=Georgian}\p{M}'’]+$/u;

/**
 * What inflected forms of a word have in common, for comparing texts and never for showing: lower-case words in, stems out.
 * `language` is BCP 47; numbers and words of scripts without inflection by ending stay as they are.
 */
export function stemWord(word: string, language: string | null): string {
  if (word.length <= 3 || /^\p{N}/u.test(word)) return word;
  if (CYRILLIC_LETTER.test(word)) return word.replace(CYRILLIC, '');
  if (!ALPHABETIC.test(word)) return word;
  return language === null || /^en\b/iu.test(language) ? word.replace(ENGLISH, '') : word.slice(0, KEPT_LETTERS);
}
