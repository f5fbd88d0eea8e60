import type { Run } from '../../src/web/runs.ts';

/** How a stretch of text is set: size in pixels, colours as in CSS. */
export interface Setting {
  readonly size: number;
  readonly colour: string;
  readonly linkColour: string;
  readonly isBold: boolean;
}

/** A word or more at its place in a line. */
interface Piece {
  readonly text: string;
  readonly width: number;
  readonly run: Run;
}

/** Text broken into lines, in SVG, with the height it takes. */
export interface Typeset {
  readonly svg: string;
  readonly height: number;
}

const LEADING = 1.4;
/** The baseline's place in a line. */
const ASCENT = 1.02;

/** Sets runs as lines no wider than `width`, the first line's top at y. Every piece says how long it is, so that no viewer's font breaks the lines. */
export function typeset(runs: readonly Run[], at: { x: number; y: number; width: number }, setting: Setting): Typeset {
  const lines = breakLines(runs, at.width, setting);
  const leading = setting.size * LEADING;
  const drawn = lines.map((line, i) => drawLine(line, at.x, at.y + i * leading + setting.size * ASCENT, setting));
  return { svg: drawn.join(''), height: lines.length * leading };
}

function breakLines(runs: readonly Run[], width: number, setting: Setting): readonly (readonly Piece[])[] {
  const lines: Piece[][] = [[]];
  let used = 0;
  for (const run of runs) {
    for (const text of run.text.split(/(\n)|(?<=\s)(?=\S)/u)) {
      if (text === undefined || text === '') continue;
      const wide = widthOf(text, run, setting);
      if (text === '\n' || used + widthOf(text.trimEnd(), run, setting) > width) {
        lines.push([]);
        used = 0;
      }
      if (text === '\n') continue;
      lines.at(-1)?.push({ text, width: wide, run });
      used += wide;
    }
  }
  return lines;
}

function drawLine(line: readonly Piece[], left: number, baseline: number, setting: Setting): string {
  let x = left;
  return joinPieces(line)
    .map((piece) => {
      const drawn = drawPiece(piece, x, baseline, setting);
      x += piece.width;
      return drawn;
    })
    .join('');
}

/** Words of one run in one line are set as one. */
function joinPieces(line: readonly Piece[]): readonly Piece[] {
  const joined: Piece[] = [];
  for (const piece of line) {
    const last = joined.at(-1);
    if (last?.run === piece.run)
      joined[joined.length - 1] = { ...last, text: last.text + piece.text, width: last.width + piece.width };
    else joined.push(piece);
  }
  return joined;
}

function drawPiece({ text, width, run }: Piece, x: number, y: number, setting: Setting): string {
  const shown = text.trimEnd();
  if (shown === '') return '';
  const colour = run.href === null ? setting.colour : setting.linkColour;
  const weight = isBold(run, setting) ? ' font-weight="700"' : '';
  const slant = run.forms.includes('italic') ? ' font-style="italic"' : '';
  const length = width - (text.length - shown.length) * widthOf(' ', run, setting);
  const place = `x="${round(x)}" y="${round(y)}" textLength="${round(length)}" lengthAdjust="spacingAndGlyphs"`;
  return `<text ${place} font-size="${setting.size}" fill="${colour}"${weight}${slant}>${escapeXml(shown)}</text>\n`;
}

function isBold({ forms }: Run, setting: Setting): boolean {
  return setting.isBold || forms.includes('bold');
}

/** Advance widths of Helvetica, the same as Arial's, in thousandths of the size; a letter that is not listed has the width of most. */
const WIDTHS: readonly (readonly [number, string])[] = [
  [222, "ijl'’‘"],
  [278, ' !,./:;I[\\]ft\u00a0'],
  [333, '()-r“”`{|}'],
  [389, '*'],
  [500, 'ckvxyzsJ'],
  [584, '+<=>~'],
  [611, 'FTZ'],
  [667, 'ABEKPSVXY&'],
  [722, 'CDHNRUw'],
  [778, 'GOQ'],
  [833, 'mM'],
  [944, 'W—'],
  [1015, '@'],
];
const USUAL_WIDTH = 556;
const WIDTH_OF = new Map(WIDTHS.flatMap(([width, letters]) => [...letters].map((letter) => [letter, width] as const)));
/** How much wider bold type runs. */
const BOLD = 1.07;

function widthOf(text: string, run: Run, setting: Setting): number {
  const thousandths = [...text].reduce((sum, letter) => sum + (WIDTH_OF.get(letter) ?? USUAL_WIDTH), 0);
  return (thousandths / 1000) * setting.size * (isBold(run, setting) ? BOLD : 1);
}

export function round(length: number): number {
  return Math.round(length * 10) / 10;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
