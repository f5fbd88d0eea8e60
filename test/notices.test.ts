import { expect, test } from 'vitest';
import { until } from './support/bot.ts';
import { openBoth, saidOnDiscord, saidOnTelegram } from './support/both.ts';
import { FERRY, SUNDAY } from './support/ferry.ts';

const DAY_MS = 86_400_000;

test('who shut the door on private messages is told at the next command that a source fails, and nobody else is', async () => {
  const { bot, discord, telegram, site } = await openBoth({ now: SUNDAY, articles: [FERRY] });
  const { boris, group } = telegram.chats;
  const address = `${site.url}/feed.atom`;
  await saidOnDiscord(discord, 'source add', { address });
  await saidOnTelegram(telegram, boris, `/addsource ${address}`);
  site.setRaw('/feed.atom', { kind: 'status', status: 500 });
  discord.fault({
    kind: 'answer',
    status: 403,
    body: { code: 50007, message: 'Cannot send' },
    path: /users\/@me\/channels$/u,
  });
  telegram.setChat({ id: boris, state: 'blocked' });
  const failed = (count: number) => bot.log.filter(({ event }) => event === 'poll-failed').length >= count;
  bot.setClock(new Date(SUNDAY.getTime() + 3_600_000));
  await until('it failed', () => failed(1));
  bot.setClock(new Date(SUNDAY.getTime() + 2 * DAY_MS));
  await until('both were to be told', () => bot.log.filter(({ event }) => event === 'source-notice').length === 2);
  telegram.setChat({ id: boris, state: 'ok' });
  expect(await saidOnDiscord(discord, 'source list', {}, discord.member)).not.toContain('has not answered');
  const onDiscord = await saidOnDiscord(discord, 'source list');
  expect(onDiscord).toContain(address);
  expect(await saidOnDiscord(discord, 'source list')).not.toContain(address);
  expect(await saidOnTelegram(telegram, group, '/help', boris)).not.toContain(address);
  expect(await saidOnTelegram(telegram, boris, '/list')).toContain(address);
  expect(await saidOnTelegram(telegram, boris, '/list')).not.toContain(address);
});
