import { expect, test } from 'vitest';
import { muteThing } from '../src/app/mute.ts';
import { takeOrder } from '../src/app/order.ts';
import { saveTopic } from '../src/app/own-topics.ts';
import { importSources } from '../src/app/source-list.ts';
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

test('topics, mutes and sources keep their limits when many are added at once, and what is there may be changed', async () => {
  const { topics, mutes, sources, close, ...stores } = await openDatabase(':memory:');
  const community = 'discord:9';
  const names = Array.from({ length: 53 }, (_, i) => `t${i}`);
  const saved = await Promise.all(names.map((name) => saveTopic(topics, community, name, 'ice')));
  expect(saved.filter(({ kind }) => kind === 'saved')).toHaveLength(50);
  expect(await topics.ofCommunities([community])).toHaveLength(50);
  expect(await saveTopic(topics, community, 'T1', 'snow')).toMatchObject({ kind: 'saved', isNew: false });

  const place = { platform: 'discord', address: '1', community } as const;
  const room = { ...stores, mutes, sources };
  const muted = await Promise.all(names.map((word) => muteThing(room, place, word, null, SUNDAY)));
  expect(muted.filter(({ kind }) => kind === 'too-many')).toHaveLength(3);
  expect(await mutes.ofCommunities([community], SUNDAY)).toHaveLength(50);
  expect(await muteThing(room, place, 't1', '9', SUNDAY)).toMatchObject({ kind: 'muted' });

  const list = (from: string): string =>
    `<opml><body>${Array.from({ length: 70 }, (_, i) => `<outline xmlUrl="https://${from}${i}.example/feed"/>`).join('')}</body></opml>`;
  const [one, other] = await Promise.all(
    ['a', 'b'].map((from) => importSources(sources, { community, opml: list(from), by: 'discord:7' }, SUNDAY)),
  );
  expect(await sources.usedBy([community])).toHaveLength(100);
  expect([one, other].map((each) => (each?.kind === 'imported' ? each.added + each.left : 0))).toEqual([70, 70]);
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
