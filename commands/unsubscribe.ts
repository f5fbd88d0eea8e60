import { command } from '../src/domain/command.ts';
import { keyOf } from '../src/domain/order-desk.ts';
import { say, sayPlain } from '../src/phrases/say.ts';
import { unfoundReply } from './order-words.ts';
import { topicsInWords } from './words.ts';

/** Ends a digest; the only one needs no number. For a minute a button takes that back. */
export const unsubscribe = command({
  discord: { group: 'digest', verb: 'unsubscribe' },
  telegram: ['unsubscribe', 'unsub'],
  about: 'about.unsubscribe',
  who: 'manager',
  options: { number: { kind: 'number', required: false, about: 'option.number' } },
  async answer(request, desk) {
    const { place, language, given } = request;
    const done = await desk.unsubscribe(place.community, given.number);
    if (done.kind !== 'unsubscribed') return unfoundReply(done, 'unsubscribe', request);
    const { subscription, number } = done;
    return {
      text: say(language, 'unsubscribed', { number, topics: topicsInWords(subscription.topics, language) }),
      buttons: [{ label: sayPlain(language, 'undo.button'), says: `undo number=${keyOf(subscription)}` }],
    };
  },
});
