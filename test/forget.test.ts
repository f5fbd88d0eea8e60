import { expect, test } from 'vitest';
import { createForgetter } from '../src/app/forget.ts';
import { openDatabase } from '../src/database/open.ts';
import type { Happening } from '../src/domain/happening.ts';
import type { Messenger } from '../src/domain/messenger.ts';
import { sayPlain } from '../src/phrases/say.ts';
import { ORDER } from './store-samples.ts';
import { until } from './support/bot.ts';
import { openBoth, saidOnDiscord, saidOnTelegram } from './support/both.ts';
import { FERRY, SUNDAY } from './support/ferry.ts';

test('a chat that says stop is forgotten, once it was confirmed, and what others share stays', async () => {
  const { bot, site, telegram, database } = await openBoth({ now: SUNDAY, articles: [FERRY] });
  const { alice, boris, group } = telegram.chats;
  const own = `${site.url}/feed.atom`;
  for (const text of ['/subscribe 08:00 Europe/Berlin', `/addsource ${own}`, '/mute crypto', '/addsource'])
    await saidOnTelegram(telegram, alice, text);
  await saidOnTelegram(telegram, boris, `/addsource ${own}`);
  await saidOnTelegram(telegram, group, '/subscribe 09:00', alice);
  await saidOnTelegram(telegram, alice, '/digest');
  await until('the digest was sent', () => bot.log.some(({ event }) => event === 'sent'));
  const [asked] = await telegram.say({ chat: alice, text: '/stop' });
  expect(asked?.text).toContain('Forget everything about this chat?');
  expect(asked?.text).toContain('Digests ordered: 1. Digests posted: 1. Sources of its own: 1. Topics: 0. Mutes: 1.');
  expect(await saidOnTelegram(telegram, alice, '/list')).toContain('Digests here');
  const done = await telegram.press({
    chat: alice,
    messageId: asked?.id ?? 0,
    data: 'stop yes',
    until: ({ message }) => message.text !== asked?.text,
  });
  expect(done.message.text).toContain('Forgotten.');
  expect(done.message.text).toContain('Digests ordered: 1.');
  const left = database().filter((row) => /^(?:told|deliveries|edition)/u.test(row) || /2001|Alice/u.test(row));
  expect(left).toEqual([]);
  expect(await saidOnTelegram(telegram, boris, '/sources')).toContain('2 источника');
  expect(await saidOnTelegram(telegram, group, '/list', boris)).toContain('09:00');
  expect(telegram.violations).toEqual([]);
});

test('stopping is for administrators, and who thinks better of it loses nothing', async () => {
  const { telegram } = await openBoth({ now: SUNDAY, articles: [FERRY] });
  const { alice, boris, group } = telegram.chats;
  await saidOnTelegram(telegram, group, '/subscribe 09:00', alice);
  expect(await saidOnTelegram(telegram, group, '/stop yes', boris)).toBe(
    sayPlain('ru', 'not-allowed.manager.telegram'),
  );
  expect(await saidOnTelegram(telegram, group, '/stop no', alice)).toBe('Nothing was changed.');
  expect(await saidOnTelegram(telegram, group, '/list', boris)).toContain('09:00');
});

test('privacy says what is kept and how it is erased', async () => {
  const { discord, telegram } = await openBoth({ now: SUNDAY, articles: [FERRY] });
  const said = await saidOnTelegram(telegram, telegram.chats.alice, '/privacy');
  expect(said).toContain('for 90 days');
  const onDiscord = await saidOnDiscord(discord, 'help', { about: 'privacy' }, discord.member);
  expect(onDiscord).toContain('To have it erased remove me from the server');
  expect(said).toContain('To have it erased say /stop');
  expect(said).toContain('No language model is set up');
});

const DAY_MS = 86_400_000;

/** A forgetter over a community that left on Sunday, at a platform where the bot may post again or not. */
async function departed(answers: readonly ('yes' | 'no' | 'away')[]) {
  const database = await openDatabase(':memory:');
  const happenings: Happening[] = [];
  let now = SUNDAY;
  const coming = [...answers];
  const mayPost: Messenger['mayPost'] = async () => {
    const may = coming.shift();
    if (may === 'away') throw new Error('Discord is away');
    return may === 'yes' ? { kind: 'yes' } : { kind: 'no', missing: ['View Channel'] };
  };
  const messengers = new Map([['discord', { mayPost } as Messenger]] as const);
  const forgetter = createForgetter({
    ...database,
    messengers,
    report: (each) => happenings.push(each),
    clock: () => now,
  });
  const community = 'discord:1';
  await database.sources.use({ address: 'https://a.example/feed', title: 'A', section: null }, community, null, SUNDAY);
  await database.subscriptions.add({ platform: 'discord', address: '11', community, name: 'news' }, ORDER);
  await database.topics.save({ community, name: 'ice', query: 'ice' }, 9);
  await database.forgetting.departed(community, SUNDAY);
  return {
    database,
    happenings,
    async after(days: number) {
      now = new Date(SUNDAY.getTime() + days * DAY_MS);
      await forgetter.forgetDue();
      return await database.forgetting.holdings(community);
    },
  };
}

test('a server that removed the bot is forgotten after thirty days, and not before', async () => {
  const { after, database, happenings } = await departed(['no']);
  expect(await after(29.9)).toMatchObject({ subscriptions: 1, topics: 1 });
  expect(await after(30.1)).toEqual({ subscriptions: 0, digests: 0, sources: 0, topics: 0, mutes: 0 });
  expect(happenings).toEqual([{ event: 'forgotten', community: 'discord:1' }]);
  expect(await database.sources.findByAddress('https://a.example/feed')).toBeNull();
});

test('a server that let the bot in again keeps everything, and a platform that is away is asked again', async () => {
  const { after, database, happenings } = await departed(['away', 'yes']);
  expect((await after(30.1)).topics).toBe(1);
  expect(happenings).toMatchObject([{ event: 'walk-failed' }]);
  expect((await after(30.2)).topics).toBe(1);
  expect(await database.forgetting.departedBefore(new Date(SUNDAY.getTime() + 99 * DAY_MS))).toEqual([]);
});

test('a chat that puts the bot out is noted as gone, and one that speaks to it again is not', async () => {
  const { telegram, database } = await openBoth({ now: SUNDAY, articles: [FERRY] });
  const { boris } = telegram.chats;
  const departures = () => database().filter((row) => row.startsWith('departures'));
  await saidOnTelegram(telegram, boris, '/subscribe 09:00');
  telegram.changeMembership({ chat: boris, status: 'kicked' });
  await until('it was noted', () => departures().length === 1);
  expect(departures()[0]).toContain(`telegram:${boris}`);
  telegram.setChat({ id: boris, state: 'ok' });
  await saidOnTelegram(telegram, boris, '/list');
  expect(departures()).toEqual([]);
});

test('a server that removed the bot while it was away is noted as gone, and one that let it in again is not', async () => {
  const { bot, discord, database, restart } = await openBoth({ now: SUNDAY, articles: [FERRY] });
  const kept = discord.addGuild({ ...discord.guild, id: '3000000000000000002', name: 'Writers' });
  const { id: channel } = discord.addChannel({ name: 'desk', guild: kept.id });
  const order = { name: 'digest', subcommand: 'subscribe', options: { time: '09:00' } };
  await discord.runCommand(order);
  await discord.runCommand({ ...order, channel });
  await saidOnDiscord(discord, 'topic add', { name: 'ice', query: 'ice' });
  const departures = () => database().filter((row) => row.startsWith('departures'));
  await bot.stop();
  discord.removeGuild(discord.guild.id);
  const second = await restart();
  await until('its digest was paused', () => second.log.some(({ event }) => event === 'paused'));
  expect(second.log.filter(({ event }) => event === 'paused')).toMatchObject([{ subscription: 1, why: 'left' }]);
  expect(departures()).toEqual([expect.stringContaining(`discord:${discord.guild.id}`)]);
  await second.stop();
  discord.addGuild(discord.guild);
  discord.addChannel({ id: discord.channel.id, name: 'news' });
  const third = await restart();
  await until('its digest goes on', () => third.log.some(({ event }) => event === 'woken'));
  expect(departures()).toEqual([]);
  expect(discord.violations).toEqual([]);
});
