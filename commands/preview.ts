import { command } from '../src/domain/command.ts';
import { say } from '../src/phrases/say.ts';
import { nothingNew } from './digests.ts';
import { unfoundReply } from './order-words.ts';

/** Shows the digest that would be told now; of several it asks which. */
export const preview = command({
  discord: { group: 'digest', verb: 'preview' },
  telegram: ['preview'],
  about: 'about.preview',
  who: 'everyone',
  options: { number: { kind: 'number', required: false, about: 'option.number' } },
  async answer(request, desk) {
    const { place, language, given } = request;
    const shown = await desk.preview(place, given.number, language);
    switch (shown.kind) {
      case 'preview':
        return { text: say(language, 'preview.head'), parts: shown.parts };
      case 'nothing-new':
        return { text: nothingNew(shown, place.platform, language) };
      case 'which':
      case 'no-such-subscription':
      case 'ended':
        return unfoundReply(shown, 'preview', request);
    }
  },
});
