const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
const [ISOLATE, END_ISOLATE] = ['\u2068', '\u2069'];

/** Keeps right-to-left text from turning around the numbers and commas beside it (Unicode's Standard Annex 9, first strong isolate). */
export function isolate(text: string): string {
  return RIGHT_TO_LEFT.test(text) ? `${ISOLATE}${text}${END_ISOLATE}` : text;
}
