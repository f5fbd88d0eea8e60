import { countWords } from '../text/words.ts';

/** Where and when a text was filed, and by whom, at its head: "WASHINGTON (AP) —", "(CNN)", "Karachi, Feb 1 (APP - 1st Feb, 2022) :". */
const AGENCY_FIRST =
  /^\(?(?:CNN|AP|Reuters|AFP|BBC|UPI|APP|dpa|EFE|ANSA|TASS)\)?(?:\s*(?:--|[-–—:])\s*|(?<=\))\s*)(?=[\p{Lu}"“'‘\d])/u;
const PLACE_AND_AGENCY =
  /^(\p{Lu}[\p{L}.'’-]*(?:[ ,/]+(?:\p{Lu}[\p{L}.'’-]*|\d{1,4}|of|de))*[ ,]*\s*\(([^()]{2,70})\)\s*(?:--|[-–—:])?\s*:?\s*)(?=[\p{Lu}"“'‘«\d])/u;
const PLACE_THEN_AGENCY = /^(\p{Lu}[\p{L}.'’ ]{1,30},\s*([^-–—.!?;:]{2,40}?)\s*(?:-\s?-|[-–—])\s+)(?=[\p{Lu}"“'‘«])/u;
const PLACE_IN_CAPITALS = /^\p{Lu}[\p{Lu} .,'’-]{2,30}(?:,\s*[\p{L}. ]{2,20})?\s*(?:--?|[–—])\s+(?=[\p{Lu}"“'‘])/u;
const SITE_FIRST =
  /^(?:\p{Lu}[\p{L}\d-]*\.(?:com|net|org|co|id|vn|fr)\b|\(?(?:TTO|NLĐO|VOV|TTXVN|Dân trí)\)?)(?:,[^-–—]{2,30})?\s*(?:--?|[–—])\s+(?=[\p{Lu}"“'‘])/u;
const AGENCY_INSIDE =
  /\b(?:CNN|AP|AFP|APP|UPI|BBC|PTI|ANI|IANS|EFE|ANSA|dpa|Reuters|Xinhua|Sputnik|News|Press|Agency|Times|Post|Online)\b|\d{4}/u;

/** A place alone before a dash, or before a colon in Urdu and Arabic: "Port Orsola – The …". Of any other sentence it may be the subject. */
const PLACE_ALONE =
  /^\p{Lu}[\p{L}.'’-]*(?: \p{Lu}[\p{L}.'’-]*){0,2}(?:, [^-–—.!?;:]{2,24})?\s+[-–—]\s+(?=[\p{Lu}"“'‘«„])/u;
const ARABIC_PLACE =
  /^\p{Script=Arabic}+(?: \p{Script=Arabic}+){0,2}\s*(?:\([^()]{2,40}\)\s*)?[:–—]\s*(?=["“”’‘«(]?\p{Script=Arabic})/u;
/** An agency's name behind the last stop. */
const AGENCY_LAST =
  /(?<=[.!?]["”»]?)\s+[(/–—-]\s?(?:CNN|AP|Reuters|AFP|BBC|UPI|APP|dpa|EFE|ANSA|TASS|ТАСС|Интерфакс)(?:[/, ]{1,2}[\p{L}]{2,12})*[)/]?\.?$/u;

/** A picture's caption and credit run into the text: "Voters in Lille on Sunday (Photo: AFP) The count …". */
const CAPTION =
  /^.{0,160}?[-–—(|,.\s]\s*(?:Photo|Picture|Image|Foto|Ảnh|Crédit photo)(?:\s+by)?\s*:\s*\p{Lu}[\p{L}.]*(?:\/\p{Lu}[\p{L}.]*)?\)?[.,]?\s+(?=[\p{Lu}"“])/u;

/** A list's sign, or a dash left over from a line above. */
const BULLET = /^(?:[-–—•*▪·>]+\s+)+/u;

/** What a site says about itself, its reader or its pictures. */
const STANDING =
  /^(?:editor['’]s note|read more|click here|watch:|see also|share this|related:?|advertisement|photo:|image (?:caption|copyright|source)|media (?:caption|playback)|scroll down|follow (?:us|@|live|coverage)|sign up|subscribe|copyright|all rights reserved|updated:|published:|last updated|more:|video:|listen to|download the|get the latest|this (?:story|article|video) (?:has been|was|is) (?:updated|corrected|first|originally|not)|the-cnn-wire|à lire aussi|lire aussi|voir aussi|baca juga|lihat juga|simak juga|lesen sie auch|lea también|leia também|leggi anche|lees ook|читайте также|xem thêm|ảnh:|>>)/iu;
const ABOUT_THE_SITE =
  /contributed to this (?:report|story)|all rights reserved|©|click (?:here|on the)|follow (?:us|him|her|@\w+) on (?:twitter|facebook|instagram|x\b)|terms of use|privacy policy|e-?mail (?:this )?to a friend|(?:enable|turn on) javascript|may not be (?:published|reproduced|redistributed)/iu;

const ENDS_WHOLE = /[.!?。！？।۔؟…]["”’'»›)\]」』）]*$/u;
/** A small letter, but for names like iPhone. */
const STARTS_INSIDE = /^\p{Ll}(?!\p{Lu})/u;
/** Shorter remains are not worth a dateline's removal: it was no dateline. */
const SHORTEST_REST = 25;
const LONGEST_DATELINE = 110;
/** A heading or a caption has fewer words than a sentence that a summary could need. */
const FEWEST_WORDS = 4;

/** A sentence without the sign of a list before it. */
export function stripBullet(sentence: string): string {
  return sentence.replace(BULLET, '');
}

/** The first sentence of a text without the place it was filed from, where that stands alone; a dash more is the end of an aside. */
export function stripPlace(sentence: string): string {
  const rest = sentence.replace(ARABIC_PLACE, '').replace(PLACE_ALONE, '');
  const dashes = rest.match(/\s[-–—]\s/gu)?.length ?? 0;
  return rest.length >= SHORTEST_REST && dashes % 2 === 0 ? rest : sentence;
}

/** A sentence without the agency named behind it. */
export function stripCredit(sentence: string): string {
  return sentence.replace(AGENCY_LAST, '');
}

/** A sentence without a dateline, an agency or a caption at its head; the rest stands as it was. */
export function stripDateline(sentence: string): string {
  const bare = withoutAgency(sentence.replace(CAPTION, '')).trim();
  for (const head of [AGENCY_FIRST, SITE_FIRST, PLACE_IN_CAPITALS]) {
    const rest = bare.replace(head, '');
    if (rest !== bare) return rest.length >= SHORTEST_REST ? rest : sentence;
  }
  return bare.length >= SHORTEST_REST ? bare : sentence;
}

/** A place with something beside it is a dateline only when that is an agency, a paper or a year. */
function withoutAgency(sentence: string): string {
  const found = PLACE_AND_AGENCY.exec(sentence) ?? PLACE_THEN_AGENCY.exec(sentence);
  const [, head = '', inside = ''] = found ?? [];
  return head !== '' && head.length <= LONGEST_DATELINE && AGENCY_INSIDE.test(inside)
    ? sentence.slice(head.length)
    : sentence;
}

/** A line a site adds to its articles: an appeal, a credit, a pointer to another page. */
export function isBoilerplate(sentence: string): boolean {
  return STANDING.test(sentence) || ABOUT_THE_SITE.test(sentence);
}

/** Can people read it by itself: more than a heading, with a beginning and an end? */
export function isWhole(sentence: string): boolean {
  return ENDS_WHOLE.test(sentence) && !STARTS_INSIDE.test(sentence) && countWords(sentence) >= FEWEST_WORDS;
}
