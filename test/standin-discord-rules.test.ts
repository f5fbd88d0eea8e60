import { REST, Routes } from 'discord.js';
import { expect, test } from 'vitest';
import { openDiscord } from './support/discord/client.ts';
import type { Discord } from './support/discord/server.ts';

function rest(discord: Discord): REST {
  return new REST({ api: discord.url }).setToken(discord.token);
}

function post(discord: Discord, body: unknown, channel = discord.channel.id): Promise<unknown> {
  return rest(discord).post(Routes.channelMessages(channel), { body });
}

const row = (count: number, label = 'L') => ({
  type: 1,
  components: Array.from({ length: count }, (_, at) => ({ type: 2, style: 1, label, custom_id: `${label}${at}` })),
});
const embed = (length: number) => ({ description: 'e'.repeat(length) });

test.each([
  ['content over 2000 characters', { content: 'c'.repeat(2001) }],
  ['eleven embeds', { embeds: Array.from({ length: 11 }, () => embed(1)) }],
  ['6001 characters over all embeds', { embeds: [embed(4000), embed(2001)] }],
  ['an embed description over 4096', { embeds: [embed(4097)] }],
  ['an embed title over 256', { embeds: [{ title: 't'.repeat(257) }] }],
  ['26 fields', { embeds: [{ fields: Array.from({ length: 26 }, () => ({ name: 'n', value: 'v' })) }] }],
  ['a field value over 1024', { embeds: [{ fields: [{ name: 'n', value: 'v'.repeat(1025) }] }] }],
  ['an embed url that is none', { embeds: [{ title: 't', url: 'somewhere' }] }],
  ['a nonce over 25 characters', { content: 'c', nonce: 'n'.repeat(26) }],
  ['six buttons in a row', { content: 'c', components: [row(6)] }],
  ['six rows', { content: 'c', components: Array.from({ length: 6 }, (_, at) => row(1, `r${at}`)) }],
  ['a label over 80', { content: 'c', components: [row(1, 'l'.repeat(81))] }],
  ['one custom id twice', { content: 'c', components: [row(1), row(1)] }],
  [
    'a menu with 26 options',
    {
      content: 'c',
      components: [
        {
          type: 1,
          components: [
            {
              type: 3,
              custom_id: 's',
              options: Array.from({ length: 26 }, (_, at) => ({ label: 'l', value: `${at}` })),
            },
          ],
        },
      ],
    },
  ],
])('a message with %s is refused as an invalid form', async (_, body) => {
  const discord = await openDiscord();
  await expect(post(discord, body)).rejects.toMatchObject({ status: 400, code: 50035 });
  expect(discord.messages(discord.channel.id)).toEqual([]);
});

test('a message at every limit is taken', async () => {
  const discord = await openDiscord();
  const full = [1, 2, 3, 4, 5].map((at) => row(5, `${at}`));
  await post(discord, {
    content: 'c'.repeat(2000),
    embeds: [embed(4096), embed(1904)],
    components: full,
    nonce: 'n'.repeat(25),
  });
  expect(discord.messages(discord.channel.id)).toHaveLength(1);
});

test('an empty message, a channel without rights and a channel that is gone are refused each in its own way', async () => {
  const discord = await openDiscord();
  const quiet = discord.addChannel({ name: 'quiet', deny: ['SEND_MESSAGES'] });
  const hidden = discord.addChannel({ name: 'hidden', deny: ['VIEW_CHANNEL'] });
  await expect(post(discord, {})).rejects.toMatchObject({ code: 50006 });
  await expect(post(discord, { content: 'c' }, quiet.id)).rejects.toMatchObject({ status: 403, code: 50013 });
  await expect(post(discord, { content: 'c' }, hidden.id)).rejects.toMatchObject({ status: 403, code: 50001 });
  for (let at = 0; at < 4; at++)
    await expect(post(discord, { content: 'c' }, '1')).rejects.toMatchObject({ code: 10003 });
  expect(discord.violations.map(({ kind }) => kind)).toEqual(['repeat-to-unknown-channel']);
});

test('mentions that would ring and embeds that share an address are violations', async () => {
  const discord = await openDiscord();
  await post(discord, { content: '@everyone', allowed_mentions: { parse: [] } });
  expect(discord.violations).toEqual([]);
  await post(discord, { content: '@everyone' });
  await post(discord, {
    embeds: [
      { title: 'a', url: 'https://a.example' },
      { title: 'b', url: 'https://a.example' },
    ],
  });
  expect(discord.violations.map(({ kind }) => kind)).toEqual(['mention-not-suppressed', 'embeds-share-a-url']);
});

test.each([
  ['an upper-case name', { name: 'Digest' }],
  ['a name with a space', { name: 'my digest' }],
  ['a description over 100 characters', { description: 'd'.repeat(101) }],
  ['no description', { description: '' }],
  ['a locale Discord does not know', { description_localizations: { ur: 'd' } }],
  ['26 options', { options: Array.from({ length: 26 }, (_, at) => ({ type: 3, name: `o${at}`, description: 'd' })) }],
  [
    '26 choices',
    {
      options: [
        {
          type: 3,
          name: 'o',
          description: 'd',
          choices: Array.from({ length: 26 }, (_, at) => ({ name: `${at}`, value: `${at}` })),
        },
      ],
    },
  ],
  [
    'a required option after an optional one',
    {
      options: [
        { type: 3, name: 'a', description: 'd' },
        { type: 3, name: 'b', description: 'd', required: true },
      ],
    },
  ],
])('a command with %s is refused at registration', async (_, wrong) => {
  const discord = await openDiscord();
  const body = [{ name: 'digest', description: 'The digest', ...wrong }];
  await expect(rest(discord).put(Routes.applicationCommands(discord.applicationId), { body })).rejects.toMatchObject({
    code: 50035,
  });
  expect(discord.commands()).toEqual([]);
});

test('a forum takes posts as threads with a first message, and nothing else', async () => {
  const discord = await openDiscord();
  const forum = discord.addChannel({ name: 'stories', type: 'forum' });
  await expect(post(discord, { content: 'c' }, forum.id)).rejects.toMatchObject({ code: 50008 });
  const body = { name: 'Today', message: { content: 'First' } };
  const thread = await rest(discord).post(Routes.threads(forum.id), { body });
  const id = thread !== null && typeof thread === 'object' && 'id' in thread ? String(thread.id) : '';
  expect(discord.messages(id).map((message) => message.content)).toEqual(['First']);
});

test('a direct message channel is opened once for each person', async () => {
  const discord = await openDiscord();
  const body = { recipient_id: discord.member };
  const first = await rest(discord).post(Routes.userChannels(), { body });
  expect(await rest(discord).post(Routes.userChannels(), { body })).toEqual(first);
});

const opening = { name: 'Digest', message: { content: 'News', allowed_mentions: { parse: [] } } };

test('a forum takes posts, and no messages', async () => {
  const discord = await openDiscord();
  const { id } = discord.addChannel({ type: 'forum' });
  await expect(post(discord, { content: 'News' }, id)).rejects.toMatchObject({ status: 400, code: 50008 });
  const thread = (await rest(discord).post(Routes.threads(id), { body: opening })) as { readonly id: string };
  expect(discord.messages(thread.id).map((message) => message.id)).toEqual([thread.id]);
});

test('a forum that requires a tag refuses a post without one, and one with a tag it does not have', async () => {
  const discord = await openDiscord();
  const tags = [{ id: '7', name: 'news', moderated: false }];
  const route = Routes.threads(discord.addChannel({ type: 'forum', isTagRequired: true, tags }).id);
  await expect(rest(discord).post(route, { body: opening })).rejects.toMatchObject({ code: 40067 });
  const wrong = { ...opening, applied_tags: ['8'] };
  await expect(rest(discord).post(route, { body: wrong })).rejects.toMatchObject({ code: 10087 });
  await rest(discord).post(route, { body: { ...opening, applied_tags: ['7'] } });
});

test('a message has one thread at most, and it bears the message’s id', async () => {
  const discord = await openDiscord();
  const { id } = (await post(discord, { content: 'News' })) as { readonly id: string };
  const route = Routes.threads(discord.channel.id, id);
  expect(await rest(discord).post(route, { body: { name: 'Digest' } })).toMatchObject({
    id,
    parent_id: discord.channel.id,
  });
  await expect(rest(discord).post(route, { body: { name: 'Digest' } })).rejects.toMatchObject({ code: 160004 });
});

test('a locked thread opens for nobody who may not manage threads', async () => {
  const discord = await openDiscord();
  const thread = discord.addChannel({ type: 'thread', parent: discord.channel.id, isArchived: true, isLocked: true });
  await expect(post(discord, { content: 'News' }, thread.id)).rejects.toMatchObject({ code: 160005 });
  const body = { archived: false };
  await expect(rest(discord).patch(Routes.channel(thread.id), { body })).rejects.toMatchObject({ code: 50013 });
});

test('a published message comes to those who follow, and is not published twice', async () => {
  const discord = await openDiscord();
  const { id } = discord.addChannel({ type: 'announcement' });
  const follower = discord.addChannel({ follows: id });
  const message = (await post(discord, { content: 'News' }, id)) as { readonly id: string };
  const route = Routes.channelMessageCrosspost(id, message.id);
  await rest(discord).post(route);
  await expect(rest(discord).post(route)).rejects.toMatchObject({ code: 40033 });
  expect(discord.messages(follower.id).map(({ content }) => content)).toEqual(['News']);
});
