import { command } from '../src/domain/command.ts';
import type { SourceView } from '../src/domain/desk.ts';
import type { Rich } from '../src/domain/rich.ts';
import { lines, say } from '../src/phrases/say.ts';
import { addSource, titleOf } from './add-source.ts';
import { asCode } from './words.ts';

/** Shows what is read for a community. */
export const sources = command({
  discord: { group: 'source', verb: 'list' },
  telegram: ['sources'],
  about: 'about.sources',
  who: 'everyone',
  options: {},
  async answer({ place, language }, desk) {
    const all = await desk.sources(place.community);
    const own = all.filter((each) => !each.isStarter);
    const starters = all.length - own.length;
    if (own.length === 0)
      return {
        text: say(language, 'sources.starter-only', { count: starters, add: asCode(addSource, place.platform) }),
      };
    const rows = own.map((each) => row(each, language));
    const rest = starters === 0 ? [] : [say(language, 'sources.starter', { count: starters })];
    return { text: lines(say(language, 'sources.head', { count: all.length }), ...rows, ...rest) };
  },
});

function row(view: SourceView, language: string): Rich {
  const { section, health } = view.source;
  const values = {
    number: view.number,
    title: titleOf(view),
    section: section === null ? '' : ` (${section})`,
    error: health.lastError ?? '',
  };
  return say(language, health.lastError === null ? 'sources.row' : 'sources.row-failing', values);
}
