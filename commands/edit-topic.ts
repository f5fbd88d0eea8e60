import { type Button, command } from '../src/domain/command.ts';
import { writeArgument } from '../src/domain/line.ts';
import type { Topic } from '../src/domain/topic.ts';
import { say, sayPlain } from '../src/phrases/say.ts';
import { answerFor } from './add-topic.ts';
import { offerTopics } from './offers.ts';
import { topics } from './topics.ts';
import { asCode } from './words.ts';

/** Gives a topic another query; without one, shows the one it has, ready to be changed. */
export const editTopic = command({
  discord: { group: 'topic', verb: 'edit' },
  telegram: ['topic edit'],
  about: 'about.edit-topic',
  who: 'manager',
  options: {
    name: {
      kind: 'word',
      required: true,
      about: 'option.topic-name',
      offer: offerTopics,
    },
    query: { kind: 'text', required: false, about: 'option.query' },
  },
  async answer({ place, language, given }, desk) {
    const named = given.name.trim().toLowerCase();
    const topic = (await desk.topics(place.community)).find(({ name }) => name.toLowerCase() === named);
    if (topic === undefined)
      return { text: say(language, 'topic.no-such', { name: given.name, topics: asCode(topics, place.platform) }) };
    if (given.query === null)
      return { text: say(language, 'topic.stands', { ...topic }), buttons: [editButton(topic, topic.query, language)] };
    const saved = await desk.saveTopic(place.community, topic.name, given.query);
    const buttons =
      saved.kind === 'saved'
        ? [testButton(topic, language), undoButton(topic, language)]
        : [editButton(topic, given.query, language)];
    return { text: answerFor(saved, language), buttons };
  },
});

function editButton({ name }: Topic, query: string, language: string): Button {
  return {
    label: sayPlain(language, 'topic.edit'),
    says: `topic edit ${writeArgument('name', name)}`,
    asks: {
      title: sayPlain(language, 'topic.edit-title', { name }),
      fields: [{ name: 'query', label: sayPlain(language, 'topic.edit-query'), value: query, long: true }],
    },
  };
}

function testButton({ name }: Topic, language: string): Button {
  return { label: sayPlain(language, 'topic.try'), says: `topic test ${name}` };
}

function undoButton({ name, query }: Topic, language: string): Button {
  const says = `topic edit ${writeArgument('name', name)} ${writeArgument('query', query)}`;
  return { label: sayPlain(language, 'topic.undo'), says };
}
