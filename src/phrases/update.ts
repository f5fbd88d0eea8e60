import type { Item } from '../domain/digest.ts';
import { oneLine } from '../text/one-line.ts';
import { sayPlain } from './say.ts';

/** A story's headline as a channel is told it: marked where the channel was told the story before, and never empty, for its link hangs on it. */
export function headlineInWords({ headline: written, update }: Item, language: string): string {
  const headline = oneLine(written) === '' ? sayPlain(language, 'digest.no-headline') : written;
  return update === undefined ? headline : sayPlain(language, 'digest.update', { headline });
}

/** What is told of a story below its headline, in harmless lines: what is new where it was told before, then its summary, without saying a sentence twice. */
export function textInWords({ summary, update = [] }: Item, language: string): string {
  if (summary === null) return '';
  const told = oneLine(summary) === '' ? sayPlain(language, 'digest.no-text') : summary;
  if (update.length === 0) return oneLine(told);
  const news = sayPlain(language, 'digest.new', { news: update.join(' ') });
  const rest = update.reduce((text, sentence) => text.replace(sentence, ''), told).replace(/ {2,}/gu, ' ');
  return [news, rest]
    .map(oneLine)
    .filter((text) => text !== '')
    .join('\n');
}
