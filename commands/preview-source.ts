import { command } from '../src/domain/command.ts';
import { titleOf } from '../src/domain/source.ts';
import { say } from '../src/phrases/say.ts';
import { addSource } from './add-source.ts';
import { offerSources } from './offers.ts';
import { choiceReply, faultReply, noSuchReply } from './source-words.ts';
import { asCode } from './words.ts';

/** Shows a source's newest item as a digest would tell it. */
export const previewSource = command({
  discord: { group: 'source', verb: 'preview' },
  telegram: ['previewsource'],
  about: 'about.preview-source',
  who: 'manager',
  options: {
    source: {
      kind: 'text',
      required: true,
      about: 'option.any-source',
      example: 'https://example.org',
      offer: offerSources({ isOwn: false }),
    },
  },
  async answer({ place, language, given }, desk) {
    const previewed = await desk.previewSource(place, given.source, language);
    switch (previewed.kind) {
      case 'preview':
        return { text: say(language, 'source.preview'), parts: previewed.parts };
      case 'empty':
        return { text: say(language, 'source.empty', { title: titleOf(previewed) }) };
      case 'choice':
        return choiceReply(previewed, language);
      case 'fault':
        return faultReply(previewed, language);
      case 'no-such-source':
        return noSuchReply(previewed, asCode(addSource, place.platform), language);
    }
  },
});
