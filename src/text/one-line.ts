/**
 * Characters that command instead of telling: controls (a terminal's escape among them), line and paragraph separators, bidirectional embeddings and
 * overrides (which let a headline reverse what stands after it), interlinear marks and Unicode's tag characters. Joiners stay: scripts need them.
 */
const COMMANDING =
  /[\p{Cc}\u2028\u2029\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;

/** Text from outside as one harmless line: commanding characters become a space, white space is collapsed. */
export function oneLine(text: string): string {
  return text.toWellFormed().replace(COMMANDING, ' ').replace(/\s+/gu, ' ').trim();
}

/** Text of several lines, each made harmless, its outer blanks kept: they part it from what stands beside it. */
export function harmlessLines(text: string): string {
  return text
    .split('\n')
    .map((line) => line.replace(/\S(?:.*\S)?/su, (inner) => oneLine(inner)))
    .join('\n');
}
