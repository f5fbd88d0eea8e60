import { command } from '../src/domain/command.ts';
import { say } from '../src/phrases/say.ts';
import { offerTopics } from './offers.ts';
import { topics } from './topics.ts';
import { asCode } from './words.ts';

/** Forgets a topic's name. */
export const removeTopic = command({
  discord: { group: 'topic', verb: 'remove' },
  telegram: ['topic remove'],
  about: 'about.remove-topic',
  who: 'manager',
  options: {
    name: {
      kind: 'text',
      required: true,
      about: 'option.topic-name',
      offer: offerTopics,
    },
  },
  async answer({ place, language, given }, desk) {
    const name = given.name.trim();
    if (await desk.removeTopic(place.community, name)) return { text: say(language, 'topic.removed', { name }) };
    return { text: say(language, 'topic.no-such', { name, topics: asCode(topics, place.platform) }) };
  },
});
