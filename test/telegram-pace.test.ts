import { expect, test } from 'vitest';
import { sayPlain } from '../src/phrases/say.ts';
import { afterSending, NOTHING_SENT, nextTurn } from '../src/telegram/chat-pace.ts';
import { commandOf, connect, newDelivery, newDesk, openTelegram, plain } from './telegram-samples.ts';

const ASK_PATIENCE = sayPlain('en', 'one-at-a-time');

/** When so many messages handed in at once would go out, in milliseconds. */
function timesOf(chat: number, count: number): readonly number[] {
  const times: number[] = [];
  let past = NOTHING_SENT;
  for (let i = 0; i < count; i += 1) {
    const at = nextTurn(chat, past, times.at(-1) ?? 0);
    past = afterSending(past, at);
    times.push(at);
  }
  return times;
}

/** The most that went out within any stretch of so many milliseconds. */
function mostWithin(times: readonly number[], ms: number): number {
  return Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + ms).length));
}

test('a person gets three messages at once, and then one a second', () => {
  expect(timesOf(1, 7)).toEqual([0, 0, 0, 1_000, 2_000, 3_000, 4_000]);
});

test('a group gets no more than twenty messages in any minute', () => {
  const times = timesOf(-1, 100);
  expect(mostWithin(times, 60_000)).toBe(20);
  expect(mostWithin(times, 1_000)).toBeLessThanOrEqual(3);
  expect(times[20]).toBe(60_000);
});

test('a chat that Telegram wants left alone is left alone, and only then goes on', () => {
  expect(nextTurn(1, { ...NOTHING_SENT, heldUntil: 9_000 }, 2_000)).toBe(9_000);
  expect(nextTurn(1, { ...NOTHING_SENT, heldUntil: 9_000 }, 9_500)).toBe(9_500);
});

/** Says a command twelve times at once, and waits until somebody was asked for patience. */
async function flood(name: 'alice' | 'group', text: string) {
  const telegram = await openTelegram();
  let asked = 0;
  const commands = commandOf(async () => {
    asked += 1;
    return { text: plain('Heard.') };
  });
  await connect(telegram, newDesk(), commands);
  const chat = telegram.chats[name];
  const said = Array.from({ length: 12 }, () => telegram.say({ chat, text, until: () => true }));
  await Promise.all(said);
  const texts = (): readonly string[] => telegram.messages(chat).map((message) => message.text);
  await telegram.until(() => texts().includes(ASK_PATIENCE));
  return { telegram, chat, texts, asked: () => asked };
}

test.each(['alice', 'group'] as const)(
  'of twelve commands at once (%s) the first are answered, the rest asked for patience once',
  async (name) => {
    const { telegram, chat, texts, asked } = await flood(name, '/probe');
    await telegram.say({ chat, text: '/probe' });
    expect(texts().filter((text) => text === ASK_PATIENCE)).toHaveLength(1);
    expect(asked()).toBe(texts().length - 1);
    expect(asked()).toBeLessThan(12);
    expect(telegram.violations).toEqual([]);
  },
);

test('digests and answers keep one pace in a chat', async () => {
  const telegram = await openTelegram();
  const { connection } = await connect(
    telegram,
    newDesk(),
    commandOf(async () => ({ text: plain('Heard.') })),
  );
  const { alice } = telegram.chats;
  const never = new AbortController().signal;
  const until = (): boolean => telegram.messages(alice).length === 6;
  const [, ...outcomes] = await Promise.all([
    telegram.say({ chat: alice, text: '/probe', until }),
    ...Array.from({ length: 5 }, () => connection.messenger.send(newDelivery(alice), never)),
  ]);
  expect(outcomes.map(({ kind }) => kind)).toEqual(Array(5).fill('sent'));
  expect(telegram.violations).toEqual([]);
});

test('a chat that asked for a wait is not asked again before, and its parts come back', async () => {
  const telegram = await openTelegram();
  const { connection } = await connect(telegram);
  telegram.fault({ kind: 'slow-down', retryAfterSeconds: 30, method: 'sendMessage' });
  const never = new AbortController().signal;
  const part = newDelivery(telegram.chats.alice);
  const refused = await connection.messenger.send(part, never);
  const heldBack = await connection.messenger.send(part, never);
  expect(refused).toEqual({ kind: 'later', afterMs: 30_000, why: 'Telegram asked to wait', whole: false });
  expect(heldBack).toMatchObject({ kind: 'later', why: 'the chat has its fill for now', whole: false });
  expect(telegram.violations).toEqual([]);
});
