import { expect, test } from 'vitest';
import type { Part } from '../src/domain/digest.ts';
import { newDelivery, newPart, newSide } from './discord-samples.ts';
import { openDiscord } from './support/discord/client.ts';
import type { Discord } from './support/discord/server.ts';

const never = new AbortController().signal;

async function open() {
  const discord = await openDiscord();
  const { messenger } = newSide(discord).connection;
  return { discord, messenger, delivery: newDelivery(discord.channel.id) };
}

/** A part behind which another comes: it bears no buttons. */
function firstOfTwo(): Part {
  const { buttons, ...drawn } = JSON.parse(newPart().body) as { buttons?: unknown };
  return { body: JSON.stringify(drawn), stories: [] };
}

function contents(discord: Discord): readonly string[] {
  return discord.messages(discord.channel.id).map(({ content }) => content);
}

test('a part is one message with a nonce, and rings nobody', async () => {
  const { discord, messenger, delivery } = await open();
  const outcome = await messenger.send(delivery, never);
  const [message, ...rest] = discord.messages(discord.channel.id);
  expect(rest).toEqual([]);
  expect(outcome).toEqual({ kind: 'sent', message: message?.id });
  expect(message?.request).toMatchObject({ allowed_mentions: { parse: [] }, enforce_nonce: true });
  expect(String(message?.nonce)).toMatch(/^bs-.{1,22}$/u);
  expect(discord.violations).toEqual([]);
});

test.each([
  ['reset', { kind: 'reset', isStored: true }],
  ['502', { kind: 'answer', status: 502, isStored: true }],
] as const)('a part whose answer was lost (%s) is uncertain, and sent again stays one message', async (_, fault) => {
  const { discord, messenger, delivery } = await open();
  discord.fault({ ...fault, method: 'POST', path: /messages$/u });
  expect(await messenger.send(delivery, never)).toMatchObject({ kind: 'uncertain' });
  expect(contents(discord)).toHaveLength(1);
  const [message] = discord.messages(discord.channel.id);
  expect(await messenger.send({ ...delivery, uncertain: true }, never)).toEqual({ kind: 'sent', message: message?.id });
  expect(contents(discord)).toHaveLength(1);
});

test.each([
  ['the mark in its buttons', newPart(), 'something else'],
  ['what it says, where it bears none', firstOfTwo(), null],
] as const)('long after its nonce was forgotten a part is found again by %s', async (_, part, content) => {
  const { discord, messenger, delivery } = await open();
  const first = await messenger.send({ ...delivery, part }, never);
  discord.forgetNonces();
  for (let other = 0; other < 120; other += 1) discord.say(discord.channel.id, `Talk ${other}`);
  const [message] = discord.messages(discord.channel.id);
  if (content !== null && message !== undefined) discord.edit(message.id, { content });
  expect(await messenger.send({ ...delivery, part, uncertain: true }, never)).toEqual(first);
  expect(discord.messages(discord.channel.id)).toHaveLength(121);
});

test('a part that did not arrive is sent although one of an earlier day reads the same', async () => {
  const { discord, messenger, delivery } = await open();
  await messenger.send(delivery, never);
  const tomorrow = new Date(delivery.owedAt.getTime() + 86_400_000);
  const part = firstOfTwo();
  await messenger.send({ ...delivery, part, uncertain: true, owedAt: tomorrow }, never);
  expect(contents(discord)).toHaveLength(2);
});

test('where the bot may not read what was written, an uncertain part is sent under its nonce', async () => {
  const { discord, messenger } = await open();
  const { id } = discord.addChannel({ name: 'write-only', deny: ['READ_MESSAGE_HISTORY'] });
  const outcome = await messenger.send(newDelivery(id, { uncertain: true }), never);
  expect(outcome).toMatchObject({ kind: 'sent', isPerhapsTwice: true });
});

test('a deadline while Discord is silent leaves the part uncertain', async () => {
  const { discord, messenger, delivery } = await open();
  discord.fault({ kind: 'hang', method: 'POST', path: /messages$/u });
  expect(await messenger.send(delivery, AbortSignal.timeout(100))).toMatchObject({ kind: 'uncertain' });
});

test.each([false, true])(
  'being told to wait holds the part back as long as Discord says (for the whole bot: %s)',
  async (isGlobal) => {
    const { discord, messenger, delivery } = await open();
    discord.fault({ kind: 'slow-down', retryAfterSeconds: 7, isGlobal, method: 'POST', path: /messages$/u });
    const outcome = await messenger.send(delivery, never);
    expect(outcome).toMatchObject({ kind: 'later', whole: isGlobal });
    expect(outcome.kind === 'later' && outcome.afterMs).toBeGreaterThanOrEqual(7000);
    expect(outcome.kind === 'later' && outcome.afterMs).toBeLessThan(7500);
    expect(contents(discord)).toEqual([]);
  },
);

test('a channel’s sixth message in five seconds waits without being asked to', async () => {
  const { discord, messenger } = await open();
  const kinds: string[] = [];
  for (let i = 0; i < 6; i += 1) {
    kinds.push((await messenger.send(newDelivery(discord.channel.id, { owedAt: new Date(i) }), never)).kind);
  }
  expect(kinds).toEqual(['sent', 'sent', 'sent', 'sent', 'sent', 'later']);
  expect(discord.violations).toEqual([]);
});

test.each([
  [403, 50001, { kind: 'refused', reason: 'forbidden' }],
  [403, 50013, { kind: 'refused', reason: 'forbidden' }],
  [403, 50007, { kind: 'refused', reason: 'forbidden' }],
  [400, 50008, { kind: 'refused', reason: 'forbidden' }],
  [404, 10003, { kind: 'refused', reason: 'gone' }],
  [400, 50035, { kind: 'refused', reason: 'malformed' }],
  [401, 0, { kind: 'later', whole: true }],
])('an answer %i with code %i is understood', async (status, code, expected) => {
  const { discord, messenger, delivery } = await open();
  discord.fault({ kind: 'answer', status, body: { code, message: 'No' }, method: 'POST', path: /messages$/u });
  expect(await messenger.send(delivery, never)).toMatchObject(expected);
});

test('a Discord that is not there leaves the part for later', async () => {
  const { discord, delivery } = await open();
  const { messenger } = newSide(discord, { apiUrl: 'http://127.0.0.1:1/api' }).connection;
  expect(await messenger.send(delivery, never)).toMatchObject({ kind: 'later', whole: false });
});

test.each([
  [{ name: 'open' }, []],
  [{ name: 'hidden', deny: ['VIEW_CHANNEL'] }, ['View Channel']],
  [{ name: 'silent', deny: ['SEND_MESSAGES', 'EMBED_LINKS'] }, ['Send Messages', 'Embed Links']],
  [{ name: 'no-threads', deny: ['SEND_MESSAGES_IN_THREADS'] }, []],
] as const)('what the bot lacks in a channel is named: %j', async (wanted, missing) => {
  const { discord, messenger } = await open();
  const { id } = discord.addChannel({ ...wanted });
  const may = await messenger.mayPost({ platform: 'discord', address: id });
  expect(may).toEqual(missing.length === 0 ? { kind: 'yes' } : { kind: 'no', missing });
});

test('a thread has the rights of its channel, and needs one of its own', async () => {
  const { discord, messenger } = await open();
  const parent = discord.addChannel({ name: 'no-threads', deny: ['SEND_MESSAGES_IN_THREADS', 'SEND_MESSAGES'] });
  const { id } = discord.addChannel({ name: 'thread', type: 'thread', parent: parent.id });
  expect(await messenger.mayPost({ platform: 'discord', address: id })).toEqual({
    kind: 'no',
    missing: ['Send Messages in Threads'],
  });
});

test('a direct message needs no permission', async () => {
  const { discord, messenger } = await open();
  const { id } = discord.addChannel({ type: 'dm', guild: null, recipient: discord.member });
  expect(await messenger.mayPost({ platform: 'discord', address: id })).toEqual({ kind: 'yes' });
});

test('a person is told something in private, with what an outlet wrote kept plain', async () => {
  const { discord, messenger } = await open();
  const { id } = discord.addChannel({ type: 'dm', guild: null, recipient: discord.member });
  const text = [{ form: 'bold', text: 'Harbour *Post*' } as const, { form: 'plain', text: ' has moved.' } as const];
  expect(await messenger.tell(`discord:${discord.member}`, text)).toBe(true);
  const told = [...discord.messages(id)];
  expect(discord.violations).toEqual([]);
  expect(told.map(({ content }) => content)).toEqual(['**Harbour \\*Post\\*** has moved.']);
});

test('whom a private message cannot reach is no reason to fail', async () => {
  const { discord, messenger } = await open();
  discord.fault({
    kind: 'answer',
    method: 'POST',
    path: /messages$/u,
    status: 403,
    body: { code: 50_007, message: 'Cannot send messages to this user' },
  });
  expect(await messenger.tell(`discord:${discord.member}`, [{ form: 'plain', text: 'Hello' }])).toBe(false);
  expect(await messenger.tell('telegram:5', [{ form: 'plain', text: 'Hello' }])).toBe(false);
  expect(await messenger.tell('discord:none', [{ form: 'plain', text: 'Hello' }])).toBe(false);
});
