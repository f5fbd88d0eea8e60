import { command } from '../src/domain/command.ts';
import type { TopicTested } from '../src/domain/desk.ts';
import type { Rich } from '../src/domain/rich.ts';
import { listInWords } from '../src/phrases/dates.ts';
import { lines, say, sayPlain } from '../src/phrases/say.ts';
import { offerTopics } from './offers.ts';
import { wrongTopic } from './subscribe.ts';

/** Shows what a topic would have found in the last day, and by which words. */
export const testTopic = command({
  discord: { group: 'topic', verb: 'test' },
  telegram: ['topic test', 'topic'],
  about: 'about.test-topic',
  who: 'everyone',
  options: {
    topic: {
      kind: 'text',
      required: true,
      about: 'option.topic',
      suggest: (typed, desk) => desk.suggestTopics(typed),
      offer: offerTopics,
    },
  },
  async answer({ place, language, given }, desk) {
    const tested = await desk.testTopic(place.community, given.topic);
    return { text: tested.kind === 'wrong-topic' ? wrongTopic(tested, language) : show(tested, language) };
  },
});

function show({ found, of, shown }: TopicTested & { kind: 'tested' }, language: string): Rich {
  if (found === 0) return say(language, 'topic.tested-none', { of });
  const rows = shown.map(({ headline, words }, i) => {
    const by =
      words.length === 0 ? '' : sayPlain(language, 'topic.tested-words', { words: listInWords(words, language) });
    return say(language, 'topic.tested-row', { number: i + 1, headline, words: by });
  });
  return lines(say(language, 'topic.tested', { count: found, of }), ...rows);
}
