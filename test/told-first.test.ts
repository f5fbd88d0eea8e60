import { expect, test } from 'vitest';
import { command } from '../src/domain/command.ts';
import type { NewsDesk } from '../src/domain/desk.ts';
import { connect, newDesk } from './discord-samples.ts';
import { openDiscord } from './support/discord/client.ts';
import { connect as connectTelegram, openTelegram } from './telegram-samples.ts';

const PROBE = command({
  discord: { group: 'probe', verb: null },
  telegram: ['probe'],
  about: 'about.status',
  who: 'everyone',
  options: {},
  answer: async () => ({ text: [{ form: 'plain', text: 'The answer' }] }),
});

/** A desk that has something to tell before it answers. */
function tellingDesk(): NewsDesk {
  const desk: NewsDesk = newDesk({
    heardFrom: async (said) => ({
      ...{ kind: 'welcome', place: said.place, asker: said.asker, desk, behalf: null },
      notices: [[{ form: 'plain', text: 'Your digest is paused.' }]],
    }),
  });
  return desk;
}

test('what who manages a place is still to be told stands before the answer, on both platforms', async () => {
  const [discord, telegram] = [await openDiscord(), await openTelegram()];
  await connect(discord, tellingDesk(), [PROBE]);
  await connectTelegram(telegram, tellingDesk(), [PROBE]);
  const { message } = await discord.runCommand({ name: 'probe' });
  expect(message?.content).toBe('Your digest is paused.\n\nThe answer');
  const [answer] = await telegram.say({ chat: telegram.chats.alice, text: '/probe' });
  expect(answer?.text).toBe('Your digest is paused.\n\nThe answer');
});
