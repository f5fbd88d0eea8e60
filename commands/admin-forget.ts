import { command } from '../src/domain/command.ts';
import { lines, say, sayPlain } from '../src/phrases/say.ts';
import { holdingsInWords } from './stop.ts';

/** Forgets a community, or a person's name in all of them, for the people who run the bot; once it was confirmed. */
export const adminForget = command({
  discord: { group: 'admin', verb: 'forget' },
  telegram: ['admin forget'],
  about: 'about.admin-forget',
  isHere: true,
  who: 'owner',
  options: {
    who: { kind: 'word', required: true, about: 'option.admin-who', example: 'telegram:2001' },
    sure: { kind: 'word', required: false, about: 'option.sure', choices: ['yes'], suggest: () => ['yes'] },
  },
  async answer({ language, given: { who, sure } }, desk) {
    const done = await desk.forgetWho(who, sure === 'yes');
    if (done.kind === 'wrong-who') return { text: say(language, 'admin.wrong-who', { given: who }) };
    const held = holdingsInWords(done.holdings, language);
    if (sure === 'yes') return { text: lines(say(language, 'admin.forgotten', { who }), held) };
    return {
      text: lines(say(language, 'admin.forget-sure', { who }), held),
      buttons: [{ label: sayPlain(language, 'forget.yes'), says: `admin forget ${who} yes` }],
    };
  },
});
