import { sayPlain } from '../phrases/say.ts';
import { wrap } from './render.ts';

/** What the first screen tells: what is on, what is off, and how to turn it on. */
export interface Standing {
  readonly isDiscordOn: boolean;
  readonly isTelegramOn: boolean;
  /** The model's name; null when summaries are excerpts. */
  readonly model: string | null;
  readonly sources: number;
  /** The OPML file they come from; null for the starter set. */
  readonly file: string | null;
  readonly web: string | null;
}

/** The first screen, in lines of at most `width` columns. */
export function firstScreen(standing: Standing, width: number): string {
  const { isDiscordOn, isTelegramOn, model, sources, file } = standing;
  const origin =
    file === null ? sayPlain('en', 'screen.sources-starter') : sayPlain('en', 'screen.sources-file', { file });
  const rows = [
    sayPlain('en', 'screen.title'),
    isDiscordOn || isTelegramOn ? null : sayPlain('en', 'screen.preview'),
    isDiscordOn ? null : sayPlain('en', 'screen.discord-off'),
    isTelegramOn ? null : sayPlain('en', 'screen.telegram-off'),
    model === null ? sayPlain('en', 'screen.model-off') : sayPlain('en', 'screen.model-on', { model }),
    sayPlain('en', 'screen.sources', { count: sources, origin }),
  ];
  return `${rows.flatMap((row) => (row === null ? [] : wrap(row, width, '  '))).join('\n')}\n`;
}
