import { readFileSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { loopbackSettings, startTestBot, testFolder, until } from './support/bot.ts';
import { openDiscord } from './support/discord/client.ts';
import { startNewsSite } from './support/news-site.ts';
import { startTelegram } from './support/telegram/server.ts';

const PAGE = readFileSync('test/fixtures/pages/seed-article.html', 'utf8');
const PUBLISHED = new Date('2022-02-01T07:16:00Z');
const QUERY = 'ukraine AND (russia OR moscow)';

test('the article the project began with reaches both platforms on its day, for a channel that wants its topic', async () => {
  const discord = await openDiscord();
  const telegram = await startTelegram();
  const site = await startNewsSite({ title: 'UrduPoint' });
  onTestFinished(async () => void (await Promise.all([telegram.close(), site.close()])));
  site.publish({
    id: 'talks',
    title: 'US, Russia Diplomats To Talk As Tensions Over Ukraine Rise',
    summary: 'The top diplomats will talk on Tuesday.',
    body: '',
    published: PUBLISHED,
  });
  site.setRaw('/a/talks', { kind: 'page', body: PAGE, headers: { 'content-type': 'text/html; charset=utf-8' } });
  const bot = await startTestBot(
    {
      ...loopbackSettings(testFolder(), [`${site.url}/feed.rss`]),
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.url,
      TELEGRAM_TOKEN: telegram.token,
      TELEGRAM_API_URL: telegram.url,
    },
    new Date('2022-02-01T07:55:00Z'),
  );
  const options = { topics: QUERY, time: '08:00', zone: 'UTC' };
  await discord.runCommand({
    name: 'digest',
    subcommand: 'subscribe',
    options,
    user: discord.owner,
    channel: discord.channel.id,
  });
  await telegram.say({ chat: telegram.chats.alice, text: `/subscribe ${QUERY} 08:00 UTC` });
  await until('the article is gathered', () => bot.log.some(({ event }) => event === 'gathered'));
  bot.setClock(new Date('2022-02-01T08:00:01Z'));
  await discord.until(() => discord.messages(discord.channel.id).length > 0);
  await telegram.until(() =>
    telegram.messages(telegram.chats.alice).some(({ text }) => String(text).includes('News digest')),
  );
  const told = [
    JSON.stringify(discord.messages(discord.channel.id)[0]?.embeds),
    String(telegram.messages(telegram.chats.alice).at(-1)?.text),
  ];
  for (const text of told) {
    expect(text).toContain(
      "Washington's and Moscow's top diplomats will hold fresh talks Tuesday on the Ukraine crisis",
    );
    expect(text).toContain('UrduPoint');
    expect(text).not.toMatch(/APP - UrduPoint|Recent Stories|PSL 2022|largest independent/u);
  }
});
