import { command } from '../src/domain/command.ts';
import { readReference, referenceTo } from '../src/domain/reference.ts';
import { instantInWords } from '../src/phrases/dates.ts';
import { say, sayPlain } from '../src/phrases/say.ts';
import { noSuchDigest } from './past-words.ts';

/** Shows a digest again, to who asks alone where the platform can; said by the buttons of /history. */
export const open = command({
  discord: null,
  telegram: ['open'],
  isUnlisted: true,
  about: 'about.open',
  who: 'everyone',
  options: { digest: { kind: 'word', required: true, about: 'option.digest' } },
  async answer({ place, language, given }, desk) {
    const reference = readReference(given.digest);
    const found = reference === null ? null : await desk.reopen(place, reference.digest);
    if (found?.kind !== 'reopened') return { text: noSuchDigest(language) };
    const digest = referenceTo(found.digest);
    return {
      text: say(language, 'history.opened', { at: instantInWords(found.at, found.zone, language) }),
      parts: found.parts,
      isBeside: true,
      buttons: (['more', 'origins', 'why', 'mute'] as const).map((verb) => ({
        label: sayPlain(language, `digest.button.${verb}`),
        says: `${verb} ${digest}`,
      })),
    };
  },
});
