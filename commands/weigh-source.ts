import { command } from '../src/domain/command.ts';
import { titleOf } from '../src/domain/source.ts';
import type { Weighed } from '../src/domain/source-desk.ts';
import { WEIGHTS } from '../src/domain/weight.ts';
import { say } from '../src/phrases/say.ts';
import { addSource } from './add-source.ts';
import { offerSources } from './offers.ts';
import { noSuchReply } from './source-words.ts';
import { asCode } from './words.ts';

const WEIGHED = { more: 'source.weighs-more', usual: 'source.weighs-usual', less: 'source.weighs-less' } as const;

/** Has a source count more or less in the digests of a community. */
export const weighSource = command({
  discord: { group: 'source', verb: 'weight' },
  telegram: ['weighsource'],
  about: 'about.weigh-source',
  who: 'manager',
  options: {
    source: {
      kind: 'text',
      required: true,
      about: 'option.source',
      example: '2',
      offer: offerSources({ isOwn: false }),
    },
    weight: {
      kind: 'word',
      required: true,
      about: 'option.weight',
      choices: Object.keys(WEIGHTS),
      example: 'more',
      offer: async () => Object.keys(WEIGHTS).map((word) => ({ label: word, value: word })),
    },
  },
  async answer({ place, language, given }, desk) {
    const weighed: Weighed = await desk.weighSource(place.community, given.source, given.weight);
    switch (weighed.kind) {
      case 'weighed':
        return { text: say(language, WEIGHED[weighed.importance], { title: titleOf(weighed.source.source) }) };
      case 'wrong-importance':
        return { text: say(language, 'source.wrong-weight', { given: weighed.given }) };
      case 'no-such-source':
        return noSuchReply(weighed, asCode(addSource, place.platform), language);
    }
  },
});
