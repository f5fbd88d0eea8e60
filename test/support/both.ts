import { DatabaseSync } from 'node:sqlite';
import { onTestFinished } from 'vitest';
import { loopbackSettings, startTestBot, type TestBot, testFolder, until } from './bot.ts';
import { openDiscord } from './discord/client.ts';
import type { Discord } from './discord/server.ts';
import type { NewsArticle } from './news-feeds.ts';
import { type NewsSite, startNewsSite } from './news-site.ts';
import { startTelegram, type Telegram } from './telegram/server.ts';

/** A bot on both platforms that reads one site. */
export interface Both {
  readonly bot: TestBot;
  readonly discord: Discord;
  readonly telegram: Telegram;
  /** The starter set. */
  readonly site: NewsSite;
  /** Everything that stands in the database, a line a row. */
  database(): readonly string[];
  /** Starts the bot once more on the same database. */
  restart(): Promise<TestBot>;
}

export interface BothSettings {
  readonly now: Date;
  readonly articles: readonly NewsArticle[];
  readonly env?: (platforms: {
    readonly discord: Discord;
    readonly telegram: Telegram;
  }) => Readonly<Record<string, string>>;
}

/** Starts it, and waits until the site was read. */
export async function openBoth({ now, articles, env = () => ({}) }: BothSettings): Promise<Both> {
  const discord = await openDiscord();
  const telegram = await startTelegram();
  const site = await startNewsSite({ title: 'Tidal Gazette', hasFullText: true, articles });
  onTestFinished(async () => {
    await Promise.all([telegram.close(), site.close()]);
  });
  const platforms = {
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.url,
    TELEGRAM_TOKEN: telegram.token,
    TELEGRAM_API_URL: telegram.url,
  };
  const settings: Readonly<Record<string, string>> = {
    ...loopbackSettings(testFolder(), [`${site.url}/feed.rss`]),
    ...platforms,
    ...env({ discord, telegram }),
  };
  const bot = await startTestBot(settings, now);
  await until('the site was read', () => bot.log.some(({ event }) => event === 'gathered'));
  const database = () => dump(settings['DATABASE_URL']?.slice('file:'.length) ?? '');
  return { bot, discord, telegram, site, database, restart: () => startTestBot(settings, now) };
}

function dump(path: string): readonly string[] {
  const file = new DatabaseSync(path, { readOnly: true });
  const tables = file.prepare("select name from sqlite_master where type = 'table'").all();
  const rows = tables.flatMap(({ name }) =>
    file
      .prepare(`select * from "${name}"`)
      .all()
      .map((row) => `${name} ${JSON.stringify(row)}`),
  );
  file.close();
  return rows;
}

/** What Discord's answer to a command says. */
export async function saidOnDiscord(
  discord: Discord,
  command: string,
  options: Readonly<Record<string, string | number>> = {},
  user = discord.owner,
): Promise<string> {
  const [name = '', subcommand] = command.split(' ');
  const { message } = await discord.runCommand({
    name,
    ...(subcommand === undefined ? {} : { subcommand }),
    options,
    user,
  });
  return message?.content ?? '';
}

/** What Telegram's first answer says. */
export async function saidOnTelegram(telegram: Telegram, chat: number, text: string, from?: number): Promise<string> {
  const [answer] = await telegram.say({ chat, text, ...(from === undefined ? {} : { from }) });
  return answer?.text ?? '';
}
