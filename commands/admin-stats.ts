import { command } from '../src/domain/command.ts';
import { lines, sayPlain } from '../src/phrases/say.ts';
import { totalsInWords } from './total-words.ts';

/** Shows the people who run the bot the whole install in figures, and where the rest is. */
export const adminStats = command({
  discord: { group: 'admin', verb: 'stats' },
  telegram: ['admin stats', 'admin'],
  about: 'about.admin-stats',
  isHere: true,
  who: 'owner',
  options: {},
  async answer({ language }, desk) {
    return {
      text: lines(...totalsInWords(await desk.totals(), language)),
      buttons: (['sources', 'budget', 'blocks'] as const).map((each) => ({
        label: sayPlain(language, `admin.to.${each}`),
        says: `admin ${each}`,
      })),
    };
  },
});
