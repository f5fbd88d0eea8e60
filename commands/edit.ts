import { command, type Reply, type Request } from '../src/domain/command.ts';
import type { NewsDesk } from '../src/domain/desk.ts';
import { type Edited, keyOf } from '../src/domain/order-desk.ts';
import { SECTIONS } from '../src/domain/section.ts';
import { lines, say, sayPlain } from '../src/phrases/say.ts';
import { topicInWords } from '../src/phrases/sections.ts';
import { headOf, unfoundReply } from './order-words.ts';
import { wrongTopic } from './subscribe.ts';
import { topicsInWords } from './words.ts';

/** Changes what a digest is about while it goes on. */
export const edit = command({
  discord: { group: 'digest', verb: 'edit' },
  telegram: ['edit'],
  about: 'about.edit',
  who: 'manager',
  options: {
    number: { kind: 'number', required: false, about: 'option.number' },
    topics: {
      kind: 'text',
      required: false,
      about: 'option.topics',
      suggest: (typed, desk) => desk.suggestTopics(typed),
    },
  },
  async answer(request, desk) {
    const { place, language, given } = request;
    const done = await desk.edit(place.community, given.number, given.topics);
    switch (done.kind) {
      case 'edited':
        return await edited(done, request, desk);
      case 'wrong-topic':
        return { text: wrongTopic(done, language) };
      default:
        return unfoundReply(done, 'edit', request);
    }
  },
});

/** What it is about, with a menu of the sections, the topics named here and what it has already; and room for own words. */
async function edited(
  done: Edited & { kind: 'edited' },
  { place, language }: Pick<Request, 'place' | 'language'>,
  desk: NewsDesk,
): Promise<Reply> {
  const { subscription, number } = done;
  const has = subscription.topics;
  const named = (await desk.topics(place.community)).map(({ name }) => name);
  const line = `edit number=${keyOf(subscription)}`;
  const label = sayPlain(language, 'edit.words');
  return {
    text: lines(
      ...headOf(done, language),
      say(language, 'edit.head', { number, topics: topicsInWords(has, language) }),
    ),
    menus: [
      {
        asks: sayPlain(language, 'edit.choose'),
        says: `${line} topics={}`,
        choices: choicesOf([...has, ...SECTIONS, ...named], has, language),
        many: true,
      },
    ],
    buttons: [
      {
        label,
        says: line,
        asks: {
          title: label,
          fields: [{ name: 'topics', label, value: has.join(', '), example: 'Technology, climate', long: true }],
        },
      },
      ...(has.length === 0 ? [] : [{ label: sayPlain(language, 'edit.everything'), says: `${line} topics=""` }]),
    ],
  };
}

/** Each once, whatever its case. */
function choicesOf(names: readonly string[], has: readonly string[], language: string) {
  const key = (name: string): string => name.toLowerCase();
  const once = names.filter((name, i) => names.findIndex((each) => key(each) === key(name)) === i);
  const chosen = new Set(has.map(key));
  return once.map((name) => ({ label: topicInWords(name, language), value: name, isChosen: chosen.has(key(name)) }));
}
