import { sayPlain } from '../phrases/say.ts';
import { wrap } from './render.ts';

/** What the first screen tells: what is on, what is off, and how to turn it on. */
export interface Standing {
  readonly isDiscordOn: boolean;
  readonly isTelegramOn: boolean;
  /** The model's name; null when summaries are excerpts. */
  readonly model: string | null;
  readonly sources: number;
  readonly origin: SourcesOrigin;
  readonly web: {
    readonly address: string;
    /** The port it should be at and is not, because another program is; null when all is as it should be. */
    readonly portInUse: number | null;
  };
}

/** Where the sources come from: an OPML file (null for the starter set), or the sample newsroom. */
type SourcesOrigin = { readonly kind: 'list'; readonly file: string | null } | { readonly kind: 'sample' };

/** The first screen, in lines of at most `width` columns. */
export function firstScreen(standing: Standing, width: number): string {
  const { isDiscordOn, isTelegramOn, model, sources, origin, web } = standing;
  const rows = [
    sayPlain('en', 'screen.title'),
    isDiscordOn || isTelegramOn ? null : sayPlain('en', 'screen.preview'),
    origin.kind === 'sample' ? sayPlain('en', 'screen.sample') : null,
    isDiscordOn ? null : sayPlain('en', 'screen.discord-off'),
    isTelegramOn ? null : sayPlain('en', 'screen.telegram-off'),
    model === null ? sayPlain('en', 'screen.model-off') : sayPlain('en', 'screen.model-on', { model }),
    sayPlain('en', 'screen.sources', { count: sources, origin: originInWords(origin) }),
    web.portInUse === null
      ? sayPlain('en', 'screen.web', { address: web.address })
      : sayPlain('en', 'screen.web-moved', { address: web.address, port: web.portInUse }),
  ];
  return `${rows.flatMap((row) => (row === null ? [] : wrap(row, width, '  '))).join('\n')}\n`;
}

function originInWords(origin: SourcesOrigin): string {
  if (origin.kind === 'sample') return sayPlain('en', 'screen.sources-sample');
  const { file } = origin;
  return file === null ? sayPlain('en', 'screen.sources-starter') : sayPlain('en', 'screen.sources-file', { file });
}
