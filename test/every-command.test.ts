import { expect, onTestFinished, test } from 'vitest';
import { COMMANDS } from '../commands/index.ts';
import type { Command } from '../src/domain/command.ts';
import { openBoth } from './support/both.ts';
import { FERRY, SUNDAY } from './support/ferry.ts';
import { startModel } from './support/openai.ts';

/** What ends something comes last: /stop forgets all. */
const LAST = ['digest unsubscribe', 'stop'];

function slashNames(): readonly { readonly name: string; readonly subcommand?: string; readonly told: Command }[] {
  const all = COMMANDS.flatMap((told) => (told.discord === null ? [] : [{ ...told.discord, told }]));
  const rank = ({ group, verb }: (typeof all)[number]): number => LAST.indexOf([group, verb].join(' ').trim());
  return all
    .sort((a, b) => rank(a) - rank(b))
    .map(({ group, verb, told }) => ({ name: group, ...(verb === null ? {} : { subcommand: verb }), told }));
}

/** What Discord's own form asks for before it sends a command. */
function neededOf({ options }: Command): Readonly<Record<string, string | number>> {
  const needed = Object.entries(options).filter(
    ([, { required, offer, kind }]) => required && offer === undefined && kind !== 'file',
  );
  return Object.fromEntries(
    needed.map(([name, { kind, example }]) => [name, kind === 'number' ? 1 : (example ?? 'climate')]),
  );
}

test('every command of Discord is acknowledged in time while the model hangs, in a language the bot lacks', async () => {
  const model = await startModel();
  onTestFinished(() => model.close());
  model.setMode({ kind: 'hang' });
  const env = () => ({ OPENAI_API_KEY: model.key, OPENAI_BASE_URL: model.url, OPENAI_MODEL: model.name });
  const { discord, bot } = await openBoth({ now: SUNDAY, articles: [FERRY], env });
  await discord.runCommand({ name: 'digest', subcommand: 'subscribe', locale: 'ja' });
  const acked: string[] = [];
  for (const { name, subcommand, told } of slashNames()) {
    if (Object.values(told.options).some(({ kind, required }) => kind === 'file' && required)) continue;
    const options = neededOf(told);
    const reaction = await discord.runCommand({
      ...{ name, options, locale: 'ja', until: ({ acked: isAcked }) => isAcked },
      ...(subcommand === undefined ? {} : { subcommand }),
    });
    if (reaction.acked) acked.push(`${name} ${subcommand ?? ''}`);
  }
  expect(acked.length).toBeGreaterThan(30);
  expect(discord.violations).toEqual([]);
  expect(bot.log.filter(({ event }) => event === 'command-failed')).toEqual([]);
});

test('every command of Telegram is answered for somebody who may everything, with nothing given, in Russian and Arabic', async () => {
  const { telegram, bot } = await openBoth({ now: SUNDAY, articles: [FERRY] });
  const all = COMMANDS.filter(({ telegram: names, who }) => names.length > 0 && who !== 'owner');
  // A chat takes few messages at once, and all chats together 30 a second.
  const people = Array.from({ length: 9 }, (_, i) =>
    telegram.addPerson({ id: 7_000 + i, name: `Reader ${i}`, language: i % 2 === 0 ? 'ru' : 'ar' }),
  );
  for (const [i, { telegram: names }] of all.entries()) {
    const chat = people[i % people.length]?.id ?? 0;
    const [answer] = await telegram.say({ chat, text: `/${names[0]}` });
    expect(answer?.text.length, names[0]).toBeGreaterThan(10);
  }
  expect(telegram.violations).toEqual([]);
  expect(bot.log.filter(({ event }) => event === 'command-failed')).toEqual([]);
});
