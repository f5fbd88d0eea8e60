import { command } from '../src/domain/command.ts';
import { say } from '../src/phrases/say.ts';
import { addSource } from './add-source.ts';
import { asCode } from './words.ts';

/** Gives the sources read here as a list that any feed reader can import. */
export const exportSources = command({
  discord: { group: 'source', verb: 'export' },
  telegram: ['export'],
  about: 'about.export',
  who: 'everyone',
  options: {},
  async answer({ place, language }, desk) {
    const { count, opml } = await desk.exportSources(place.community);
    if (count === 0) return { text: say(language, 'sources.none', { add: asCode(addSource, place.platform) }) };
    return { text: say(language, 'export.done', { count }), file: { name: 'broadsheet.opml', text: opml } };
  },
});
