import { expect, test } from 'vitest';
import { sayPlain } from '../src/phrases/say.ts';
import { connect, newDesk } from './discord-samples.ts';
import { openDiscord } from './support/discord/client.ts';
import type { Reaction } from './support/discord/exchange.ts';
import { list, payload } from './support/payload.ts';
import { discordIds, discordOptions, plain, probe, words } from './support/talk.ts';

const choices = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    label: `Choice ${i}`,
    value: `value ${i} ${'of many words '.repeat(12)}`,
  }));

const QUERY =
  '"heat pump" AND (law OR court), solar AND NOT (football OR "stock market"), climate AND policy AND europe';

async function open(...made: Parameters<typeof probe>) {
  const discord = await openDiscord();
  const { heard, commands } = probe(...made);
  await connect(discord, newDesk(), commands);
  const first = await discord.runCommand({ name: 'probe', subcommand: 'go' });
  const components = (reaction: Reaction) => reaction.message?.components ?? [];
  return { discord, heard, commands, first, messageId: first.message?.id ?? '', components };
}

test('a button says a line of any length, and after a restart still does', async () => {
  const { discord, heard, commands, first, messageId, components } = await open({
    buttons: [{ label: 'Long', says: `probe ${QUERY}` }],
  });
  const customId = discordIds(components(first)).get('Long') ?? '';
  await connect(discord, newDesk(), commands);
  const pressed = await discord.pressButton({ messageId, customId });
  expect(pressed.message?.content).toContain('solar');
  expect(heard.at(-1)?.['what']).toBe(QUERY);
  expect(discord.violations).toEqual([]);
});

test('a menu says its line with the value that was chosen, in the place of the question', async () => {
  const { discord, heard, first, messageId, components } = await open({
    menus: [{ asks: 'Which?', says: 'probe what={} name=x', choices: choices(3) }],
  });
  const customId = discordIds(components(first)).get('Which?') ?? '';
  const chosen = await discord.pressButton({ messageId, customId, values: ['2'] });
  expect(heard.at(-1)).toEqual({ what: choices(3)[2]?.value, name: 'x' });
  expect(chosen.message).toMatchObject({ id: messageId, components: [] });
  expect(discord.violations).toEqual([]);
});

test('of a long menu each page offers 25, and what was chosen on one is kept while another is seen', async () => {
  const { discord, heard, first, messageId, components } = await open({
    menus: [
      {
        asks: 'Which?',
        says: 'probe {}',
        choices: choices(60).map(({ label }) => ({ label, value: label })),
        many: true,
      },
    ],
  });
  let seen = first;
  const press = async (label: string, values?: readonly string[]) => {
    const customId = discordIds(components(seen)).get(label) ?? '';
    seen = await discord.pressButton({ messageId, customId, ...(values === undefined ? {} : { values }) });
  };
  expect(discordOptions(components(seen), 'Which?')).toHaveLength(25);
  await press('Which?', ['3', '24']);
  await press(words.next);
  expect(discordOptions(components(seen), 'Which?')[0]).toMatchObject({ label: 'Choice 25', value: '25' });
  await press('Which?', ['30']);
  await press(words.previous);
  expect(discordOptions(components(seen), 'Which?').filter((each) => each['default'])).toHaveLength(2);
  await press(words.done(3));
  expect(heard.at(-1)?.['what']).toBe('Choice 3,Choice 24,Choice 30');
  expect(discord.violations).toEqual([]);
});

const FORM = {
  title: 'Name a query, so that digests can use it by that name',
  fields: [
    { name: 'name', label: 'Name', example: 'climate' },
    { name: 'what', label: 'What to look for, in words, phrases, AND, OR, NOT', value: 'climate', long: true },
  ],
};

test('a button that asks opens a form, and what is typed stands behind its line', async () => {
  const { discord, heard, first, messageId, components } = await open({
    buttons: [{ label: 'Write', says: 'probe', asks: FORM }],
  });
  const asked = await discord.pressButton({ messageId, customId: discordIds(components(first)).get('Write') ?? '' });
  const fields = list(asked.modal?.['components']).map(payload);
  expect(fields.map(({ label }) => label)).toEqual(['Name', expect.stringContaining('What to look for')]);
  expect(payload(fields[1]?.['component'])['value']).toBe('climate');
  const fill = { customId: String(asked.modal?.['custom_id']), fields: { name: 'law', what: QUERY }, messageId };
  const done = await discord.submitModal(fill);
  expect(heard.at(-1)).toEqual({ name: 'law', what: QUERY });
  expect(done.message).toMatchObject({ id: messageId, components: [] });
  expect(discord.violations).toEqual([]);
});

test('what a command needs is asked for by a menu of what there is', async () => {
  const discord = await openDiscord();
  const offer = async () => [{ label: 'The green one', value: 'green paint' }];
  const { heard, commands } = probe(
    {},
    { options: { what: { kind: 'text', required: true, about: 'option.topic', offer } } },
  );
  await connect(discord, newDesk(), commands);
  const { message } = await discord.runCommand({ name: 'probe', subcommand: 'go' });
  const [customId = ''] = discordIds(message?.components ?? []).values();
  await discord.pressButton({ messageId: message?.id ?? '', customId, values: ['0'] });
  expect(heard).toEqual([{ what: 'green paint' }]);
});

test('where there is nothing to choose from, it is asked for by a form', async () => {
  const discord = await openDiscord();
  const offer = async () => [];
  const { heard, commands } = probe(
    {},
    { options: { what: { kind: 'text', required: true, about: 'option.topic', offer } } },
  );
  await connect(discord, newDesk(), commands);
  const { modal } = await discord.runCommand({ name: 'probe', subcommand: 'go' });
  const done = await discord.submitModal({ customId: String(modal?.['custom_id']), fields: { what: 'rain' } });
  expect(done).toMatchObject({ ephemeral: true, message: { content: 'Heard rain.' } });
  expect(heard).toEqual([{ what: 'rain' }]);
  expect(discord.violations).toEqual([]);
});

test('a button pressed twice acts once, and the second press gets a sentence', async () => {
  const held = Promise.withResolvers<void>();
  const acts: unknown[] = [];
  const { discord, first, messageId, components } = await open(
    {},
    {
      answer: async ({ given }) => {
        if (!given['what']) return { text: plain('Well?'), buttons: [{ label: 'End', says: 'probe end' }] };
        acts.push(given['what']);
        await held.promise;
        return { text: plain('Ended.') };
      },
    },
  );
  const customId = discordIds(components(first)).get('End') ?? '';
  const one = discord.pressButton({ messageId, customId });
  const two = await discord.pressButton({ messageId, customId });
  expect(two.message?.content).toContain('pressed before');
  held.resolve();
  expect((await one).message).toMatchObject({ id: messageId, content: 'Ended.' });
  expect(acts).toEqual(['end']);
  expect(discord.violations).toEqual([]);
});

test('a button whose line is not kept any more gets a sentence', async () => {
  const discord = await openDiscord();
  const { commands } = probe({ buttons: [{ label: 'Long', says: `probe ${QUERY}` }] });
  const notes = { ...newDesk().notes, find: async () => null };
  await connect(discord, newDesk({ notes }), commands);
  const { message } = await discord.runCommand({ name: 'probe', subcommand: 'go' });
  const customId = discordIds(message?.components ?? []).get('Long') ?? '';
  const pressed = await discord.pressButton({ messageId: message?.id ?? '', customId });
  expect(pressed.message?.content).toBe(sayPlain('en', 'press.gone'));
});

test('of a flood of one person the first are answered, the rest in a word', async () => {
  const held = Promise.withResolvers<void>();
  const acts: unknown[] = [];
  const discord = await openDiscord();
  const { commands } = probe(
    {},
    {
      answer: async () => {
        acts.push(1);
        await held.promise;
        return { text: plain('There.') };
      },
    },
  );
  await connect(discord, newDesk(), commands);
  const all = Array.from({ length: 8 }, () => discord.runCommand({ name: 'probe', subcommand: 'go' }));
  const asMember = discord.runCommand({ name: 'probe', subcommand: 'go', user: discord.member });
  await discord.until(() => acts.length === 4);
  held.resolve();
  const said = (await Promise.all(all)).map(({ message }) => message?.content);
  expect(said.filter((content) => content === 'There.')).toHaveLength(3);
  expect(said.filter((content) => content?.startsWith('One at a time'))).toHaveLength(5);
  expect((await asMember).message?.content).toBe('There.');
  expect(discord.violations).toEqual([]);
});
