import phrases from './page-phrases.json' with { type: 'json' };

/** A label that opens a box or the end of the page: "Related topics", "Mehr zum Thema". */
const LABEL = new RegExp(`^(?:${phrases.labels.join('|')})\\s*[:»>…]?$`, 'iu');

/** "Read more: …" and its like in front of another article's title. */
const POINTER = new RegExp(`^(?:${phrases.pointers.join('|')})\\s*[:|»>–-]`, 'iu');

/** The words of a button, a counter, a lone address. */
const CONTROL = new RegExp(`^(?:${phrases.controls.join('|')})$`, 'iu');

/** What is asked of the reader; a real paragraph that begins so is longer than this. */
const REQUEST = new RegExp(`^(?:${phrases.requests.join('|')}).{0,220}$`, 'iu');

const MENTION = new RegExp(phrases.mentions.join('|'), 'iu');

const PICTURE_CREDITS = [
  /^\(?(?:photo|image|picture|pic|foto|bild|credit|source|getty|copyright|quelle|©)s?(?: credit| by| courtesy)?\s*[:©]/iu,
  /\((?:image|photo|picture|pic|credit|foto|bild|image credit)s?\s*[:©/][^)]*\)\s*$/iu,
  /(?:getty images|\bAP photo\b|shutterstock|afp\/getty|\bepa\b|reuters\/|istock|picture alliance)[^.]{0,40}\)?$/iu,
];

const RIGHTS = /(?:©|\(c\)|copyright\b).{0,80}(?:19|20)\d\d/iu;

/** "Updated 12 May", "Veröffentlicht: …" and the rest of such a line. */
const STAMP =
  /^\|?\s*(?:(?:first )?(?:published|posted|updated)|last (?:updated|modified)|publi(?:é|cado|cato)|aktualisiert|veröffentlicht|stand|retrieved|опубликовано|обновлено)\b.{0,90}$/iu;

const CLOCKS = [
  /^\d+ (?:mins?|hours?|stunden|minuten) ago\s*\d{1,2}[:.]\d{2}\b.{0,40}$/iu,
  /^\d{1,2}[:.]\d{2}\s*(?:uhr|[ap]\.?m\.?)?\s*\p{Lu}[\p{L} .'’-]{2,40}$/u,
];

/** "By Ann Bell and Tom Reed, Harbour Times". */
const BYLINE =
  /^(?:[Bb]y|BY|[Vv]on|[Pp]ar|[Pp]or|di|de|[Dd]oor|[Aa]v|[Aa]f)\s+\p{Lu}[\p{L}.'’-]+(?:[\s,]+(?:and|und|et|y|e|&|\p{Lu}[\p{L}.'’-]*))*[^.]{0,60}$/u;

const ABOUT_WRITERS = [
  /^(?:reporting|editing|writing|compiled) by\b|^(?:additional )?reporting by/iu,
  /^follow\b.*(?:on )?(?:twitter|facebook|instagram|@\w+)/iu,
  /^\p{Lu}[\p{L}.'’ -]{3,40} is (?:a|an|the) (?:\p{L}+[\s-]){0,5}(?:reporter|writer|editor|journalist|correspondent|columnist|contributor|producer)\b/u,
  /^this (?:article|story|post) (?:was|is|has been|originally|first|may contain)\b.{0,160}$/iu,
  /^citation\s*:/iu,
];

/** "SPORT NEWS | another title". */
const KICKER = /^[\p{Lu}\s]{8,}\|\s/u;

const CLUTTER_LINES = [
  POINTER,
  CONTROL,
  REQUEST,
  MENTION,
  RIGHTS,
  STAMP,
  BYLINE,
  KICKER,
  ...PICTURE_CREDITS,
  ...CLOCKS,
  ...ABOUT_WRITERS,
];

const MONTHS = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?';
const DATE = new RegExp(
  `\\b(?:${MONTHS}\\s+\\d{1,2}(?:st|nd|rd|th)?,?\\s+\\d{4}|\\d{1,2}(?:st|nd|rd|th)?\\s+(?:de\\s+)?\\p{L}+\\.?\\s+(?:de\\s+)?\\d{4}|\\d{1,4}[./-]\\d{1,2}[./-]\\d{2,4})|\\d{4}年`,
  'iu',
);

/** What is longer is text; some of the patterns take long over long lines. */
const LONGEST = 800;

/** Is this whole line a heading over other articles, tags or the site's own matters? */
export function isLabel(line: string): boolean {
  return line.length <= LONGEST && LABEL.test(line);
}

/** Does the line name the writers and nothing else? */
export function isByline(line: string): boolean {
  return line.length <= LONGEST && BYLINE.test(line);
}

/** Is this line something sites put around and between an article's paragraphs? */
export function isClutterLine(line: string): boolean {
  return line.length <= LONGEST && CLUTTER_LINES.some((pattern) => pattern.test(line));
}

/** Does the line give a calendar date and end without a full stop, as a dateline does and a sentence does not? */
export function isDateLine(line: string): boolean {
  return DATE.test(line) && !/[.!?]["”’]?$/u.test(line.replace(/\b[ap]\.m\.$/iu, ''));
}
