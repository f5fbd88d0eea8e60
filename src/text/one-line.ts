/**
 * Characters that command instead of telling: controls (a terminal's escape among them), line and paragraph separators, bidirectional embeddings and
 * overrides (which let a headline reverse what stands after it), interlinear marks and Unicode's tag characters. Joiners stay: scripts need them.
 */
const COMMANDING = /[\p{Cc}\u2028\u2029\u200b\u2060\ufeff\u202a-\u202e\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;

/** Signs nobody sees, with nothing beside them: such a line is empty. */
const UNSEEN = /^[\s\u061c\u200c-\u200f\u2066-\u2069]+$/u;
/** Isolates (Unicode's Standard Annex 9): two signs of a pair keep what they enclose to itself, one alone reaches beyond. */
const [ISOLATE_SIGN, OPENS] = [/[\u2066-\u2069]/gu, /[\u2066-\u2068]/u];

/** Text from outside as one harmless line: commanding characters become a space, white space is collapsed. */
export function oneLine(text: string): string {
  const line = dropLooseIsolates(text.toWellFormed().replace(COMMANDING, ' ')).replace(/\s+/gu, ' ').trim();
  return UNSEEN.test(line) ? '' : line;
}

function dropLooseIsolates(text: string): string {
  let open = 0;
  for (const [sign] of text.matchAll(ISOLATE_SIGN)) {
    open += OPENS.test(sign) ? 1 : -1;
    if (open < 0) break;
  }
  return open === 0 ? text : text.replace(ISOLATE_SIGN, ' ');
}

/** Text of several lines, each made harmless, its outer blanks kept: they part it from what stands beside it. */
export function harmlessLines(text: string): string {
  return text
    .split('\n')
    .map((line) => line.replace(/\S(?:.*\S)?/su, (inner) => oneLine(inner)))
    .join('\n');
}
