import { onTestFinished } from 'vitest';
import { loopbackSettings, startTestBot, type TestBot, testFolder, until } from './bot.ts';
import { openDiscord } from './discord/client.ts';
import type { Discord } from './discord/server.ts';
import type { NewsArticle } from './news-feeds.ts';
import { startNewsSite } from './news-site.ts';
import { SMALL_NEWS } from './small-news.ts';
import { startTelegram, type Telegram } from './telegram/server.ts';
import type { Message } from './telegram/state.ts';

export const TOLD_AT = new Date('2026-11-22T09:00:00Z');

/** A bot on both platforms that has told a digest of 12 stories, 5 of them, to Alice and to the Discord channel. */
export interface Told {
  readonly bot: TestBot;
  readonly discord: Discord;
  readonly telegram: Telegram;
  /** The ids of the digests, in base 36. */
  readonly onTelegram: string;
  readonly onDiscord: string;
  /** The digest's message in Alice's chat. */
  readonly message: Message;
  /** Stops the bot and starts another on the same database. */
  restart(now: Date, more?: Readonly<Record<string, string>>): Promise<TestBot>;
}

export async function openTold(): Promise<Told> {
  const discord = await openDiscord();
  const telegram = await startTelegram();
  const sites = await Promise.all(
    [newsOf('gazette'), newsOf('lamp').slice(0, 3)].map((articles, i) =>
      startNewsSite({ title: i === 0 ? 'Tidal Gazette' : 'Morning Lamp', hasFullText: true, articles }),
    ),
  );
  onTestFinished(async () => {
    await Promise.all([telegram, ...sites].map((each) => each.close()));
  });
  const feeds = sites.map(({ url }) => `${url}/feed.rss`);
  const env = {
    ...loopbackSettings(testFolder(), feeds),
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.url,
    TELEGRAM_TOKEN: telegram.token,
    TELEGRAM_API_URL: telegram.url,
  };
  let bot = await startTestBot(env, TOLD_AT);
  const wanted = SMALL_NEWS.length + 3;
  await until('all is gathered', () => bot.log.filter(({ event }) => event === 'gathered').length >= wanted);
  await order(discord, telegram);
  await until('both digests arrived', () => bot.log.filter(({ event }) => event === 'sent').length >= 2);
  const message = telegram.messages(telegram.chats.alice).find(({ text }) => /^\d+ articles from/mu.test(text));
  if (message === undefined) throw new Error('Alice got no digest.');
  return {
    ...{ bot, discord, telegram, message },
    onDiscord: digestOf(bot, 0),
    onTelegram: digestOf(bot, 1),
    async restart(now, more = {}) {
      await bot.stop();
      bot = await startTestBot({ ...env, ...more }, now);
      return bot;
    },
  };
}

/** Twelve events; the same texts from each outlet, so that the second's are reprints. */
function newsOf(outlet: string): readonly NewsArticle[] {
  return SMALL_NEWS.map(([title, body], i) => {
    const published = new Date(TOLD_AT.getTime() - (outlet === 'lamp' ? 20 : 40 + i) * 60_000);
    return { id: `${outlet}-${i}`, title, body, published };
  });
}

async function order(discord: Discord, telegram: Telegram): Promise<void> {
  const asked = { name: 'digest', channel: discord.channel.id, user: discord.owner };
  await discord.runCommand({ ...asked, subcommand: 'subscribe', options: { time: '08:00', zone: 'UTC' } });
  await discord.runCommand({ ...asked, name: 'settings', options: { stories: 5 } });
  await discord.runCommand({ ...asked, subcommand: 'now' });
  const chat = telegram.chats.alice;
  await telegram.say({ chat, text: '/subscribe 08:00 UTC' });
  await telegram.say({ chat, text: '/settings stories=5' });
  await telegram.say({ chat, text: '/digest' });
}

function digestOf(bot: TestBot, index: number): string {
  const owed = bot.log.filter(({ event }) => event === 'owed');
  return Number(owed[index]?.['digest']).toString(36);
}
