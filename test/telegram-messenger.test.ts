import { expect, test } from 'vitest';
import { newDelivery, newPart, newSide, openTelegram, plain } from './telegram-samples.ts';

const never = new AbortController().signal;

async function open() {
  const telegram = await openTelegram();
  const { messenger } = newSide(telegram).connection;
  return { telegram, messenger, ...telegram.chats };
}

test('a part arrives as formatted text without a preview of its links', async () => {
  const { telegram, messenger, alice } = await open();
  const outcome = await messenger.send(newDelivery(alice), never);
  const [message, ...rest] = telegram.messages(alice);
  expect(rest).toEqual([]);
  expect(outcome).toEqual({ kind: 'sent', message: String(message?.id) });
  expect(message?.text).toContain('1. Ferry line between the islands opens again\nThe ferry');
  expect(message?.entities.map(({ type }) => type)).toEqual(['bold', 'bold', 'text_link', 'italic', 'italic']);
  expect(telegram.calls[0]?.params['link_preview_options']).toEqual({ is_disabled: true });
  expect(telegram.violations).toEqual([]);
});

test('a part for a topic of a forum arrives in that topic', async () => {
  const { telegram, messenger, forum } = await open();
  expect(await messenger.send(newDelivery(`${forum}:${telegram.topics[1]}`), never)).toMatchObject({ kind: 'sent' });
  expect(telegram.messages(forum).map(({ threadId }) => threadId)).toEqual([telegram.topics[1]]);
});

test('mark-up that Telegram cannot read goes out once more as plain text', async () => {
  const { telegram, messenger, alice } = await open();
  const body = JSON.stringify({ ...JSON.parse(newPart().body), text: '<b>Tea &amp; <u>cake</b>' });
  const outcome = await messenger.send(newDelivery(alice, { part: { body, stories: [] } }), never);
  expect(outcome).toMatchObject({ kind: 'sent' });
  expect(telegram.messages(alice)).toMatchObject([{ text: 'Tea & cake', entities: [] }]);
});

test.each([
  ['WEBPAGE_URL_INVALID', { is_disabled: true }, 5],
  ['ENTITIES_TOO_LONG', { url: 'https://img.harbour.example/a.jpg' }, 0],
])('a message refused with %s goes out once more without what was refused', async (description, preview, entities) => {
  const { telegram, messenger, alice } = await open();
  const body = { ok: false, error_code: 400, description: `Bad Request: ${description}` };
  telegram.fault({ kind: 'answer', status: 400, body, method: 'sendMessage' });
  const part = {
    ...newPart(),
    body: newPart().body.replace('"is_disabled":true', '"url":"https://img.harbour.example/a.jpg"'),
  };
  expect(await messenger.send(newDelivery(alice, { part }), never)).toMatchObject({ kind: 'sent' });
  expect(telegram.messages(alice).map((message) => message.entities.length)).toEqual([entities]);
  expect(telegram.calls.at(-1)?.params['link_preview_options']).toEqual(preview);
});

const LOST = { kind: 'refused', reason: 'gone' };
const SHUT = { kind: 'refused', reason: 'forbidden' };

test.each([
  ['a person who blocked the bot', 'blocked', SHUT],
  ['a person who is no more', 'deactivated', LOST],
  ['a chat where the bot may only read', 'readonly', SHUT],
] as const)('a part for %s is refused for good reason', async (_, state, expected) => {
  const { telegram, messenger, alice } = await open();
  telegram.setChat({ id: alice, state });
  const detail = expect.stringMatching(/Bad Request|Forbidden/u);
  expect(await messenger.send(newDelivery(alice), never)).toEqual({ ...expected, detail });
});

test.each(['4711', '-1002222222222:99'])('a part for %s, which is not there, finds its place gone', async (address) => {
  const { messenger } = await open();
  expect(await messenger.send(newDelivery(address), never)).toMatchObject(LOST);
});

test('a message Telegram finds fault with is malformed, and the chat is not blamed', async () => {
  const { messenger, alice } = await open();
  const body = JSON.stringify({ ...JSON.parse(newPart().body), text: 'a'.repeat(4097) });
  const outcome = await messenger.send(newDelivery(alice, { part: { body, stories: [] } }), never);
  expect(outcome).toMatchObject({ kind: 'refused', reason: 'malformed' });
});

test('a group that became a supergroup is followed to its new id', async () => {
  const { telegram, messenger, group } = await open();
  const to = telegram.migrate(group, { isAnnounced: false });
  const outcome = await messenger.send(newDelivery(group), never);
  const place = { platform: 'telegram', address: String(to), community: `telegram:${to}` } as const;
  expect(outcome).toEqual({ kind: 'moved', to: place });
  expect(await messenger.send(newDelivery(place.address), never)).toMatchObject({ kind: 'sent' });
  expect(telegram.violations).toEqual([]);
});

test('a wait Telegram asks for is kept to the letter, for that chat alone', async () => {
  const { telegram, messenger, alice } = await open();
  telegram.fault({ kind: 'slow-down', retryAfterSeconds: 7, method: 'sendMessage' });
  expect(await messenger.send(newDelivery(alice), never)).toMatchObject({
    kind: 'later',
    afterMs: 7_000,
    whole: false,
  });
});

test('a wait asked for in a second chat meanwhile is taken for everybody’s', async () => {
  const { telegram, messenger, alice, boris } = await open();
  telegram.fault({ kind: 'slow-down', retryAfterSeconds: 7, isGlobal: true, method: 'sendMessage' });
  expect(await messenger.send(newDelivery(alice), never)).toMatchObject({ whole: false });
  expect(await messenger.send(newDelivery(boris), never)).toMatchObject({ kind: 'later', whole: true });
});

test.each([
  ['the answer is lost', { kind: 'reset', isStored: true }, { kind: 'uncertain' }, 1],
  ['Telegram answers 502', { kind: 'answer', status: 502, isStored: true }, { kind: 'uncertain' }, 1],
  ['something else answers', { kind: 'answer', status: 200, body: '<html>' }, { kind: 'uncertain' }, 0],
  ['the token is taken back', { kind: 'answer', status: 401 }, { kind: 'later', whole: true }, 0],
] as const)('where %s, the outcome tells whether the part may have arrived', async (_, fault, expected, arrived) => {
  const { telegram, messenger, alice } = await open();
  telegram.fault({ ...fault, method: 'sendMessage' });
  expect(await messenger.send(newDelivery(alice), never)).toMatchObject(expected);
  expect(telegram.messages(alice)).toHaveLength(arrived);
});

test('a Telegram that is not there at all has not got the part, and the token stays out of what is told', async () => {
  const { telegram, messenger, alice } = await open();
  await telegram.close();
  const outcome = await messenger.send(newDelivery(alice), never);
  expect(outcome).toMatchObject({ kind: 'later', afterMs: null, whole: false });
  expect(JSON.stringify(outcome)).not.toContain(telegram.token);
});

test('a part that hangs is broken off and may have arrived; one that was not begun has not', async () => {
  const { telegram, messenger, alice } = await open();
  const giveUp = new AbortController();
  telegram.fault({ kind: 'hang', method: 'sendMessage', isStored: true });
  const sending = messenger.send(newDelivery(alice), giveUp.signal);
  await telegram.until(() => telegram.messages(alice).length === 1);
  giveUp.abort();
  expect(await sending).toMatchObject({ kind: 'uncertain' });
  expect(await messenger.send(newDelivery(alice), giveUp.signal)).toMatchObject({ kind: 'later' });
  expect(telegram.messages(alice)).toHaveLength(1);
});

test('people are written to once a second, groups and channels twenty times a minute', async () => {
  const { messenger, alice, group, channel } = await open();
  expect([alice, group, channel].map((id) => messenger.pace.gapMs(String(id)))).toEqual([1_000, 3_000, 3_000]);
});

test.each([
  ['a private chat', 'alice', {}, []],
  ['a group', 'group', {}, []],
  ['a channel it runs', 'channel', {}, []],
  ['a channel where it may not post', 'channel', { state: 'readonly' }, ['Post Messages']],
  ['a group it was put out of', 'group', { state: 'kicked' }, ['Member']],
] as const)('the bot knows what it lacks in %s', async (_, name, change, missing) => {
  const { telegram, messenger, ...chats } = await open();
  telegram.setChat({ id: chats[name], ...change });
  const answer = await messenger.mayPost({ platform: 'telegram', address: String(chats[name]) });
  expect(answer).toEqual(missing.length === 0 ? { kind: 'yes' } : { kind: 'no', missing });
});

test.each([
  ['restricts the bot', 'getChatMember', { status: 'restricted', is_member: true, can_send_messages: false }],
  [
    'lets nobody write',
    'getChat',
    { id: -333_333, type: 'group', title: 'Still', permissions: { can_send_messages: false } },
  ],
])('the bot knows that it may not write in a group that %s', async (_, method, result) => {
  const { telegram, messenger, group } = await open();
  telegram.fault({ kind: 'answer', status: 200, method, body: { ok: true, result } });
  const answer = await messenger.mayPost({ platform: 'telegram', address: `${group}:5` });
  expect(answer).toEqual({ kind: 'no', missing: ['Send Messages'] });
});

test('one person is told something in private, and it is known whether it reached them', async () => {
  const { telegram, messenger, alice, boris, group } = await open();
  telegram.setChat({ id: boris, state: 'blocked' });
  expect(await messenger.tell(`telegram:${alice}`, plain('A source is silent.'))).toBe(true);
  expect(telegram.messages(alice).map(({ text }) => text)).toEqual(['A source is silent.']);
  expect(await messenger.tell(`telegram:${boris}`, plain('A source is silent.'))).toBe(false);
  expect(await messenger.tell(`telegram:${group}`, plain('A source is silent.'))).toBe(false);
  expect(telegram.messages(group)).toEqual([]);
});

test('mark-up that was lost is reported with the case, so that it becomes a test', async () => {
  const telegram = await openTelegram();
  const { connection, happenings } = newSide(telegram);
  const body = JSON.stringify({ ...JSON.parse(newPart().body), text: '<b>Tea &amp; <u>cake</b>' });
  await connection.messenger.send(newDelivery(telegram.chats.alice, { part: { body, stories: [] } }), never);
  expect(happenings).toMatchObject([
    { event: 'left-out', what: 'mark-up', why: expect.stringContaining('<b>Tea &amp; <u>cake</b>') },
  ]);
});

test('the last part bears the buttons of its digest; the further parts make no sound', async () => {
  const { telegram, messenger, alice } = await open();
  const { buttons, ...drawn } = JSON.parse(newPart().body) as { readonly buttons: unknown };
  const first = newDelivery(alice, { part: { body: JSON.stringify(drawn), stories: [] }, of: 2 });
  const digest = 46 as typeof first.digest;
  await messenger.send({ ...first, digest }, never);
  await messenger.send({ ...newDelivery(alice), digest, number: 2, of: 2 }, never);
  const [one, two] = telegram.calls.filter(({ method }) => method === 'sendMessage').map(({ params }) => params);
  expect(one).not.toHaveProperty('reply_markup');
  expect(one).not.toHaveProperty('disable_notification');
  expect(two).toMatchObject({
    disable_notification: true,
    reply_markup: {
      inline_keyboard: [
        [
          { text: 'More stories', callback_data: 'more @1a' },
          { text: 'Sources', callback_data: 'origins @1a' },
        ],
        [
          { text: 'Why these?', callback_data: 'why @1a' },
          { text: 'Mute', callback_data: 'mute @1a' },
        ],
      ],
    },
  });
  expect(telegram.violations).toEqual([]);
});
