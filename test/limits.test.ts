import { expect, test } from 'vitest';
import { takeOrder } from '../src/app/order.ts';
import { openDatabase } from '../src/database/open.ts';
import type { Messenger } from '../src/domain/messenger.ts';
import { openBoth, saidOnDiscord, saidOnTelegram } from './support/both.ts';
import { FERRY, SUNDAY } from './support/ferry.ts';

test('on Discord a digest is ordered for another channel, a thread or a forum of the server, and for no other server’s', async () => {
  const { discord, telegram } = await openBoth({ now: SUNDAY, articles: [FERRY] });
  const news = discord.addChannel({ name: 'morning-news' });
  const forum = discord.addChannel({ name: 'reading-room', type: 'forum' });
  const closed = discord.addChannel({ name: 'closed', deny: ['SEND_MESSAGES'] });
  const order = (channel: string, options = {}) => saidOnDiscord(discord, 'digest subscribe', { channel, ...options });
  expect(await order(news.id)).toContain('It is posted in morning-news, not here.');
  expect(await order(forum.id)).toContain('It is posted in reading-room, not here.');
  expect(await order(closed.id)).toContain(
    'Give me these permissions in this channel, then say it again: Send Messages.',
  );
  expect(await order('123456789012345678')).toContain("I don't see that channel in this server.");
  await saidOnDiscord(discord, 'digest now', { number: 1 });
  await discord.until(() => discord.messages(news.id).length > 0);
  expect(discord.messages(discord.channel.id)).toEqual([]);
  expect(await saidOnTelegram(telegram, telegram.chats.alice, '/help')).not.toContain('/admin');
  expect(discord.violations).toEqual([]);
});

test('a community has 25 digests and no more, also when many are ordered at once, each with its own number', async () => {
  const { subscriptions, close } = await openDatabase(':memory:');
  const messenger = { mayPost: async () => ({ kind: 'yes' }) } as unknown as Messenger;
  const place = { platform: 'discord', address: '1', community: 'discord:9', name: 'news' } as const;
  const order = { place, by: 'discord:7', language: 'en', topics: null, times: '08:00', days: null, zone: 'UTC' };
  const done = await Promise.all(Array.from({ length: 27 }, () => takeOrder(subscriptions, messenger, order, SUNDAY)));
  const numbers = done.flatMap((each) => (each.kind === 'subscribed' ? each.number : []));
  expect(numbers.toSorted((one, other) => one - other)).toEqual(Array.from({ length: 25 }, (_, i) => i + 1));
  expect(done.filter(({ kind }) => kind === 'too-many')).toEqual([
    { kind: 'too-many', most: 25 },
    { kind: 'too-many', most: 25 },
  ]);
  expect(await subscriptions.ofCommunity('discord:9')).toHaveLength(25);
  await close();
});

test('two who end the same digest at once end that one alone', async () => {
  const { discord } = await openBoth({ now: SUNDAY, articles: [FERRY] });
  for (const topics of ['ferry', 'ice']) await saidOnDiscord(discord, 'digest subscribe', { topics });
  const end = { name: 'digest', subcommand: 'unsubscribe', options: { number: 2 } } as const;
  const [one, other] = await Promise.all([
    discord.runCommand(end),
    discord.runCommand({ ...end, user: discord.member, permissions: ['MANAGE_GUILD'] }),
  ]);
  const said = [one.message?.content ?? '', other.message?.content ?? ''];
  expect(said.some((each) => each.startsWith('**Digest 2** (ice) has ended.'))).toBe(true);
  expect(await saidOnDiscord(discord, 'digest list')).toContain('1. ferry');
  expect(discord.violations).toEqual([]);
});
