import { expect, test } from 'vitest';
import { openBoth, saidOnDiscord, saidOnTelegram } from './support/both.ts';
import { FERRY, SUNDAY } from './support/ferry.ts';

test('a server leaves the starter set out and takes it in again, while others read it', async () => {
  const { discord, telegram } = await openBoth({ now: SUNDAY, articles: [FERRY] });
  const say = (command: string, options = {}) => saidOnDiscord(discord, command, options);
  await say('digest subscribe', { time: '08:00' });
  expect(await say('source starter')).toContain('The starter set is read here');
  expect(await say('source starter', { read: 'off' })).toContain('Nothing is read here now');
  expect(await say('source list')).toContain('No source is read here');
  expect(await say('digest preview')).not.toContain('Ferry to Ostrova');
  expect(await say('digest now')).not.toContain('It is on its way');
  expect(await say('status')).toContain('left the starter set out.');
  expect(await saidOnTelegram(telegram, telegram.chats.alice, '/sources')).toContain('Tidal Gazette');
  expect(await say('source starter', { read: 'on' })).toContain('Sources in all: 1. Added here: 0.');
  expect(await say('digest now')).toContain('It is on its way: one story.');
  const refused = await discord.runCommand({
    ...{ name: 'source', subcommand: 'starter', options: { read: 'off' } },
    user: discord.member,
  });
  expect(refused.message?.content).toContain('Manage Server');
  expect(discord.violations).toEqual([]);
});

test('a Telegram chat reads only what it added, by a button', async () => {
  const { site, telegram } = await openBoth({ now: SUNDAY, articles: [FERRY] });
  const { alice } = telegram.chats;
  await saidOnTelegram(telegram, alice, `/addsource ${site.url}/feed.atom`);
  const [asked] = await telegram.say({ chat: alice, text: '/starter' });
  expect(asked?.text).toContain('Sources in all: 2. Added here: 1.');
  const pressed = await telegram.press({
    ...{ chat: alice, messageId: asked?.id ?? 0, data: 'starter off' },
    until: ({ message }) => message.text !== asked?.text,
  });
  expect(pressed.message.text).toContain('Only the sources added here are read.\nSources in all: 1. Added here: 1.');
  expect(telegram.violations).toEqual([]);
});
