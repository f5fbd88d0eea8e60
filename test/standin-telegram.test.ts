import { Telegraf, Telegram as TelegramClient, TelegramError } from 'telegraf';
import { expect, onTestFinished, test } from 'vitest';
import { startTelegram, type Telegram } from './support/telegram/server.ts';

async function open(): Promise<Telegram> {
  const telegram = await startTelegram();
  onTestFinished(() => telegram.close());
  return telegram;
}

function clientOf(telegram: Telegram, token = telegram.token): TelegramClient {
  return new TelegramClient(token, { apiRoot: telegram.url });
}

async function launch(
  telegram: Telegram,
  furnish: (bot: Telegraf) => unknown,
): Promise<{ readonly ended: Promise<unknown> }> {
  const bot = new Telegraf(telegram.token, { telegram: { apiRoot: telegram.url } });
  furnish(bot);
  let ended: Promise<unknown> = Promise.resolve();
  await new Promise<void>((resolve) => {
    ended = bot.launch(resolve).catch((error: unknown) => error);
  });
  onTestFinished(() => stop(bot, telegram));
  await telegram.until(() => telegram.updates.status().polls > 0);
  return { ended };
}

function stop(bot: Telegraf, telegram: Telegram): void {
  if (telegram.updates.status().isPolling) bot.stop();
}

function kinds(telegram: Telegram): readonly string[] {
  return telegram.violations.map(({ kind }) => kind);
}

test('a polling bot hears a command and its answer is seen', async () => {
  const telegram = await open();
  await launch(telegram, (bot) => bot.command('start', (context) => context.reply(`Hello ${context.from.first_name}`)));
  const [answer] = await telegram.say({ chat: telegram.chats.alice, text: '/start' });
  expect(answer).toMatchObject({ text: 'Hello Alice', chatId: telegram.chats.alice });
  const inGroup = await telegram.say({
    chat: telegram.chats.group,
    text: `/start@${telegram.username}`,
    from: telegram.chats.boris,
  });
  expect(inGroup.map((message) => message.text)).toEqual(['Hello Boris']);
  expect(telegram.violations).toEqual([]);
});

test('a pressed button is answered and its message changed', async () => {
  const telegram = await open();
  await launch(telegram, (bot) => {
    bot.command('menu', (context) =>
      context.reply('Menu', { reply_markup: { inline_keyboard: [[{ text: 'Go', callback_data: 'go' }]] } }),
    );
    bot.action('go', async (context) => {
      await context.answerCbQuery('Going');
      await context.editMessageText('Gone');
    });
  });
  const { alice } = telegram.chats;
  const [menu] = await telegram.say({ chat: alice, text: '/menu' });
  const press = { chat: alice, messageId: menu?.id ?? 0, data: 'go' };
  const pressed = await telegram.press({ ...press, until: ({ message }) => message.earlier.length > 0 });
  expect(pressed).toMatchObject({
    answer: { text: 'Going' },
    message: { text: 'Gone', keyboard: [], earlier: [{ text: 'Menu' }] },
  });
  await expect(telegram.press(press)).rejects.toThrow('no button');
});

test('HTML becomes text with entities counted in UTF-16 units', async () => {
  const telegram = await open();
  const html =
    ' <b>🗞 Bold</b> &amp; <a href="https://a.example/?x=1&amp;y=2">linked <i>it</i></a> &nbsp; https://b.example';
  await clientOf(telegram).sendMessage(telegram.chats.alice, html, { parse_mode: 'HTML' });
  const [message] = telegram.messages(telegram.chats.alice);
  expect(message?.text).toBe('🗞 Bold & linked it &nbsp; https://b.example');
  expect(message?.entities).toEqual([
    { type: 'bold', offset: 0, length: 7 },
    { type: 'text_link', offset: 10, length: 9, url: 'https://a.example/?x=1&y=2' },
    { type: 'italic', offset: 17, length: 2 },
    { type: 'url', offset: 27, length: 17 },
  ]);
});

test.each([
  ['<b>open', 'find end tag corresponding to start tag "b"'],
  ['a <p>b</p>', 'Unsupported start tag "p" at byte offset 2'],
  ['é <b>a</i>', 'Unmatched end tag at byte offset 7, expected "</b>", found "</i>"'],
  ['a</b>', 'Unexpected end tag at byte offset 1'],
  ['1 < 2', 'Unsupported start tag "" at byte offset 2'],
  ['<a href="x', 'Unclosed start tag'],
  ['<span>a</span>', 'must have class "tg-spoiler"'],
])('the mark-up %s is refused', async (html, reason) => {
  const telegram = await open();
  const sending = clientOf(telegram).sendMessage(telegram.chats.alice, html, { parse_mode: 'HTML' });
  await expect(sending).rejects.toThrow(`400: Bad Request: can't parse entities:`);
  await expect(sending).rejects.toThrow(reason);
});

test('the length counts after the mark-up is read', async () => {
  const telegram = await open();
  const client = clientOf(telegram);
  const html = { parse_mode: 'HTML' } as const;
  await client.sendMessage(telegram.chats.alice, `<b>${'a'.repeat(4094)}&lt;&gt;</b>`, html);
  await expect(client.sendMessage(telegram.chats.alice, `${'a'.repeat(4095)}🗞`, html)).rejects.toThrow(
    'message is too long',
  );
  await expect(client.sendMessage(telegram.chats.alice, '<b> </b>', html)).rejects.toThrow('message text is empty');
  await client.sendMessage(telegram.chats.alice, '<b>a</b> '.repeat(101), html);
  expect(kinds(telegram)).toEqual(['more-than-100-entities']);
});

test.each([
  ['callback data over 64 bytes', [[{ text: 'a', callback_data: 'é'.repeat(33) }]], 'BUTTON_DATA_INVALID'],
  ['a button without an action', [[{ text: 'a' }]], 'Text buttons are unallowed'],
  ['a button address that is none', [[{ text: 'a', url: 'somewhere' }]], 'Wrong HTTP URL'],
])('%s is refused', async (_, inline_keyboard, reason) => {
  const telegram = await open();
  const params = { chat_id: telegram.chats.alice, text: 'a', reply_markup: { inline_keyboard } };
  const calling = fetch(`${telegram.url}/bot${telegram.token}/sendMessage`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(params),
  });
  expect(await (await calling).json()).toMatchObject({
    ok: false,
    error_code: 400,
    description: expect.stringContaining(reason),
  });
});

test('a blocked chat refuses, and a bot that never learns is noticed', async () => {
  const telegram = await open();
  telegram.changeMembership({ chat: telegram.chats.alice, status: 'kicked' });
  const send = () => clientOf(telegram).sendMessage(telegram.chats.alice, 'a');
  for (let at = 0; at < 3; at++) await expect(send()).rejects.toThrow('403: Forbidden: bot was blocked by the user');
  expect(kinds(telegram)).toEqual([]);
  await expect(send()).rejects.toThrow('403');
  expect(kinds(telegram)).toEqual(['repeat-to-dead-chat']);
});

test('a group that became a supergroup tells its new id', async () => {
  const telegram = await open();
  const to = telegram.migrate(telegram.chats.group);
  const client = clientOf(telegram);
  const error = await client.sendMessage(telegram.chats.group, 'a').catch((refusal: unknown) => refusal);
  expect(error).toBeInstanceOf(TelegramError);
  expect(error).toMatchObject({ response: { parameters: { migrate_to_chat_id: to } } });
  await client.sendMessage(to, 'a');
  await expect(client.sendMessage(telegram.chats.group, 'a')).rejects.toThrow('upgraded');
  expect(kinds(telegram)).toEqual(['repeat-to-migrated-chat']);
});

test('a slow-down says how long, and sending before that is noticed', async () => {
  const telegram = await open();
  telegram.fault({ kind: 'slow-down', retryAfterSeconds: 7, method: 'sendMessage', target: telegram.chats.alice });
  const client = clientOf(telegram);
  const error = await client.sendMessage(telegram.chats.alice, 'a').catch((refusal: unknown) => refusal);
  expect(error).toMatchObject({ response: { error_code: 429, parameters: { retry_after: 7 } } });
  await client.sendMessage(telegram.chats.boris, 'elsewhere is fine');
  expect(kinds(telegram)).toEqual([]);
  await expect(client.sendMessage(telegram.chats.alice, 'a')).rejects.toThrow('429');
  expect(kinds(telegram)).toEqual(['send-before-retry-after']);
});

test('a sixth message within a second in one chat hits the limit', async () => {
  const telegram = await open();
  const client = clientOf(telegram);
  for (let at = 0; at < 5; at++) await client.sendMessage(telegram.chats.alice, 'a');
  await expect(client.sendMessage(telegram.chats.alice, 'a')).rejects.toThrow('429');
  expect(kinds(telegram)).toEqual(['hit-429']);
});

test('a message whose answer was lost is there all the same', async () => {
  const telegram = await open();
  telegram.fault({ kind: 'reset', method: 'sendMessage', isStored: true });
  await expect(clientOf(telegram).sendMessage(telegram.chats.alice, 'a')).rejects.toThrow();
  expect(telegram.messages(telegram.chats.alice).map((message) => message.text)).toEqual(['a']);
});

test('a fault that names only a code says what Telegram says with it', async () => {
  const telegram = await open();
  telegram.fault({ kind: 'answer', status: 403, method: 'sendMessage' });
  await expect(clientOf(telegram).sendMessage(telegram.chats.alice, 'a')).rejects.toThrow('blocked by the user');
  telegram.fault({ kind: 'answer', status: 502, body: '<html>Bad Gateway</html>', method: 'sendMessage' });
  await expect(clientOf(telegram).sendMessage(telegram.chats.alice, 'a')).rejects.toThrow();
});

test('a wrong token is refused', async () => {
  const telegram = await open();
  await expect(clientOf(telegram, '1:wrong').getMe()).rejects.toThrow('401: Unauthorized');
});

test('a second poller ends the first with 409', async () => {
  const telegram = await open();
  const { ended } = await launch(telegram, () => undefined);
  await telegram.until(() => telegram.updates.status().isPolling);
  telegram.updates.conflict();
  expect(await ended).toMatchObject({ response: { error_code: 409 } });
  expect(kinds(telegram)).toEqual([]);
});

test('two polls at once are a violation', async () => {
  const telegram = await open();
  const poll = () => fetch(`${telegram.url}/bot${telegram.token}/getUpdates?timeout=30`);
  const first = poll();
  await telegram.until(() => telegram.updates.status().isPolling);
  const second = poll();
  expect((await first).status).toBe(409);
  telegram.updates.push('message', { message_id: 1 });
  expect(await (await second).json()).toMatchObject({ result: [{ message: { message_id: 1 } }] });
  expect(kinds(telegram)).toEqual(['concurrent-getUpdates']);
});

test('an update is given again until its offset is confirmed', async () => {
  const telegram = await open();
  telegram.updates.push('message', { message_id: 1 });
  const read = async (offset: number) =>
    (await fetch(`${telegram.url}/bot${telegram.token}/getUpdates?offset=${offset}`)).json();
  const first = await read(0);
  expect(await read(0)).toEqual(first);
  expect(await read(200_000)).toEqual({ ok: true, result: [] });
});

test('commands are kept by scope and language, and wrong ones refused', async () => {
  const telegram = await open();
  const client = clientOf(telegram);
  await client.setMyCommands([{ command: 'start', description: 'Begin' }]);
  await client.setMyCommands([{ command: 'start', description: 'Начать' }], { language_code: 'ru' });
  expect(telegram.commands()).toEqual([{ command: 'start', description: 'Begin' }]);
  expect(telegram.commands({}, 'ru')).toEqual(await client.getMyCommands({ language_code: 'ru' }));
  await expect(client.setMyCommands([{ command: 'Start', description: 'a' }])).rejects.toThrow('BOT_COMMAND_INVALID');
  await expect(client.setMyCommands([{ command: 'a', description: 'd'.repeat(257) }])).rejects.toThrow('DESCRIPTION');
});

test('a forum takes messages in its topics only', async () => {
  const telegram = await open();
  const client = clientOf(telegram);
  const [topic = 0] = telegram.topics;
  await client.sendMessage(telegram.chats.forum, 'a', { message_thread_id: topic });
  expect(telegram.messages(telegram.chats.forum)).toMatchObject([{ threadId: topic }]);
  await expect(client.sendMessage(telegram.chats.forum, 'a', { message_thread_id: 99 })).rejects.toThrow(
    'thread not found',
  );
});

test('files go both ways', async () => {
  const telegram = await open();
  await launch(telegram, (bot) => {
    bot.on('message', async (context) => {
      if (!('document' in context.message)) return;
      const link = await context.telegram.getFileLink(context.message.document.file_id);
      const content = await (await fetch(link)).text();
      await context.replyWithDocument(
        { source: Buffer.from(content.toUpperCase()), filename: 'back.txt' },
        { caption: 'Back' },
      );
    });
  });
  const [answer] = await telegram.say({ chat: telegram.chats.alice, document: { name: 'a.txt', content: 'sent' } });
  expect(answer).toMatchObject({ text: 'Back', file: { name: 'back.txt', content: 'SENT' } });
});

test('who runs a chat can be asked, and an anonymous administrator writes as the group', async () => {
  const telegram = await open();
  const { alice, boris, group, channel } = telegram.chats;
  const client = clientOf(telegram);
  expect((await client.getChatMember(group, alice)).status).toBe('administrator');
  expect((await client.getChatMember(group, boris)).status).toBe('member');
  expect(await client.getChat('@standin_channel')).toMatchObject({ id: channel });
  await launch(telegram, (bot) => bot.on('message', (context) => context.reply(String(context.senderChat?.id))));
  const [answer] = await telegram.say({ chat: group, text: 'a', isAnonymous: true });
  expect(answer?.text).toBe(String(group));
});
