import { command } from '../src/domain/command.ts';
import { titleOf } from '../src/domain/source.ts';
import { say } from '../src/phrases/say.ts';
import { addSource } from './add-source.ts';
import { offerSources } from './offers.ts';
import { noSuchReply } from './source-words.ts';
import { asCode } from './words.ts';

/** Stops reading a source a community added. */
export const removeSource = command({
  discord: { group: 'source', verb: 'remove' },
  telegram: ['removesource'],
  about: 'about.remove-source',
  who: 'manager',
  options: {
    source: {
      kind: 'text',
      required: true,
      about: 'option.source',
      example: '2',
      offer: offerSources({ isOwn: true }),
    },
  },
  async answer({ place, language, given }, desk) {
    const removed = await desk.removeSource(place.community, given.source);
    return removed.kind === 'removed'
      ? { text: say(language, 'source.removed', { title: titleOf(removed.source.source) }) }
      : noSuchReply(removed, asCode(addSource, place.platform), language);
  },
});
