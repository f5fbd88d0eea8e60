import { command } from '../src/domain/command.ts';
import type { TopicSaved } from '../src/domain/desk.ts';
import type { Rich } from '../src/domain/rich.ts';
import { say } from '../src/phrases/say.ts';
import { wrongTopic } from './subscribe.ts';

/** Gives a query a name. */
export const addTopic = command({
  discord: { group: 'topic', verb: 'add' },
  telegram: ['topic add'],
  about: 'about.add-topic',
  who: 'manager',
  options: {
    name: { kind: 'word', required: true, about: 'option.topic-name' },
    query: { kind: 'text', required: true, about: 'option.query' },
  },
  async answer({ place, language, given }, desk) {
    return { text: answerFor(await desk.saveTopic(place.community, given.name, given.query), language) };
  },
});

/** What came of saving a topic. */
export function answerFor(saved: TopicSaved, language: string): Rich {
  switch (saved.kind) {
    case 'saved':
      return say(language, saved.isNew ? 'topic.saved' : 'topic.changed', { name: saved.name, query: saved.query });
    case 'wrong-name':
      return say(language, 'topic.wrong-name', { given: saved.given });
    case 'wrong-topic':
      return wrongTopic(saved, language);
    case 'too-many':
      return say(language, 'topic.too-many', { most: saved.most });
  }
}
