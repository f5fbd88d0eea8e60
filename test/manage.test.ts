import { expect, test } from 'vitest';
import { until } from './support/bot.ts';
import { openBoth, saidOnTelegram } from './support/both.ts';
import { FERRY, SUNDAY } from './support/ferry.ts';
import { list, payload, text } from './support/payload.ts';
import type { Telegram } from './support/telegram/server.ts';

const HOUR_MS = 3_600_000;

test('what an administrator says in private goes for their channel, over a restart, until they say otherwise', async () => {
  const { bot, telegram, restart } = await openBoth({ now: SUNDAY, articles: [FERRY] });
  const { alice, channel } = telegram.chats;
  const say = (line: string) => saidOnTelegram(telegram, alice, line);
  expect(await say('/manage @standin_channel')).toContain('From now on what you say here goes for Channel');
  expect(await say('/subscribe ferry 10:00 Europe/Berlin')).toContain('For Channel:\nDone. Digest 1 is posted here');
  await bot.stop();
  await restart();
  expect(await say('/digest')).toContain('For Channel:\nIt is on its way: one story.');
  await telegram.until(() => telegram.messages(channel).length > 0);
  expect(telegram.messages(channel)[0]?.text).toContain('Ferry to Ostrova');
  expect(await say('/status')).toContain('Alice ordered digest 1, about ferry.');
  expect(await say('/help')).not.toContain('For Channel');
  expect(await say('/manage')).toBe('What you say here goes for this chat again, and no longer for Channel.');
  expect(await say('/list')).toContain('No digest is ordered here yet.');
  expect(telegram.violations).toEqual([]);
});

/** The callback data of the only button with this label. */
function buttonOf(message: { readonly keyboard: readonly (readonly unknown[])[] } | undefined, label: string): string {
  const buttons = list(message?.keyboard.flat()).map(payload);
  return text(buttons.find((each) => text(each['label'] ?? each['text']).startsWith(label))?.['callback_data']);
}

async function press(
  telegram: Telegram,
  chat: number,
  message: { readonly id: number; readonly text: string },
  data: string,
) {
  const until = ({ message: now }: { readonly message: { readonly text: string } }) => now.text !== message.text;
  return (await telegram.press({ chat, messageId: message.id, data, until })).message;
}

test('a button goes for the channel it was shown for, whatever is spoken for when it is pressed', async () => {
  const { telegram } = await openBoth({ now: SUNDAY, articles: [FERRY] });
  const { alice } = telegram.chats;
  const say = (line: string) => saidOnTelegram(telegram, alice, line);
  await say('/manage @standin_channel');
  await say('/mute crypto');
  const [shown] = await telegram.say({ chat: alice, text: '/mutes' });
  if (shown === undefined) throw new Error('nothing was answered');
  expect(shown.text).toContain('For Channel:');
  await say('/manage');
  await say('/mute golf');
  const done = await press(telegram, alice, shown, buttonOf(shown, 'Let in'));
  expect(done.text).toContain('For Channel:');
  expect(done.text).toContain('crypto');
  expect(await say('/mutes')).toContain('golf');
});

test('who is no administrator, or no more, does not speak for a channel', async () => {
  const { bot, telegram } = await openBoth({ now: SUNDAY, articles: [FERRY] });
  const { alice, boris, channel } = telegram.chats;
  expect(await saidOnTelegram(telegram, boris, `/manage ${channel}`)).toContain('Я не вижу, что вы администратор');
  expect(await saidOnTelegram(telegram, boris, '/manage @nobody_knows')).toContain('Не могу найти канал');
  expect(await saidOnTelegram(telegram, boris, '/manage what is this')).toContain('Не могу найти канал');
  expect(await saidOnTelegram(telegram, alice, `/manage https://t.me/standin_channel`)).toContain('From now on');
  telegram.setChat({ id: channel, admins: [] });
  expect(await saidOnTelegram(telegram, alice, '/subscribe 10:00')).toContain("You don't speak for Channel any more");
  expect(await saidOnTelegram(telegram, alice, '/list')).toContain('No digest is ordered here yet.');
  telegram.setChat({ id: channel, admins: [alice], state: 'kicked' });
  expect(await saidOnTelegram(telegram, alice, `/manage ${channel}`)).toContain('I may not post in Channel');
  expect(await saidOnTelegram(telegram, telegram.chats.group, '/manage @standin_channel', alice)).toContain(
    'in private',
  );
  expect(bot.log.filter(({ event }) => event === 'command-failed')).toEqual([]);
});

test('after a day what is said in private goes for the conversation again, and the channel is in a menu', async () => {
  const { bot, telegram } = await openBoth({ now: SUNDAY, articles: [FERRY] });
  const { alice } = telegram.chats;
  await saidOnTelegram(telegram, alice, '/manage @standin_channel');
  bot.setClock(new Date(SUNDAY.getTime() + 25 * HOUR_MS));
  expect(await saidOnTelegram(telegram, alice, '/list')).not.toContain('For Channel');
  const [which] = await telegram.say({ chat: alice, text: '/manage' });
  expect(which?.text).toContain('Which channel do you want to speak for?');
  const chosen = await press(telegram, alice, which ?? { id: 0, text: '' }, buttonOf(which, 'Channel'));
  expect(chosen.text).toContain('From now on what you say here goes for Channel');
});

test('a post of the channel that is forwarded in private names it', async () => {
  const { telegram } = await openBoth({ now: SUNDAY, articles: [FERRY] });
  const { alice, channel } = telegram.chats;
  const origin = { type: 'channel', date: 1, message_id: 5, chat: { id: channel, type: 'channel', title: 'Channel' } };
  telegram.updates.push('message', {
    ...{ message_id: 9_001, date: 1, text: 'A post', forward_origin: origin },
    chat: { id: alice, type: 'private', first_name: 'Alice' },
    from: { id: alice, is_bot: false, first_name: 'Alice', language_code: 'en' },
  });
  await until('it was answered', () => telegram.messages(alice).length > 0);
  expect(telegram.messages(alice)[0]?.text).toContain('goes for Channel');
});
