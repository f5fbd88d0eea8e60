import { command } from '../src/domain/command.ts';
import { lines, say } from '../src/phrases/say.ts';
import { sectionsInWords } from '../src/phrases/sections.ts';
import { addTopic } from './add-topic.ts';
import { asCode } from './words.ts';

/** Shows the topics a community named, and the sections there are. */
export const topics = command({
  discord: { group: 'topic', verb: 'list' },
  telegram: ['topics'],
  about: 'about.topics',
  who: 'everyone',
  options: {},
  async answer({ place, language }, desk) {
    const named = await desk.topics(place.community);
    const rows = named.map(({ name, query }) => say(language, 'topics.row', { name, query }));
    const own =
      named.length === 0
        ? [say(language, 'topics.none', { add: asCode(addTopic, place.platform) })]
        : [say(language, 'topics.head'), ...rows];
    return { text: lines(...own, say(language, 'topics.sections', { sections: sectionsInWords(language) })) };
  },
});
