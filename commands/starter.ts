import { command, type Reply } from '../src/domain/command.ts';
import type { StarterUse } from '../src/domain/source-desk.ts';
import { lines, say, sayPlain } from '../src/phrases/say.ts';
import { addSource } from './add-source.ts';
import { asCode } from './words.ts';

const CHOICES = ['on', 'off'];

/** Whether a community reads the starter set beside its own sources. */
export const starter = command({
  discord: { group: 'source', verb: 'starter' },
  telegram: ['starter'],
  about: 'about.starter',
  who: 'manager',
  options: {
    read: { kind: 'word', required: false, about: 'option.starter', choices: CHOICES, suggest: () => CHOICES },
  },
  async answer({ place, language, given }, desk) {
    const asked = CHOICES.includes(given.read ?? '') ? given.read === 'on' : null;
    const use = await desk.starter(place.community, asked);
    const add = asCode(addSource, place.platform);
    return {
      ...answerFor(use, language),
      ...(use.sources === 0 ? { text: say(language, 'starter.nothing', { add }) } : {}),
    };
  },
});

function answerFor({ isRead, sources, own }: StarterUse, language: string): Reply {
  const to = isRead ? 'off' : 'on';
  return {
    text: lines(say(language, isRead ? 'starter.on' : 'starter.off'), say(language, 'starter.count', { sources, own })),
    buttons: [{ label: sayPlain(language, `starter.to.${to}`), says: `starter ${to}` }],
  };
}
