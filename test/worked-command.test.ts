import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Command } from '../src/domain/command.ts';
import { connect as connectDiscord, newDesk } from './discord-samples.ts';
import { testFolder } from './support/bot.ts';
import { openDiscord } from './support/discord/client.ts';
import { connect as connectTelegram, openTelegram } from './telegram-samples.ts';

/** The file that CONTRIBUTING shows, with phrases that are there in the place of its own. */
async function workedCommand(): Promise<Command> {
  const [, code = ''] = /```ts\n(.*?)```/su.exec(readFileSync('CONTRIBUTING.md', 'utf8')) ?? [];
  const file = join(testFolder(), 'count.ts');
  const known = code.replace("'about.count'", "'about.list'").replace("language, 'count'", "language, 'count.stories'");
  writeFileSync(file, known.replaceAll("'../src/", `'${process.cwd()}/src/`));
  return ((await import(file)) as { count: Command }).count;
}

test('the command that CONTRIBUTING works out is all that both platforms need', async () => {
  const count = await workedCommand();
  const discord = await openDiscord();
  await connectDiscord(discord, newDesk(), [count]);
  const { message } = await discord.runCommand({ name: 'digest', subcommand: 'count' });
  const telegram = await openTelegram();
  await connectTelegram(telegram, newDesk(), [count]);
  const [said] = await telegram.say({ chat: telegram.chats.alice, text: '/count' });
  expect([message?.content, said?.text]).toEqual(['0 stories', '0 stories']);
});
