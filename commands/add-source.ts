import type { Reply } from '../src/domain/command.ts';
import { command } from '../src/domain/command.ts';
import type { Added, SourceView } from '../src/domain/desk.ts';
import type { Rich } from '../src/domain/rich.ts';
import { instantInWords } from '../src/phrases/dates.ts';
import { lines, say } from '../src/phrases/say.ts';

/** Adds a feed, or a site's feed. */
export const addSource = command({
  discord: { group: 'source', verb: 'add' },
  telegram: ['addsource'],
  about: 'about.add-source',
  who: 'manager',
  options: { address: { kind: 'address', required: true, about: 'option.address' } },
  async answer({ place, asker, language, given }, desk) {
    return answerFor(await desk.addSource(place.community, given.address, asker.id), language);
  },
});

function answerFor(added: Added, language: string): Reply {
  switch (added.kind) {
    case 'added':
      return { text: welcome(added, language) };
    case 'known':
      return { text: say(language, 'source.known', { title: titleOf(added.source), number: added.source.number }) };
    case 'choice':
      return { text: lines(say(language, 'source.choice'), ...added.feeds.map(choiceRow)) };
    case 'fault':
      return { text: say(language, 'source.fault', { address: added.address, sentence: added.sentence }) };
    case 'too-many':
      return { text: say(language, 'source.too-many', { most: added.most }) };
  }
}

function welcome({ source, entries, newest }: Added & { kind: 'added' }, language: string): Rich {
  const title = titleOf(source);
  if (newest === null) return say(language, 'source.added-undated', { title, count: entries });
  return say(language, 'source.added', { title, count: entries, newest: instantInWords(newest, 'UTC', language) });
}

function choiceRow({ title, address }: { readonly title: string | null; readonly address: string }): Rich {
  return [
    { form: 'plain', text: title === null ? '' : `${title}: ` },
    { form: 'code', text: address },
  ];
}

export function titleOf({ source }: SourceView): string {
  return source.title ?? source.address;
}
