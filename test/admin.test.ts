import { expect, test } from 'vitest';
import { openDatabase } from '../src/database/open.ts';
import { sayPlain } from '../src/phrases/say.ts';
import { type Both, openBoth, saidOnDiscord, saidOnTelegram } from './support/both.ts';
import { FERRY, SUNDAY } from './support/ferry.ts';

/** A bot that Alice runs, on both platforms. */
function openOwned(): Promise<Both> {
  const env = ({ discord, telegram }: Pick<Both, 'discord' | 'telegram'>) => ({
    OWNERS: `discord:${discord.owner}, telegram:${telegram.chats.alice}`,
    OPENAI_BASE_URL: 'http://127.0.0.1:9',
  });
  return openBoth({ now: SUNDAY, articles: [FERRY], env });
}

test('what runs the bot is for its owners alone, on both platforms, and no menu shows it to others', async () => {
  const { discord, telegram } = await openOwned();
  const { alice, boris } = telegram.chats;
  for (const line of ['/admin', '/admin sources', '/admin source 1 off', '/admin block telegram:5'])
    expect(await saidOnTelegram(telegram, boris, line)).toBe(sayPlain('ru', 'not-allowed.owner'));
  expect(await saidOnTelegram(telegram, alice, '/admin')).toContain('The whole install.');
  const asMember = { name: 'admin', subcommand: 'stats', user: discord.member, permissions: ['MANAGE_GUILD'] } as const;
  expect((await discord.runCommand(asMember)).message?.content).toContain('Only the people who run this bot');
  expect(await saidOnDiscord(discord, 'admin stats')).toContain('Articles: 1. New stories: 1.');
  expect(telegram.commands().map(({ command }) => command)).not.toContain('admin');
  expect([...discord.violations, ...telegram.violations]).toEqual([]);
});

test('an owner switches a source off for everybody, over a restart, and on again', async () => {
  const { bot, discord, telegram, restart } = await openOwned();
  const { alice, boris } = telegram.chats;
  expect(await saidOnDiscord(discord, 'admin sources')).toContain('in the starter set and added by 0 communities');
  expect(await saidOnDiscord(discord, 'admin source', { number: 1, act: 'off' })).toContain(
    'Switched off:** Tidal Gazette',
  );
  await bot.stop();
  await restart();
  expect(await saidOnTelegram(telegram, boris, '/sources')).toContain(sayPlain('ru', 'health.barred'));
  expect(await saidOnTelegram(telegram, alice, '/admin source 9 off')).toContain('No source in use has that number.');
  expect(await saidOnTelegram(telegram, alice, '/admin source 1 on')).toContain('Switched on: Tidal Gazette');
  expect(await saidOnTelegram(telegram, boris, '/sources')).not.toContain(sayPlain('ru', 'health.barred'));
});

test('a source that a chat added is put into the starter set for good, and taken from everybody', async () => {
  const { bot, site, discord, telegram, restart } = await openOwned();
  const { alice, boris } = telegram.chats;
  await saidOnTelegram(telegram, boris, `/addsource ${site.url}/feed.atom`);
  expect(await saidOnTelegram(telegram, alice, '/admin source 2 starter')).toContain(
    'is in the starter set, and stays there',
  );
  await bot.stop();
  await restart();
  expect(await saidOnDiscord(discord, 'source list')).toContain('2 of the set I start with');
  expect(await saidOnTelegram(telegram, alice, '/admin source 2 remove')).toContain('is read for nobody any more');
  expect(await saidOnDiscord(discord, 'source list')).not.toContain('2 of the set');
  expect(await saidOnTelegram(telegram, boris, '/sources')).not.toContain('2 sources');
});

test('who is shut out hears so once a command, gets no digest, and is let in again', async () => {
  const { telegram, discord } = await openOwned();
  const { alice, boris } = telegram.chats;
  await saidOnTelegram(telegram, boris, '/subscribe 09:30 UTC');
  expect(await saidOnTelegram(telegram, alice, '/admin block Boris')).toContain('is no community or person');
  expect(await saidOnTelegram(telegram, alice, `/admin block telegram:${alice}`)).toContain(
    'can’t be shut out'.replace('’', "'"),
  );
  expect(await saidOnTelegram(telegram, alice, `/admin block telegram:${boris}`)).toContain('Its digests rest');
  expect(await saidOnTelegram(telegram, boris, '/list')).toBe(sayPlain('ru', 'turned-away.blocked'));
  expect(await saidOnDiscord(discord, 'admin unblock', { who: `telegram:${boris}` })).toContain('Nobody is shut out.');
  expect(await saidOnTelegram(telegram, boris, '/list')).toContain('Следующий:');
});

test('an owner has a person of a server forgotten, whose orders stay', async () => {
  const { discord, telegram, database } = await openOwned();
  const { alice } = telegram.chats;
  const asMember = { user: discord.member, permissions: ['MANAGE_GUILD'] } as const;
  await discord.runCommand({ ...asMember, name: 'digest', subcommand: 'subscribe', options: { topics: 'ferry' } });
  const who = `discord:${discord.member}`;
  expect(await saidOnTelegram(telegram, alice, `/admin forget ${who}`)).toContain(`Forget all about ${who}?`);
  expect(database().some((row) => row.includes(discord.member))).toBe(true);
  expect(await saidOnTelegram(telegram, alice, `/admin forget ${who} yes`)).toContain('Forgotten:');
  expect(database().filter((row) => row.includes(discord.member))).toEqual([]);
  expect(await saidOnDiscord(discord, 'digest list')).toContain('1. ferry');
  expect(await saidOnTelegram(telegram, alice, '/admin forget Mallory')).toContain('is no community or person');
});

test('the model is paused for today and let on, and the week is shown', async () => {
  const { telegram } = await openOwned();
  const { alice } = telegram.chats;
  const paused = await saidOnTelegram(telegram, alice, '/admin budget pause');
  expect(paused).toContain('may use 200,000 tokens a day (UTC)');
  expect(paused).toContain('Sunday, 22 November 2026: 0');
  expect(paused).toContain('It is paused for today');
  expect(await saidOnTelegram(telegram, alice, '/admin budget resume')).not.toContain('paused');
});

test('on a paused day no call finds room, on the next it does', async () => {
  const { budget, close } = await openDatabase(':memory:');
  await budget.reserve('2026-11-22', 100, 1000);
  await budget.setPaused('2026-11-22', true);
  expect(await budget.reserve('2026-11-22', 100, 1000)).toBe(false);
  expect(await budget.reserve('2026-11-23', 100, 1000)).toBe(true);
  await budget.setPaused('2026-11-22', false);
  expect(await budget.reserve('2026-11-22', 100, 1000)).toBe(true);
  expect(await budget.usedOn(['2026-11-22', '2026-11-21'])).toEqual([
    { day: '2026-11-22', tokens: 200, isPaused: false },
  ]);
  await close();
});
