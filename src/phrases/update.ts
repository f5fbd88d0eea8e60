import type { Item } from '../domain/digest.ts';
import { oneLine } from '../text/one-line.ts';
import { type PhraseKey, sayPlain } from './say.ts';

/** How a story is marked whose telling is not its first. */
const MARKS = { correction: 'digest.correction', withdrawal: 'digest.withdrawal' } as const satisfies Record<
  NonNullable<Item['amends']>['kind'],
  PhraseKey
>;

/** A story's headline as a channel is told it: marked where the channel was told the story before, one harmless line, and never empty, for its link hangs on it. */
export function headlineInWords({ headline: written, update, amends }: Item, language: string): string {
  const headline = oneLine(written) || sayPlain(language, 'digest.no-headline');
  if (amends !== undefined) return sayPlain(language, MARKS[amends.kind], { headline });
  return update === undefined ? headline : sayPlain(language, 'digest.update', { headline });
}

/**
 * What is told of a story below its headline, in harmless lines: what is new where it was told before, then its summary, without saying a sentence
 * twice. What was wrong is said in every style.
 */
export function textInWords(item: Item, language: string): string {
  const { summary, update = [], amends } = item;
  if (summary === null) return amends === undefined ? '' : oneLine(newsInWords(item, language));
  const isNew = update.length > 0 || amends !== undefined;
  if (!isNew) return oneLine(summary) || sayPlain(language, 'digest.no-text');
  const rest = update.reduce((text, sentence) => text.replace(sentence, ''), summary).replace(/ {2,}/gu, ' ');
  return [newsInWords(item, language), rest]
    .map(oneLine)
    .filter((text) => text !== '')
    .join('\n');
}

function newsInWords({ update = [], amends }: Item, language: string): string {
  const news = update.join(' ');
  if (amends === undefined) return sayPlain(language, 'digest.new', { news });
  const { kind, by: publisher } = amends;
  if (kind === 'correction') return sayPlain(language, 'digest.corrected', { publisher, news });
  return sayPlain(language, news === '' ? 'digest.gone' : 'digest.withdrawn', { publisher, news });
}
