import { expect, test } from 'vitest';
import { until } from './support/bot.ts';
import { openBoth, saidOnDiscord, saidOnTelegram } from './support/both.ts';
import type { Message } from './support/discord/world.ts';
import { FERRY, SUNDAY } from './support/ferry.ts';

/** What a message's button with this label carries. */
function idOf(message: Message | undefined, label: string): string {
  const row = message?.components[0]?.['components'] as readonly { label: string; custom_id: string }[] | undefined;
  return row?.find((button) => button.label === label)?.custom_id ?? '';
}

test('the buttons under a digest answer who presses them after a restart, on both platforms, and the digest stays', async () => {
  const { bot, discord, telegram, restart } = await openBoth({ now: SUNDAY, articles: [FERRY] });
  const { alice } = telegram.chats;
  await saidOnDiscord(discord, 'digest subscribe', { time: '08:00', zone: 'Europe/Berlin' });
  await saidOnTelegram(telegram, alice, '/subscribe 08:00 Europe/Berlin');
  await saidOnDiscord(discord, 'digest now');
  await telegram.say({ chat: alice, text: '/digest' });
  await until('both digests are there', () => bot.log.filter(({ event }) => event === 'sent').length === 2);
  await bot.stop();
  await restart();
  const [digest] = discord.messages(discord.channel.id);
  const press = { messageId: digest?.id ?? '', customId: idOf(digest, 'Sources'), user: discord.member };
  const { message, ephemeral } = await discord.pressButton(press);
  expect(message?.content).toContain('Tidal Gazette');
  expect(ephemeral).toBe(true);
  expect(discord.messages(discord.channel.id)).toEqual([digest]);
  const posted = telegram
    .messages(alice)
    .find(({ keyboard }) => keyboard.flat().some(({ text }) => text === 'Sources'));
  const data = posted?.keyboard.flat().find(({ text }) => text === 'Sources')?.['callback_data'];
  const pressed = await telegram.press({
    ...{ chat: alice, messageId: posted?.id ?? 0, data: String(data) },
    until: ({ newer }) => newer.length > 0,
  });
  expect(pressed.newer[0]?.text).toContain('Tidal Gazette');
  expect(pressed.message).toEqual(posted);
  expect([...discord.violations, ...telegram.violations]).toEqual([]);
});
