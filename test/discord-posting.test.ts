import { expect, test } from 'vitest';
import type { Delivery } from '../src/domain/delivery.ts';
import type { Part } from '../src/domain/digest.ts';
import { type Posting, USUAL_POSTING } from '../src/domain/subscription.ts';
import { newDelivery, newPart, newSide } from './discord-samples.ts';
import { openDiscord } from './support/discord/client.ts';
import type { Discord } from './support/discord/server.ts';
import type { NewChannel } from './support/discord/world.ts';

const never = new AbortController().signal;

async function open(wanted: NewChannel = {}) {
  const discord = await openDiscord();
  const { connection, happenings } = newSide(discord);
  const channel = discord.addChannel({ name: 'posts', ...wanted });
  return { discord, channel, happenings, messenger: connection.messenger };
}

/** One of the two parts of a digest; the last bears its buttons. */
function partOf(number: 1 | 2, address: string, some: Partial<Delivery> = {}): Delivery {
  const { buttons, ...drawn } = JSON.parse(newPart().body) as { content: string; buttons?: unknown };
  const body = { ...drawn, content: `${drawn.content} (${number}/2)`, ...(number === 2 ? { buttons } : {}) };
  const part: Part = { body: JSON.stringify(body), stories: [] };
  return newDelivery(address, { id: number as Delivery['id'], number, of: 2, part, ...some });
}

function posting(some: Partial<Posting>): Pick<Delivery, 'posting'> {
  return { posting: { ...USUAL_POSTING, ...some } };
}

function idsOf(discord: Discord, place: string): readonly string[] {
  return discord.messages(place).map(({ id }) => id);
}

test.each(['forum', 'media'] as const)(
  'in a %s channel a digest is one post with its date as title, and its further parts follow in it',
  async (type) => {
    const { discord, channel, messenger } = await open({ type });
    const first = await messenger.send(partOf(1, channel.id), never);
    const [thread, ...others] = discord.threadsOf(channel.id);
    expect(others).toEqual([]);
    expect(thread?.name).toBe('News digest, Sunday, 22 November 2026');
    expect(first).toEqual({ kind: 'sent', message: thread?.id, thread: thread?.id });
    const second = await messenger.send(partOf(2, channel.id, { thread: thread?.id ?? '' }), never);
    expect(idsOf(discord, thread?.id ?? '')).toEqual([thread?.id, second.kind === 'sent' ? second.message : null]);
    expect(discord.violations).toEqual([]);
  },
);

test('a forum that is known is posted to without trying a message first', async () => {
  const { discord, channel, messenger } = await open({ type: 'forum' });
  for (const id of [1, 2]) await messenger.send(newDelivery(channel.id, { id: id as Delivery['id'] }), never);
  const tried = discord.requests.filter((each) => each === `POST /channels/${channel.id}/messages`);
  expect(tried).toHaveLength(1);
  expect(discord.threadsOf(channel.id)).toHaveLength(2);
});

test('a forum that takes no post without a tag gets the first tag that everybody may give', async () => {
  const tags = [
    { id: '71', name: 'staff', moderated: true },
    { id: '72', name: 'news', moderated: false },
  ];
  const { discord, channel, messenger } = await open({ type: 'forum', isTagRequired: true, tags });
  expect(await messenger.send(newDelivery(channel.id), never)).toMatchObject({ kind: 'sent' });
  expect(discord.threadsOf(channel.id)[0]?.appliedTags).toEqual(['72']);
});

test('a forum that wants a tag only moderators may give is closed to the bot', async () => {
  const tags = [{ id: '71', name: 'staff', moderated: true }];
  const { channel, messenger } = await open({ type: 'forum', isTagRequired: true, tags });
  expect(await messenger.send(newDelivery(channel.id), never)).toMatchObject({ kind: 'refused', reason: 'forbidden' });
});

test.each([
  ['by its mark', 2, false],
  ['by what it says', 1, false],
  ['by its mark, though it is archived', 2, true],
] as const)('a post whose answer was lost is found again %s', async (_, number, isArchived) => {
  const { discord, channel, messenger } = await open({ type: 'forum' });
  await messenger.send(newDelivery(channel.id, { id: 90 as Delivery['id'] }), never);
  discord.fault({ kind: 'reset', isStored: true, method: 'POST', path: /threads$/u });
  const part = partOf(number, channel.id);
  expect(await messenger.send(part, never)).toMatchObject({ kind: 'uncertain' });
  const [, thread] = discord.threadsOf(channel.id);
  discord.changeThread(thread?.id ?? '', { isArchived });
  const { messenger: later } = newSide(discord).connection;
  const found = await later.send({ ...part, uncertain: true }, never);
  expect(found).toEqual({ kind: 'sent', message: thread?.id, thread: thread?.id });
  expect(discord.threadsOf(channel.id)).toHaveLength(2);
});

test('a post that did not arrive is posted', async () => {
  const { discord, channel, messenger } = await open({ type: 'forum' });
  const outcome = await messenger.send(newDelivery(channel.id, { uncertain: true }), never);
  expect(outcome).toMatchObject({ kind: 'sent', thread: discord.threadsOf(channel.id)[0]?.id });
});

test('who removes the post of a digest ends that digest alone', async () => {
  const { channel, messenger } = await open({ type: 'forum' });
  const outcome = await messenger.send(partOf(2, channel.id, { thread: '4711' }), never);
  expect(outcome).toMatchObject({ kind: 'refused', reason: 'removed' });
});

test('an archived thread opens again for a digest', async () => {
  const { discord, messenger } = await open();
  const thread = discord.addChannel({ type: 'thread', parent: discord.channel.id, isArchived: true });
  expect(await messenger.send(newDelivery(thread.id), never)).toMatchObject({ kind: 'sent' });
  expect(discord.channelOf(thread.id)?.isArchived).toBe(false);
});

test('an archived thread that does not open by itself is opened by hand', async () => {
  const { discord, messenger } = await open();
  const thread = discord.addChannel({ type: 'thread', parent: discord.channel.id, isArchived: true });
  const body = { code: 50083, message: 'Thread is archived' };
  discord.fault({ kind: 'answer', status: 400, body, method: 'POST', path: /messages$/u });
  expect(await messenger.send(newDelivery(thread.id), never)).toMatchObject({ kind: 'sent' });
  expect(discord.requests).toContain(`PATCH /channels/${thread.id}`);
});

test('a locked thread refuses a digest, unless the bot may manage threads', async () => {
  const { discord, messenger } = await open();
  const locked = { type: 'thread', parent: discord.channel.id, isArchived: true, isLocked: true } as const;
  const closed = discord.addChannel(locked);
  const managed = discord.addChannel({ ...locked, allow: ['MANAGE_THREADS'] });
  const refusal = { kind: 'refused', reason: 'locked', detail: 'Thread is locked' };
  expect(await messenger.send(newDelivery(closed.id), never)).toEqual(refusal);
  expect(await messenger.send(newDelivery(managed.id), never)).toMatchObject({ kind: 'sent' });
  expect(await messenger.mayPost({ platform: 'discord', address: closed.id })).toEqual({
    kind: 'no',
    missing: ['Manage Threads'],
  });
  expect(await messenger.mayPost({ platform: 'discord', address: managed.id })).toEqual({ kind: 'yes' });
});

test('with a thread for each digest one is opened under the first part, and the others follow in it', async () => {
  const { discord, channel, messenger } = await open();
  const first = await messenger.send(partOf(1, channel.id, posting({ thread: true })), never);
  const [message] = discord.messages(channel.id);
  expect(first).toEqual({ kind: 'sent', message: message?.id, thread: message?.id });
  const thread = message?.id ?? '';
  await messenger.send(partOf(2, channel.id, { ...posting({ thread: true }), thread }), never);
  expect(discord.messages(channel.id)).toHaveLength(1);
  expect(discord.messages(thread)).toHaveLength(1);
  expect(discord.threadsOf(channel.id)[0]?.name).toBe('News digest, Sunday, 22 November 2026');
});

test('a part found again has its thread, be it there or not', async () => {
  const { discord, channel, messenger } = await open();
  const part = partOf(1, channel.id, posting({ thread: true }));
  const first = await messenger.send(part, never);
  expect(await messenger.send({ ...part, uncertain: true }, never)).toEqual(first);
  expect(discord.threadsOf(channel.id)).toHaveLength(1);
});

test('where the bot may open no thread, the digest stays in the channel', async () => {
  const { discord, channel, messenger, happenings } = await open({ deny: ['CREATE_PUBLIC_THREADS'] });
  const [message] = [await messenger.send(partOf(1, channel.id, posting({ thread: true })), never)];
  expect(message).toEqual({ kind: 'sent', message: discord.messages(channel.id)[0]?.id });
  expect(happenings).toMatchObject([{ event: 'left-out', what: 'thread', why: 'Missing Permissions' }]);
});

test('a role is rung up once a digest, by its first part, and nobody else', async () => {
  const { discord, channel, messenger } = await open();
  await messenger.send(partOf(1, channel.id, posting({ role: '6000000000000000001' })), never);
  await messenger.send(partOf(2, channel.id, posting({ role: '6000000000000000001' })), never);
  const [first, second] = discord.messages(channel.id);
  expect(first?.content).toMatch(/^<@&6000000000000000001> /u);
  expect(first?.request['allowed_mentions']).toEqual({ parse: [], roles: ['6000000000000000001'] });
  expect(second?.content).not.toContain('<@&');
  expect(second?.request['allowed_mentions']).toEqual({ parse: [] });
  expect(discord.violations).toEqual([]);
});

test('what is no role’s id rings up nobody', async () => {
  const { discord, channel, messenger } = await open();
  await messenger.send(newDelivery(channel.id, posting({ role: '1> @everyone' })), never);
  expect(discord.messages(channel.id)[0]?.content).not.toContain('everyone');
  expect(discord.violations).toEqual([]);
});

test('only the first part of a digest makes a sound', async () => {
  const { discord, channel, messenger } = await open();
  await messenger.send(partOf(1, channel.id), never);
  await messenger.send(partOf(2, channel.id), never);
  expect(discord.messages(channel.id).map(({ flags }) => flags & 4096)).toEqual([0, 4096]);
});

test('the buttons stand under the last part alone and name the digest', async () => {
  const { discord, channel, messenger } = await open();
  await messenger.send(partOf(1, channel.id, { digest: 46 as Delivery['digest'] }), never);
  await messenger.send(partOf(2, channel.id, { digest: 46 as Delivery['digest'] }), never);
  const [first, second] = discord.messages(channel.id);
  expect(first?.components).toEqual([]);
  const [row] = second?.components ?? [];
  expect(row).toMatchObject({
    components: [
      { label: 'More stories', custom_id: expect.stringMatching(/^say@bs-2-\w+:more @1a$/u) },
      { label: 'Sources', custom_id: expect.stringMatching(/:origins @1a$/u) },
      { label: 'Why these?', custom_id: expect.stringMatching(/:why @1a$/u) },
      { label: 'Mute', custom_id: expect.stringMatching(/:mute @1a$/u) },
    ],
  });
});

test('in an announcement channel each part is published to those who follow it, once', async () => {
  const { discord, channel, messenger, happenings } = await open({ type: 'announcement' });
  const follower = discord.addChannel({ follows: channel.id });
  const part = partOf(1, channel.id, posting({ crosspost: true }));
  const first = await messenger.send(part, never);
  expect(await messenger.send({ ...part, uncertain: true }, never)).toEqual(first);
  expect(discord.messages(follower.id)).toHaveLength(1);
  expect(happenings).toEqual([]);
  expect(discord.violations).toEqual([]);
});

test('no more than ten messages of a channel are published in an hour, and all of them arrive', async () => {
  const { discord, channel, messenger, happenings } = await open({ type: 'announcement' });
  const follower = discord.addChannel({ follows: channel.id });
  discord.liftLimits();
  for (let id = 1; id <= 11; id += 1) {
    const outcome = await messenger.send(
      newDelivery(channel.id, { id: id as Delivery['id'], ...posting({ crosspost: true }) }),
      never,
    );
    expect(outcome.kind).toBe('sent');
  }
  expect(discord.messages(channel.id)).toHaveLength(11);
  expect(discord.messages(follower.id)).toHaveLength(10);
  expect(happenings).toMatchObject([{ event: 'left-out', what: 'publication' }]);
  expect(discord.violations).toEqual([]);
});

test('a part that is refused to be published is sent all the same, and a plain channel is asked once', async () => {
  const { discord, channel, messenger, happenings } = await open();
  for (const id of [1, 2]) {
    const part = newDelivery(channel.id, { id: id as Delivery['id'], ...posting({ crosspost: true }) });
    expect(await messenger.send(part, never)).toMatchObject({ kind: 'sent' });
  }
  expect(happenings).toMatchObject([{ what: 'publication' }, { what: 'publication' }]);
  expect(discord.requests.filter((each) => each.endsWith('/crosspost'))).toHaveLength(1);
});

test.each([
  [['SEND_MESSAGES'], ['Create Posts']],
  [['SEND_MESSAGES_IN_THREADS'], ['Send Messages in Posts']],
  [[], []],
] as const)('what the bot lacks to post in a forum is named: %j', async (deny, missing) => {
  const { channel, messenger } = await open({ type: 'forum', deny });
  const may = await messenger.mayPost({ platform: 'discord', address: channel.id });
  expect(may).toEqual(missing.length === 0 ? { kind: 'yes' } : { kind: 'no', missing });
});
