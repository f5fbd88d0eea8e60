import { plainText, type Rich, type Span } from '../domain/rich.ts';
import { clip } from '../text/clip.ts';
import { asMessage, type Drawn, MOST } from './render.ts';
import { drawRich, entitiesOf, fitHtml, sizeOf } from './rich.ts';

/** The bot's words as the fewest messages that hold them. */
export function drawText(text: Rich): readonly Drawn[] {
  return packLines(splitLines(text).map(drawLine)).map((text) => asMessage(text));
}

/** Broken between lines before it is drawn, so that no mark-up spans two messages. */
function splitLines(text: Rich): readonly Rich[] {
  const lines: Span[][] = [[]];
  for (const span of text) {
    const [first = '', ...rest] = span.text.split('\n');
    lines.at(-1)?.push({ ...span, text: first });
    for (const each of rest) lines.push([{ ...span, text: each }]);
  }
  return lines;
}

/** A line that fills more than a message by itself loses its form and its end. */
function drawLine(line: Rich): string {
  const drawn = drawRich(line);
  return sizeOf(drawn) > MOST.text || entitiesOf(drawn) > MOST.entities
    ? fitHtml(plainText(line), MOST.text, clip)
    : drawn;
}

function packLines(lines: readonly string[]): readonly string[] {
  const pieces: string[] = [];
  let piece: string | null = null;
  for (const line of lines) {
    const longer: string = piece === null ? line : `${piece}\n${line}`;
    const fits = sizeOf(longer) <= MOST.text && entitiesOf(longer) <= MOST.entities;
    if (!fits && piece !== null) pieces.push(piece);
    piece = fits ? longer : line;
  }
  return piece === null ? pieces : [...pieces, piece];
}
