import type { Budget } from '../src/domain/admin-desk.ts';
import { command } from '../src/domain/command.ts';
import type { Rich } from '../src/domain/rich.ts';
import { numberInWords } from '../src/phrases/counts.ts';
import { dateInWords } from '../src/phrases/dates.ts';
import { lines, say, sayPlain } from '../src/phrases/say.ts';

/** Shows what the model used, and pauses it for today or lets it on. */
export const adminBudget = command({
  discord: { group: 'admin', verb: 'budget' },
  telegram: ['admin budget'],
  about: 'about.admin-budget',
  isHere: true,
  who: 'owner',
  options: {
    model: {
      kind: 'word',
      required: false,
      about: 'option.admin-model',
      choices: ['pause', 'resume'],
      suggest: () => ['pause', 'resume'],
    },
  },
  async answer({ language, given }, desk) {
    const budget = await desk.budget(given.model === null ? null : given.model === 'pause');
    const to = budget.isPaused ? 'resume' : 'pause';
    return {
      text: inWords(budget, language),
      buttons:
        budget.model === null ? [] : [{ label: sayPlain(language, `admin.budget.${to}`), says: `admin budget ${to}` }],
    };
  },
});

function inWords({ model, cap, isPaused, days }: Budget, language: string): Rich {
  if (model === null) return say(language, 'status.no-model');
  const rows = days.map(({ day, tokens }) =>
    say(language, 'admin.budget.day', {
      date: dateInWords(new Date(`${day}T00:00:00Z`), 'UTC', language),
      tokens: numberInWords(tokens, language),
    }),
  );
  return lines(
    say(language, 'admin.budget', { model, cap: numberInWords(cap, language) }),
    ...rows,
    ...(isPaused ? [say(language, 'admin.budget.paused')] : []),
  );
}
