import { expect, test } from 'vitest';
import { until } from './support/bot.ts';
import { openBoth, saidOnDiscord, saidOnTelegram } from './support/both.ts';
import { FERRY, SUNDAY } from './support/ferry.ts';

test('which sources fail is named to who manages the place, others are told how many', async () => {
  const { bot, discord, site } = await openBoth({ now: SUNDAY, articles: [FERRY] });
  site.setRaw('/feed.rss', { kind: 'status', status: 500 });
  bot.setClock(new Date(SUNDAY.getTime() + 600_000));
  await until('the source failed', () => bot.log.some(({ event }) => event === 'poll-failed'));
  expect(await saidOnDiscord(discord, 'status')).toContain('One does not answer: Tidal Gazette.');
  const plain = await saidOnDiscord(discord, 'status', {}, discord.member);
  expect(plain).toContain('One does not answer.');
  expect(plain).not.toContain('Gazette');
  expect(discord.violations).toEqual([]);
});

test('who runs the bot sees the whole install in figures, on both platforms, and nobody else does', async () => {
  const OWNERS = 'telegram:2001';
  const { discord, telegram } = await openBoth({ now: SUNDAY, articles: [FERRY], env: () => ({ OWNERS }) });
  const { alice, boris } = telegram.chats;
  expect(`telegram:${alice}`).toBe(OWNERS);
  await saidOnTelegram(telegram, boris, '/subscribe 08:00 Europe/Berlin');
  const shown = await saidOnTelegram(telegram, alice, '/status');
  expect(shown).toContain('The whole install. Communities: 1. Digests ordered: 1. Sources: 1, of which in trouble: 0.');
  expect(shown).toContain('News of the last day. Articles: 1.');
  expect(shown).toMatch(/Database: \d+ MB\. Memory: \d+ MB\. Started: now\./u);
  expect(await saidOnTelegram(telegram, boris, '/status')).not.toContain('The whole install');
  expect(await saidOnDiscord(discord, 'status')).not.toContain('The whole install');
});

test('what waits to be sent is told with when it is tried next and why, where it waits and not elsewhere', async () => {
  const { bot, discord, telegram } = await openBoth({ now: SUNDAY, articles: [FERRY] });
  await saidOnDiscord(discord, 'digest subscribe', { time: '08:00', zone: 'Europe/Berlin' });
  discord.fault({ kind: 'slow-down', retryAfterSeconds: 600, target: discord.channel.id });
  await saidOnDiscord(discord, 'digest now');
  await until('the message was put off', () => bot.log.some(({ event }) => event === 'later'));
  const status = await saidOnDiscord(discord, 'status');
  expect(status).toContain('One message is waiting to be sent here.');
  expect(status).toMatch(/The next try is on <t:17953386\d\d:F>, since the last one failed: Discord asked to wait\./u);
  expect(await saidOnTelegram(telegram, telegram.chats.alice, '/status')).not.toContain('waiting');
});
