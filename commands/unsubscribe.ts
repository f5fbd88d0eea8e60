import { command } from '../src/domain/command.ts';
import type { Subscription } from '../src/domain/subscription.ts';
import { say } from '../src/phrases/say.ts';
import { noSuchDigest, readNumber } from './digests.ts';
import { subscribe } from './subscribe.ts';
import { asCode, topicsInWords } from './words.ts';

/** Ends a digest; the only one needs no number. */
export const unsubscribe = command({
  discord: { group: 'digest', verb: 'unsubscribe' },
  telegram: ['unsubscribe', 'unsub'],
  about: 'about.unsubscribe',
  who: 'manager',
  options: { number: { kind: 'number', required: false, about: 'option.number' } },
  async answer({ place, language, given }, desk) {
    const ordered = await desk.subscriptions(place.community);
    const number = readNumber(given.number) ?? (ordered.length === 1 ? 1 : null);
    if (number === null && ordered.length > 1)
      return { text: say(language, 'wrong.which-digest'), buttons: ordered.map(endButton(language)) };
    const ended = await desk.unsubscribe(place.community, number ?? 0);
    if (ended === null) return { text: noSuchDigest(ordered.length, place.platform, language) };
    const values = {
      number: number ?? 1,
      topics: topicsInWords(ended.topics, language),
      subscribe: asCode(subscribe, place.platform),
    };
    return { text: say(language, 'unsubscribed', values) };
  },
});

function endButton(language: string) {
  return ({ topics }: Subscription, i: number) => ({
    label: `${i + 1}. ${topicsInWords(topics, language)}`,
    says: `unsubscribe ${i + 1}`,
  });
}
