import type { Platform } from '../src/domain/channel.ts';
import type { Command } from '../src/domain/command.ts';
import { command } from '../src/domain/command.ts';
import { SECTIONS } from '../src/domain/section.ts';
import { lines, type PhraseKey, say, sayPlain } from '../src/phrases/say.ts';
import { asCode } from './words.ts';

/** Shows all commands there are on the asker's platform, itself the last. */
export function helpFor(others: readonly Command[]): Command {
  const help: Command = command({
    discord: { group: 'help', verb: null },
    telegram: ['help'],
    about: 'about.help',
    who: 'everyone',
    options: {},
    async answer({ place, language }) {
      const rows = [...others, help]
        .filter((each) => each.isUnlisted !== true && isOn(each, place.platform))
        .map((each) =>
          say(language, 'help.row', {
            command: asCode(each, place.platform),
            about: sayPlain(language, each.about as PhraseKey),
          }),
        );
      return {
        text: lines(
          say(language, 'help.head'),
          ...rows,
          say(language, 'help.topics', { sections: SECTIONS.join(', ') }),
        ),
      };
    },
  });
  return help;
}

function isOn(told: Command, platform: Platform): boolean {
  return platform === 'discord' ? told.discord !== null : told.telegram.length > 0;
}
