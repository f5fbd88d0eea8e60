import type { Platform } from '../src/domain/channel.ts';
import { type Command, command, type Reply } from '../src/domain/command.ts';
import type { Rich } from '../src/domain/rich.ts';
import { SECTIONS } from '../src/domain/section.ts';
import { titleOf } from '../src/domain/source.ts';
import type { Added } from '../src/domain/source-desk.ts';
import { timeInWords } from '../src/phrases/dates.ts';
import { lines, say } from '../src/phrases/say.ts';
import { sectionInWords, sectionsInWords } from '../src/phrases/sections.ts';
import { choiceReply } from './source-words.ts';
import { asCode } from './words.ts';

/** Adds a feed, or a site's feed. */
export const addSource: Command = command({
  discord: { group: 'source', verb: 'add' },
  telegram: ['addsource'],
  about: 'about.add-source',
  who: 'manager',
  options: {
    address: { kind: 'address', required: true, about: 'option.address' },
    section: { kind: 'word', required: false, about: 'option.section', suggest: sectionsLike },
  },
  async answer({ place, asker, language, given }, desk) {
    const { community, platform } = place;
    return answerFor(await desk.addSource({ community, ...given, by: asker.id }), platform, language);
  },
});

function sectionsLike(typed: string): readonly string[] {
  return SECTIONS.filter((section) => section.toLowerCase().startsWith(typed.trim().toLowerCase()));
}

function answerFor(added: Added, platform: Platform, language: string): Reply {
  switch (added.kind) {
    case 'added':
      return { text: welcome(added, language) };
    case 'known':
      return {
        text: say(language, 'source.known', { title: titleOf(added.source.source), number: added.source.number }),
      };
    case 'choice':
      return choiceReply(added, language);
    case 'fault':
      return { text: say(language, 'source.fault', { address: added.address, sentence: added.sentence }) };
    case 'wrong-section':
      return {
        text: say(language, 'source.wrong-section', { given: added.given, sections: sectionsInWords(language) }),
      };
    case 'barred':
      return { text: say(language, 'source.barred') };
    case 'old-choice':
      return { text: say(language, 'source.old-choice', { add: asCode(addSource, platform) }) };
    case 'too-many':
      return { text: say(language, 'source.too-many', { most: added.most }) };
  }
}

function welcome({ source: { source }, entries, newest }: Added & { kind: 'added' }, language: string): Rich {
  const title = titleOf(source);
  const added =
    newest === null
      ? say(language, 'source.added-undated', { title, count: entries })
      : say(language, 'source.added', { title, count: entries, newest: timeInWords(newest, 'UTC', language) });
  const { section } = source;
  return section === null
    ? added
    : lines(added, say(language, 'source.filed', { section: sectionInWords(section, language) }));
}
