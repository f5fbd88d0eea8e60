import { expect, test } from 'vitest';
import { COMMANDS } from '../commands/index.ts';
import type { Status } from '../src/domain/desk.ts';
import { plainText } from '../src/domain/rich.ts';
import { sayPlain } from '../src/phrases/say.ts';
import { connect as connectDiscord, newDesk } from './discord-samples.ts';
import { openDiscord } from './support/discord/client.ts';
import { discordIds, discordOptions, telegramKeys } from './support/talk.ts';
import { connect as connectTelegram, openTelegram } from './telegram-samples.ts';

const ASK = sayPlain('en', 'help.ask');
const STANDING = { model: null } as Status;
const SUBJECTS = [
  'Digests',
  'Settings',
  'Sources',
  'Topics and mutes',
  'Why, status and the rest',
  'What I keep about you',
];

test('help is short first, leads to the setup, and offers its subjects', async () => {
  const discord = await openDiscord();
  await connectDiscord(discord);
  const { message } = await discord.runCommand({ name: 'help', user: discord.member });
  expect(message?.content.length).toBeLessThan(250);
  expect(message?.content).toContain('`/setup`');
  const subjects = discordOptions(message?.components ?? [], ASK).map(({ label }) => label);
  expect(subjects).toEqual(SUBJECTS);
  const customId = discordIds(message?.components ?? []).get(ASK) ?? '';
  const chosen = await discord.pressButton({
    messageId: message?.id ?? '',
    customId,
    values: ['2'],
    user: discord.member,
  });
  expect(chosen.message?.content).toContain('`/source add`');
  expect(chosen.message?.content).toContain('For example: `/source add address: https://example.org`');
  expect(discord.violations).toEqual([]);
});

test('who runs the bot is shown what only they may do', async () => {
  const discord = await openDiscord();
  await connectDiscord(discord, newDesk({ isOwner: () => true }));
  const { message } = await discord.runCommand({ name: 'help' });
  const subjects = discordOptions(message?.components ?? [], ASK).map(({ label }) => label);
  expect(subjects).toContain('Running the bot');
});

test('every command a person may say has help of its own, under one subject', async () => {
  const telegram = await openTelegram();
  await connectTelegram(telegram);
  const { alice } = telegram.chats;
  const [first] = await telegram.say({ chat: alice, text: '/help' });
  const keys = telegramKeys(first?.keyboard ?? []);
  expect([...keys.keys()].slice(0, SUBJECTS.length)).toEqual(SUBJECTS);
  const [one] = await telegram.say({ chat: alice, text: '/help subscribe' });
  expect(one?.text).toContain('For example: /subscribe Technology, climate 08:00 Europe/Berlin');
  const listed = COMMANDS.filter(
    ({ isUnlisted, telegram: names, who }) => isUnlisted !== true && names.length > 0 && who !== 'owner',
  );
  const help = COMMANDS.at(-1);
  for (const told of listed) {
    const request = {
      place: { platform: 'telegram', address: '1', community: 'telegram:1', name: null },
      asker: { id: 'telegram:1', name: 'Ada', isManager: true, isOwner: false },
      language: 'en',
      given: { about: told.telegram[0] ?? '' },
    } as const;
    const reply = await help?.answer(request, newDesk({ status: async () => STANDING, keepDays: 90 }));
    // What /privacy says is its help.
    const shown = told.telegram[0] === 'privacy' ? 'What I keep' : `/${told.telegram[0]}`;
    expect(plainText(reply?.text ?? []), told.telegram[0]).toContain(shown);
  }
});
