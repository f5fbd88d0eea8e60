import { expect, onTestFinished, test } from 'vitest';
import { loopbackSettings, spawnBot, startTestBot, testFolder, until } from './support/bot.ts';
import { openDiscord } from './support/discord/client.ts';
import type { Discord } from './support/discord/server.ts';
import { type NewsSite, startNewsSite } from './support/news-site.ts';
import { startTelegram, type Telegram } from './support/telegram/server.ts';

const TEXT = [
  'Engineers have reopened the bridge over the Vardan river at Lomnica, eleven weeks after a flood carried two of its piers away.',
  'The mayor, Ilka Brandt, said the repair cost 4.2 million euros and was finished nine days early.',
  'Lorries of more than 12 tonnes are to use the old road by the quarry until the spring, the roads office said.',
].join('\n\n');
const HEADLINE = 'Lomnica bridge reopens eleven weeks after the flood';

test('a feed item and its reprint arrive once in Discord and once in Telegram, with both publishers, and the slot is told once', async () => {
  const { discord, telegram, sites, env } = await openWorld();
  publish(sites[0], { id: 'bridge', title: HEADLINE, body: TEXT });
  publish(sites[1], { id: 'again', title: 'Vardan bridge open again after repair', body: TEXT });
  const now = new Date('2026-11-22T07:58:00Z');
  const bot = await startTestBot(env, now);
  await subscribe(discord, telegram);
  await until('both articles are gathered', () => bot.log.filter(({ event }) => event === 'gathered').length >= 2);
  bot.setClock(new Date('2026-11-22T08:00:01Z'));
  await discord.until(() => discord.messages(discord.channel.id).length > 0);
  await telegram.until(() => digests(telegram).length > 0);
  const [message] = discord.messages(discord.channel.id);
  expect(message?.embeds).toHaveLength(2);
  expect(JSON.stringify(message?.embeds?.[1])).toContain('2 articles from 2 sources became 1 story.');
  expect(message?.embeds?.[0]?.['title']).toContain('ridge');
  expect(JSON.stringify(message?.embeds)).toContain('The Ferry');
  expect(JSON.stringify(message?.embeds)).toContain('Morning Lamp');
  expect(digests(telegram)[0]).toContain('The Ferry');
  expect(digests(telegram)[0]).toContain('Morning Lamp');
  bot.setClock(new Date('2026-11-22T08:00:30Z'));
  await until('the digests are told', () => bot.log.filter(({ event }) => event === 'sent').length === 2);
  await bot.stop();
  expect(discord.messages(discord.channel.id)).toHaveLength(1);
  expect(digests(telegram)).toHaveLength(1);
  expect([...discord.violations, ...telegram.violations]).toEqual([]);
});

test('what was owed when the process was killed arrives once after a restart', async () => {
  const { discord, telegram, sites, env } = await openWorld();
  // A process of its own has the machine's clock.
  publish(sites[0], { id: 'bridge', title: HEADLINE, body: TEXT }, new Date());
  let isUnderWay = false;
  const met = (): void => {
    isUnderWay = true;
  };
  discord.fault({ kind: 'hang', method: 'POST', path: /\/channels\/\d+\/messages$/u, met });
  const first = spawnBot(env);
  await until('it is ready', () => first.hasLogged('ready'));
  await until('the article is gathered', () => first.hasLogged('gathered'));
  await subscribe(discord, telegram);
  const { message } = await discord.runCommand({
    name: 'digest',
    subcommand: 'now',
    user: discord.owner,
    channel: discord.channel.id,
  });
  expect(message?.content).toContain('on its way');
  await until('it is under way', () => isUnderWay);
  expect(first.hasLogged('owed')).toBe(true);
  await first.end('SIGKILL');
  expect(discord.messages(discord.channel.id)).toEqual([]);
  const second = spawnBot(env);
  await discord.until(() => discord.messages(discord.channel.id).length > 0);
  await until('it is recorded', () => second.hasLogged('sent'));
  expect(await second.end('SIGTERM')).toBe(0);
  expect(discord.messages(discord.channel.id)).toHaveLength(1);
});

test('what an outlet writes into a headline comes out as plain text on both platforms', async () => {
  const { discord, telegram, sites, env } = await openWorld();
  publish(sites[0], {
    id: 'x',
    title: '@everyone <b>Free</b> **coins** [here](https://evil.example) at Lomnica bridge',
    body: TEXT,
  });
  const bot = await startTestBot(env, new Date('2026-11-22T07:58:00Z'));
  await subscribe(discord, telegram);
  await until('the article is gathered', () => bot.log.some(({ event }) => event === 'gathered'));
  bot.setClock(new Date('2026-11-22T08:00:01Z'));
  await discord.until(() => discord.messages(discord.channel.id).length > 0);
  await telegram.until(() => digests(telegram).length > 0);
  const [message] = discord.messages(discord.channel.id);
  expect(discord.notes).toEqual([]);
  expect(message?.embeds?.[0]?.['title']).toContain('\\*\\*coins\\*\\*');
  const told = telegram.messages(telegram.chats.alice).at(-1);
  expect(told?.text).toContain('**coins** [here](');
  expect((told?.entities ?? []).map(({ type }) => type)).not.toContain('mention');
  expect(
    (told?.entities ?? []).filter(({ type, url }) => type === 'text_link' && String(url).includes('evil')),
  ).toEqual([]);
});

test('a wrong token on one platform leaves the other working', async () => {
  const { telegram, sites, env } = await openWorld();
  publish(sites[0], { id: 'bridge', title: HEADLINE, body: TEXT });
  const bot = await startTestBot({
    ...env,
    DISCORD_TOKEN: 'MTAwMDAwMDAwMDAwMDAwMDAwMQ.wrong.token-that-discord-refuses',
  });
  expect(bot.log).toContainEqual(expect.objectContaining({ event: 'disconnected', platform: 'discord', final: true }));
  expect(JSON.stringify(bot.log)).not.toContain('token-that-discord-refuses');
  const [answer] = await telegram.say({ chat: telegram.chats.alice, text: '/help' });
  expect(answer?.text).toContain('/setup');
});

async function openWorld() {
  const discord = await openDiscord();
  const telegram = await startTelegram();
  const sites = await Promise.all(
    ['The Ferry', 'Morning Lamp'].map((title) => startNewsSite({ title, hasFullText: true })),
  );
  onTestFinished(async () => {
    await Promise.all([telegram, ...sites].map((each) => each.close()));
  });
  const feeds = sites.map((site) => `${site.url}/feed.rss`);
  const tokens = {
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.url,
    TELEGRAM_TOKEN: telegram.token,
    TELEGRAM_API_URL: telegram.url,
  };
  return { discord, telegram, sites, env: { ...loopbackSettings(testFolder(), feeds), ...tokens } };
}

function publish(
  site: NewsSite | undefined,
  article: { id: string; title: string; body: string },
  published = new Date('2026-11-22T06:30:00Z'),
): void {
  site?.publish({ ...article, published } as Parameters<NewsSite['publish']>[0]);
}

async function subscribe(discord: Discord, telegram: Telegram): Promise<void> {
  const options = { time: '08:00', zone: 'UTC' };
  const reaction = await discord.runCommand({
    name: 'digest',
    subcommand: 'subscribe',
    options,
    user: discord.owner,
    channel: discord.channel.id,
  });
  expect(reaction.message?.content).toContain('Digest 1');
  const [answer] = await telegram.say({ chat: telegram.chats.alice, text: '/subscribe 08:00 UTC' });
  expect(answer?.text).toContain('Digest 1');
}

function digests(telegram: Telegram): readonly string[] {
  return telegram
    .messages(telegram.chats.alice)
    .map(({ text }) => String(text))
    .filter((text) => text.includes('News digest'));
}
