import { command } from '../src/domain/command.ts';
import type { Previewed } from '../src/domain/desk.ts';
import { say } from '../src/phrases/say.ts';
import { noSuchDigest, nothingNew, readNumber } from './digests.ts';

/** Shows the digest that would be told now. */
export const preview = command({
  discord: { group: 'digest', verb: 'preview' },
  telegram: ['preview'],
  about: 'about.preview',
  who: 'everyone',
  options: { number: { kind: 'number', required: false, about: 'option.number' } },
  async answer({ place, language, given }, desk) {
    const shown: Previewed = await desk.preview(place, readNumber(given.number), language);
    switch (shown.kind) {
      case 'preview':
        return { text: say(language, 'preview.head'), parts: shown.parts };
      case 'nothing-new':
        return { text: nothingNew(shown, place.platform, language) };
      case 'no-such-subscription':
        return { text: noSuchDigest(shown.count, place.platform, language) };
    }
  },
});
