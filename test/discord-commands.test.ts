import { expect, test } from 'vitest';
import { COMMANDS } from '../commands/index.ts';
import type { Command, Request } from '../src/domain/command.ts';
import type { NewsDesk, Order } from '../src/domain/desk.ts';
import { connect, newDesk, newPart } from './discord-samples.ts';
import { openDiscord } from './support/discord/client.ts';
import type { Reaction } from './support/discord/exchange.ts';
import { list, payload } from './support/payload.ts';

const THINKING = 5;
const GROUPS = [...new Set(COMMANDS.flatMap(({ discord }) => (discord === null ? [] : [discord.group])))];

/** A command that answers as a test says, and remembers who asked. */
function commandOf(answer: Command['answer'], some: Partial<Command> = {}): readonly Command[] {
  return [
    {
      discord: { group: 'probe', verb: 'go' },
      telegram: ['probe'],
      about: 'about.list',
      who: 'everyone',
      options: {},
      answer,
      ...some,
    },
  ];
}

const plain = (text: string) => [{ form: 'plain', text }] as const;

test('commands are registered once, and not again while they stay the same', async () => {
  const discord = await openDiscord();
  const first = await connect(discord);
  expect(first.happenings).toContainEqual({ event: 'commands-registered', platform: 'discord', count: GROUPS.length });
  const registered = discord.commands();
  expect(registered.map(({ name }) => name)).toEqual(GROUPS);
  expect(new Set(registered.map((each) => each['default_member_permissions']))).toEqual(new Set([null]));
  await first.connection.stop();
  const second = await connect(discord);
  expect(second.happenings.map(({ event }) => event)).not.toContain('commands-registered');
  expect(discord.commands()).toEqual(registered);
  expect(discord.violations).toEqual([]);
});

const FEWER = COMMANDS.filter(({ discord }) => discord?.group === 'digest').slice(0, 3);

test('a command that changed is registered anew', async () => {
  const discord = await openDiscord();
  await (await connect(discord)).connection.stop();
  const changed = await connect(discord, newDesk(), FEWER);
  expect(changed.happenings).toContainEqual({ event: 'commands-registered', platform: 'discord', count: 1 });
  const [digest] = discord.commands();
  expect(list(digest?.['options']).map((verb) => payload(verb)['name'])).toEqual(['subscribe', 'list', 'preview']);
});

test('registering is tried again when Discord failed, and people are answered meanwhile', async () => {
  const discord = await openDiscord();
  discord.fault({ kind: 'answer', status: 400, body: { code: 0, message: 'No' }, method: 'PUT', path: /commands$/u });
  const side = await connect(discord);
  expect(side.happenings).toContainEqual(
    expect.objectContaining({ event: 'command-failed', command: 'registering commands' }),
  );
  await side.heard('commands-registered');
  expect(discord.commands()).toHaveLength(GROUPS.length);
});

test('a manager’s order reaches the desk with place, language and options, and is answered to them alone', async () => {
  const discord = await openDiscord();
  const orders: Order[] = [];
  const desk = newDesk({
    async subscribe(order) {
      orders.push(order);
      return { kind: 'wrong-time', given: order.times ?? '' };
    },
  });
  await connect(discord, desk);
  const options = { topics: 'climate', time: '25:00', zone: 'Europe/Berlin' };
  const reaction = await discord.runCommand({ name: 'digest', subcommand: 'subscribe', options, locale: 'en-GB' });
  const place = {
    platform: 'discord',
    address: discord.channel.id,
    community: `discord:${discord.guild.id}`,
    name: 'news',
  };
  expect(orders).toEqual([
    {
      place,
      by: `discord:${discord.owner}`,
      language: 'en-GB',
      topics: 'climate',
      times: '25:00',
      zone: 'Europe/Berlin',
      days: null,
    },
  ]);
  expect(reaction).toMatchObject({ acked: true, ephemeral: true });
  expect(reaction.message?.content).toBe(
    '“25:00” is no time of day. Write it as 08:00 or 6:30pm; several as 08:00, 18:30.',
  );
  expect(discord.violations).toEqual([]);
});

test('who may not manage the server may read, and is told what changing needs', async () => {
  const discord = await openDiscord();
  await connect(discord, newDesk({ unsubscribe: async () => ({ kind: 'no-such-subscription', count: 0 }) }));
  const asMember = { name: 'digest', user: discord.member };
  const refused = await discord.runCommand({ ...asMember, subcommand: 'subscribe' });
  expect(refused.message?.content).toContain('Manage Server');
  const shown = await discord.runCommand({ ...asMember, subcommand: 'list' });
  expect(shown.message?.content).toBe('No digest is ordered here yet. Order one with `/digest subscribe`.');
  const manager = await discord.runCommand({ ...asMember, subcommand: 'unsubscribe', permissions: ['MANAGE_GUILD'] });
  expect(manager.message?.content).toContain('No digest is ordered here yet');
});

test('in a direct message everybody manages their own conversation', async () => {
  const discord = await openDiscord();
  const dm = discord.addChannel({ type: 'dm', guild: null, recipient: discord.member });
  const requests: Request[] = [];
  const commands = commandOf(
    async (request) => {
      requests.push(request);
      return { text: plain('Heard.') };
    },
    { who: 'manager' },
  );
  await connect(discord, newDesk(), commands);
  const reaction = await discord.runCommand({ name: 'probe', subcommand: 'go', channel: dm.id });
  expect(reaction.message?.content).toBe('Heard.');
  expect(requests[0]?.place).toMatchObject({ address: dm.id, community: `discord:dm-${dm.id}` });
  expect(requests[0]?.asker).toEqual({
    id: `discord:${discord.member}`,
    name: 'mallory',
    isManager: true,
    isOwner: false,
  });
});

test('what could be meant is offered while somebody types', async () => {
  const discord = await openDiscord();
  const zones = ['Europe/Berlin', 'x'.repeat(101), ...Array.from({ length: 40 }, (_, i) => `Zone/${i}`)];
  await connect(discord, newDesk({ suggestZones: (typed) => (typed === 'ber' ? zones : []) }));
  const ask = { name: 'digest', subcommand: 'subscribe', options: { zone: 'ber' }, focused: 'zone' };
  const { choices } = await discord.autocomplete(ask);
  expect(choices).toHaveLength(25);
  expect(choices[0]).toMatchObject({ name: 'Europe/Berlin', value: 'Europe/Berlin' });
});

test('what a command has a menu of is offered by its words while somebody types, to those who may say it', async () => {
  const discord = await openDiscord();
  const stories = [
    { number: 1, headline: `Ferry to Ostrova sails again ${'and again '.repeat(12)}` },
    { number: 2, headline: 'Budget passes in Valdria' },
  ];
  const source = { address: 'https://ferry.example/feed', title: 'Ferry News' };
  const past = { kind: 'past', digest: 46, at: new Date(), zone: 'UTC', stories };
  const desk = { pastDigest: async () => past, sources: async () => ({ shown: [{ source, number: 1 }], pages: 1 }) };
  await connect(discord, newDesk(desk as unknown as Partial<NewsDesk>));
  const muting = { name: 'mute', subcommand: 'add', options: { what: 'FERRY' }, focused: 'what' };
  const { choices } = await discord.autocomplete({ ...muting, user: discord.owner });
  expect(choices).toEqual([
    { name: expect.stringMatching(/^1\. Ferry to Ostrova.*…$/u), value: '@1a 1' },
    { name: 'Ferry News', value: 'https://ferry.example/feed' },
  ]);
  expect((await discord.autocomplete({ ...muting, user: discord.member })).choices).toEqual([]);
  const asking = { name: 'why', options: { what: '' }, focused: 'what', user: discord.member };
  expect((await discord.autocomplete(asking)).choices).toHaveLength(2);
  expect(discord.violations).toEqual([]);
});

test('an answer that takes long is promised in time', async () => {
  const discord = await openDiscord();
  const { promise, resolve } = Promise.withResolvers<void>();
  await connect(
    discord,
    newDesk(),
    commandOf(async () => promise.then(() => ({ text: plain('At last.') }))),
  );
  const until = ({ acked, edits }: Reaction): boolean => {
    if (acked) resolve();
    return edits === 1;
  };
  const reaction = await discord.runCommand({ name: 'probe', subcommand: 'go', until });
  expect(reaction).toMatchObject({ ackType: THINKING, ephemeral: true });
  expect(reaction.message?.content).toBe('At last.');
  expect(discord.violations).toEqual([]);
});

test('a long answer comes in several messages, none cut within a line', async () => {
  const discord = await openDiscord();
  const rows = Array.from({ length: 90 }, (_, i) => `Row ${i} tells of the ferry, its boats and the harbour`);
  await connect(
    discord,
    newDesk(),
    commandOf(async () => ({ text: plain(rows.join('\n')) })),
  );
  const until = ({ followups }: Reaction) => followups.length === 2;
  const { message, followups } = await discord.runCommand({ name: 'probe', subcommand: 'go', until });
  const texts = [message, ...followups].map((each) => each?.content ?? '');
  expect(texts.join('\n')).toBe(rows.join('\n'));
  expect(followups.map(({ flags }) => flags & 64)).toEqual([64, 64]);
});

test('a preview’s parts follow its text, seen by who asked alone', async () => {
  const discord = await openDiscord();
  const desk = newDesk({ preview: async () => ({ kind: 'preview', parts: [newPart()], stories: 1 }) });
  await connect(discord, desk);
  const until = ({ followups }: Reaction) => followups.length === 1;
  const { followups } = await discord.runCommand({
    name: 'digest',
    subcommand: 'preview',
    options: { number: 1 },
    until,
  });
  expect(followups[0]?.embeds[0]).toMatchObject({ title: '1. Ferry line between the islands opens again' });
  expect((followups[0]?.flags ?? 0) & 64).toBe(64);
  expect(discord.messages(discord.channel.id)).toEqual([]);
});

test('a button says its command for who presses it, with the same permission, and gives way to the answer', async () => {
  const discord = await openDiscord();
  const given: unknown[] = [];
  const commands = commandOf(
    async (request) => {
      given.push(request.given);
      if (request.given['number'] !== null) return { text: plain('Ended.') };
      return {
        text: plain('Which one?'),
        buttons: [1, 2, 3, 4, 5, 6].map((n) => ({ label: `${n}. ${'climate '.repeat(20)}`, says: `probe ${n}` })),
      };
    },
    { who: 'manager', options: { number: { kind: 'number', required: false, about: 'option.number' } } },
  );
  await connect(discord, newDesk(), commands);
  const { message } = await discord.runCommand({ name: 'probe', subcommand: 'go' });
  const press = { messageId: message?.id ?? '', customId: 'say:probe 2' };
  const refused = await discord.pressButton({ ...press, user: discord.member });
  expect(refused.message?.content).toContain('Manage Server');
  expect(given).toEqual([{ number: null }]);
});

test('a button says a command whose name has a verb', async () => {
  const discord = await openDiscord();
  const commands = commandOf(
    async ({ given }) => ({
      text: plain(`Said ${given['number']}.`),
      buttons: given['number'] === null ? [{ label: 'Two', says: 'probe go 2' }] : [],
    }),
    { telegram: ['probe go'], options: { number: { kind: 'number', required: false, about: 'option.number' } } },
  );
  await connect(discord, newDesk(), commands);
  const { message } = await discord.runCommand({ name: 'probe', subcommand: 'go' });
  const pressed = await discord.pressButton({ messageId: message?.id ?? '', customId: 'say:probe go 2' });
  expect(pressed.message?.content).toBe('Said 2.');
  expect(discord.violations).toEqual([]);
});

test('a pressed button’s command is answered in its place', async () => {
  const discord = await openDiscord();
  const commands = commandOf(
    async ({ given }) => ({
      text: plain(`Number ${given['number'] ?? 'none'}`),
      buttons: given['number'] === null ? [{ label: 'Two', says: 'probe 2' }] : [],
    }),
    { options: { number: { kind: 'number', required: false, about: 'option.number' } } },
  );
  await connect(discord, newDesk(), commands);
  const { message } = await discord.runCommand({ name: 'probe', subcommand: 'go' });
  const pressed = await discord.pressButton({ messageId: message?.id ?? '', customId: 'say:probe 2' });
  expect(pressed.message).toMatchObject({ id: message?.id, content: 'Number 2', components: [] });
  expect(discord.violations).toEqual([]);
});

test('a fault in a command is reported, and the person gets a sentence of ours', async () => {
  const discord = await openDiscord();
  const fault = new Error('the shelf fell down');
  const commands = commandOf(async () => {
    throw fault;
  });
  const side = await connect(discord, newDesk(), commands);
  const { message } = await discord.runCommand({ name: 'probe', subcommand: 'go' });
  expect(message?.content).toContain('Something went wrong on my side');
  expect(message?.content).not.toContain('shelf');
  expect(side.happenings).toContainEqual({
    event: 'command-failed',
    platform: 'discord',
    command: '/probe go',
    error: fault,
  });
});
