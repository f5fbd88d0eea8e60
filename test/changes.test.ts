import { expect, test } from 'vitest';
import { createForgetter } from '../src/app/forget.ts';
import { openDatabase } from '../src/database/open.ts';
import { openBoth, saidOnDiscord, saidOnTelegram } from './support/both.ts';
import { FERRY, SUNDAY } from './support/ferry.ts';

test('on Telegram the status says who changed what last, also after a restart', async () => {
  const { telegram, restart, bot } = await openBoth({ now: SUNDAY, articles: [FERRY] });
  const { group, alice } = telegram.chats;
  const say = (text: string) => saidOnTelegram(telegram, group, text, alice);
  await say('/subscribe ferry 08:00 Europe/Berlin');
  await bot.stop();
  await restart();
  const status = await say('/status');
  expect(status).toContain('The last change here, on Sunday, 22 November 2026, 10:00 (Europe/Berlin):');
  expect(status).toContain('Alice ordered digest 1, about ferry.');
  expect(await saidOnTelegram(telegram, alice, '/status')).not.toContain('The last change');
  expect(telegram.violations).toEqual([]);
});

test('on Discord what two people change one after the other is told as each one’s, and what changes nothing as no one’s', async () => {
  const { discord } = await openBoth({ now: SUNDAY, articles: [FERRY] });
  const say = (command: string, options = {}) => saidOnDiscord(discord, command, options);
  const lastChange = async () =>
    /^The last change here, on .+: (?<change>.+)$/mu.exec(await say('status'))?.groups?.['change'];
  expect(await lastChange()).toBeUndefined();
  await say('mute add', { what: 'crypto' });
  await say('mute remove', { number: 9 });
  expect(await lastChange()).toBe('alice muted “crypto”.');
  const add = { name: 'topic', subcommand: 'add', options: { name: 'ice', query: 'ice OR frost' } } as const;
  await discord.runCommand({ ...add, user: discord.member, permissions: ['MANAGE_GUILD'] });
  expect(await lastChange()).toBe('mallory named the topic ice.');
  await discord.runCommand({ name: 'topic', subcommand: 'remove', options: { name: 'ice' }, user: discord.member });
  await say('topic list');
  expect(await lastChange()).toBe('mallory named the topic ice.');
  await say('topic remove', { name: 'ice' });
  expect(await lastChange()).toBe('alice removed the topic ice.');
  await say('mute remove', { number: 1 });
  expect(await lastChange()).toBe('alice ended the mute of “crypto”.');
  expect(discord.violations).toEqual([]);
});

test('who changed what is forgotten after ninety days', async () => {
  const database = await openDatabase(':memory:');
  const by = { id: 'telegram:1', name: 'Ada' };
  const change = { community: 'telegram:1', by, code: 'muted', values: { what: 'crypto' } } as const;
  await database.changes.note({ ...change, at: SUNDAY });
  await database.changes.note({ ...change, at: new Date(SUNDAY.getTime() + 86_400_000), values: { what: 'golf' } });
  const clock = () => new Date(SUNDAY.getTime() + 90.5 * 86_400_000);
  await createForgetter({ ...database, messengers: new Map(), report: () => undefined, clock }).forgetDue();
  const kept = await database.changes.latest('telegram:1', 5);
  expect(kept.map(({ values }) => values['what'])).toEqual(['golf']);
  await database.close();
});
