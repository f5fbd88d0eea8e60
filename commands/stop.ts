import { command, type Reply } from '../src/domain/command.ts';
import type { Holdings } from '../src/domain/forgetting.ts';
import type { Rich } from '../src/domain/rich.ts';
import { lines, say, sayPlain } from '../src/phrases/say.ts';
import { start } from './start.ts';
import { asCode } from './words.ts';

/** Forgets all that is kept of a chat, once it was confirmed. */
export const stop = command({
  discord: null,
  telegram: ['stop'],
  about: 'about.stop',
  who: 'manager',
  options: { sure: { kind: 'word', required: false, about: 'option.sure', choices: ['yes', 'no'] } },
  async answer({ place, language, given }, desk) {
    if (given.sure === 'no') return { text: say(language, 'forget.kept') };
    if (given.sure === 'yes') return { text: farewell(await desk.forget(place.community), language) };
    return question(await desk.holdings(place.community), language);
  },
});

function question(held: Holdings, language: string): Reply {
  return {
    text: lines(say(language, 'forget.sure'), holdingsInWords(held, language)),
    buttons: [
      { label: sayPlain(language, 'forget.yes'), says: 'stop yes' },
      { label: sayPlain(language, 'forget.no'), says: 'stop no' },
    ],
  };
}

function farewell(held: Holdings, language: string): Rich {
  return lines(
    say(language, 'forget.done'),
    holdingsInWords(held, language),
    say(language, 'forget.again', { start: asCode(start, 'telegram') }),
  );
}

export function holdingsInWords(held: Holdings, language: string): Rich {
  return say(language, 'forget.holdings', { ...held });
}
