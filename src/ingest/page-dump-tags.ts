import { wordsIn } from './page-dom.ts';
import { isLabel } from './page-lines.ts';

const TAGS_LABEL =
  /^(?:related topics|topics|tags?|filed under|themen|schlagw[oö]rte?r?|temas|etiquetas|argomenti|sujets?|теги)\s*:?$/iu;

/** First words of names that are never whole by themselves: United Nations, New Delhi, Saudi Arabia. */
const OPENERS = new Set([
  'united',
  'new',
  'north',
  'south',
  'east',
  'west',
  'saudi',
  'sri',
  'hong',
  'costa',
  'el',
  'san',
  'los',
  'las',
  'prime',
  'supreme',
  'european',
  'african',
  'white',
  'red',
  'world',
  'islamic',
  'human',
  'climate',
  'foreign',
  'high',
  'middle',
]);

/** A longer line is no line of tags. */
const MAX_WORDS = 60;

/** The longest name looked for in the text. */
const MAX_NAME_WORDS = 4;

/**
 * The tags under the label that opens them. A line without separators is cut into names with the help of `text`: words that stand
 * together there belong together, and a word that the text writes small is no name ("Top", "Border").
 */
export function readDumpTags(tail: readonly string[], text: string): readonly string[] {
  const from = tail.findIndex((line) => TAGS_LABEL.test(line)) + 1;
  if (from === 0) return [];
  const after = tail.slice(from);
  const end = after.findIndex(isLabel);
  const lines = end < 0 ? after.slice(0, 1) : after.slice(0, end);
  return [
    ...new Set(lines.flatMap((line) => (/[,;|·]/.test(line) ? line.split(/\s*[,;|·]\s*/) : cutNames(line, text)))),
  ];
}

function cutNames(line: string, text: string): readonly string[] {
  const words = line.split(' ').slice(0, MAX_WORDS);
  const inText = new Set(wordsIn(text));
  const names: string[] = [];
  for (let i = 0; i < words.length; ) {
    const length = nameLength(words.slice(i, i + MAX_NAME_WORDS), text);
    const name = words.slice(i, i + length).join(' ');
    if (length > 1 || !inText.has(name.toLowerCase())) names.push(name);
    i += length;
  }
  return names;
}

function nameLength(words: readonly string[], text: string): number {
  for (let length = words.length; length > 1; length -= 1) {
    if (` ${text} `.includes(` ${words.slice(0, length).join(' ')} `)) return length;
  }
  return words.length > 1 && OPENERS.has((words[0] ?? '').toLowerCase()) ? 2 : 1;
}
