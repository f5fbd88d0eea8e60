import type { Platform } from '../src/domain/channel.ts';
import { command } from '../src/domain/command.ts';
import type { Rich } from '../src/domain/rich.ts';
import type { Imported } from '../src/domain/source-desk.ts';
import { listInWords } from '../src/phrases/dates.ts';
import { lines, say } from '../src/phrases/say.ts';
import { removeSource } from './remove-source.ts';
import { sources } from './sources.ts';
import { asCode } from './words.ts';

/** Adds the sources of a list from another feed reader. */
export const importSources = command({
  discord: { group: 'source', verb: 'import' },
  telegram: ['import'],
  about: 'about.import',
  who: 'manager',
  options: { file: { kind: 'file', required: true, about: 'option.list-file' } },
  async answer({ place, asker, language, given }, desk) {
    const imported = await desk.importSources(place.community, given.file, asker.id);
    switch (imported.kind) {
      case 'imported':
        return { text: account(imported, place.platform, language) };
      case 'broken':
        return { text: say(language, 'import.broken', { sentence: imported.sentence }) };
      case 'empty':
        return { text: say(language, 'import.empty') };
    }
  },
});

/** Addresses that were refused are shown up to this many. */
const MOST_SHOWN = 5;

function account(
  { added, known, left, refused, most, sections }: Imported & { readonly kind: 'imported' },
  platform: Platform,
  language: string,
): Rich {
  const done =
    added === 0
      ? say(language, 'import.nothing')
      : say(language, 'import.added', { count: added, sources: asCode(sources, platform) });
  const addresses = refused.slice(0, MOST_SHOWN).join(', ');
  return lines(
    done,
    ...(sections.length === 0 ? [] : [say(language, 'import.sections', { sections: listInWords(sections, language) })]),
    ...(known === 0 ? [] : [say(language, 'import.known', { count: known })]),
    ...(refused.length === 0 ? [] : [say(language, 'import.refused', { count: refused.length, addresses })]),
    ...(left === 0
      ? []
      : [say(language, 'import.left', { count: left, most, remove: asCode(removeSource, platform) })]),
  );
}
