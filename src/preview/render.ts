import { styleText } from 'node:util';
import type { Digest, Item } from '../domain/digest.ts';
import type { Block, Renderer } from '../domain/messenger.ts';
import { plainText } from '../domain/rich.ts';
import { creditInWords, footInWords, headInWords } from '../phrases/frame.ts';
import { headlineInWords, textInWords } from '../phrases/update.ts';
import { isolate } from '../text/isolate.ts';
import { oneLine } from '../text/one-line.ts';

/** What the terminal can do. */
export interface Screen {
  /** Columns. */
  readonly width: number;
  readonly hasColours: boolean;
}

type Style = Parameters<typeof styleText>[0];

/** A line longer than this is hard to read, however wide the window. */
const WIDEST = 100;
const INDENT = '   ';

/** Draws a digest as lines of plain text, with colours where the screen has them. */
export function createTerminalRenderer(screen: Screen): Renderer {
  const width = Math.max(20, Math.min(screen.width, WIDEST));
  const paint = (style: Style, text: string): string =>
    screen.hasColours ? styleText(style, text, { validateStream: false }) : text;
  return {
    platform: 'terminal',
    limits: {},
    head: (digest) =>
      block(
        wrap(plainText(headInWords(digest)), width, '').map((line) => paint('bold', line)),
        null,
      ),
    story: (item, number, digest) => block(drawStory(item, number, digest, width, paint), item.story),
    foot: (digest) =>
      block(
        wrap(plainText(footInWords(digest)), width, '').map((line) => paint('dim', line)),
        null,
      ),
    join: (blocks) => JSON.stringify({ text: blocks.map((each) => String(each.content)).join('\n\n') }),
  };
}

function block(lines: readonly string[], story: Block['story']): Block {
  const content = lines.join('\n');
  return { content, size: {}, story };
}

function drawStory(
  item: Item,
  number: number,
  { language }: Digest,
  width: number,
  paint: (style: Style, text: string) => string,
): readonly string[] {
  const headline = `${number}. ${isolate(headlineInWords(item, language))}`;
  const text = textInWords(item, language)
    .split('\n')
    .filter((line) => line !== '');
  const credit = creditInWords(item, language);
  return [
    ...wrap(headline, width, INDENT).map((line) => paint(['bold', 'cyan'], line)),
    ...text.flatMap((line) => wrap(INDENT + line, width, INDENT)),
    ...(credit === '' ? [] : wrap(INDENT + credit, width, INDENT).map((line) => paint('dim', line))),
    ...(item.link === null ? [] : [paint(['dim', 'underline'], INDENT + oneLine(item.link))]),
  ];
}

/** Breaks a text at spaces into lines of at most `width` columns; a longer word (an address) stays whole. */
export function wrap(text: string, width: number, indent: string): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/(?<=\S) +(?=\S)/u)) {
    if (line !== '' && columns(line) + 1 + columns(word) > width) {
      lines.push(line);
      line = indent + word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

/** East Asian characters and emoji take two columns (Unicode's Standard Annex 11), marks and what is invisible none. */
function columns(text: string): number {
  const wide =
    text.match(
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/gu,
    )?.length ?? 0;
  const marks = text.match(/[\p{Mn}\p{Cf}]/gu)?.length ?? 0;
  return [...text].length + wide - marks;
}
