import { expect, onTestFinished, test } from 'vitest';
import { COMMANDS } from '../commands/index.ts';
import type { DoorEvent } from '../src/domain/door.ts';
import { answerJson, listen } from './support/loopback.ts';
import { commandOf, connect, NOTHING_ORDERED, newDesk, newSide, openTelegram, plain } from './telegram-samples.ts';

test('a log-in is reported with the bot’s name, and is heard from then on', async () => {
  const telegram = await openTelegram();
  const side = await connect(telegram);
  expect(side.happenings[0]).toEqual({ event: 'connected', platform: 'telegram', as: `@${telegram.username}` });
  const [answer] = await telegram.say({ chat: telegram.chats.alice, text: '/list' });
  expect(answer?.text).toBe(NOTHING_ORDERED);
  expect(telegram.violations).toEqual([]);
});

test.each(['123456789:wrong', 'no token at all'])(
  'a wrong token (%s) ends the start with one sentence for people',
  async (token) => {
    const telegram = await openTelegram();
    const side = newSide(telegram, { token });
    await side.connection.start(COMMANDS, newDesk());
    expect(side.happenings).toEqual([
      { event: 'disconnected', platform: 'telegram', final: true, why: expect.stringContaining('TELEGRAM_TOKEN') },
    ]);
  },
);

test('a token that is taken back while connected ends the polling', async () => {
  const telegram = await openTelegram();
  telegram.fault({ kind: 'answer', status: 401, method: 'getUpdates', skip: 1 });
  const side = await connect(telegram);
  expect(await side.heard('disconnected')).toMatchObject({
    final: true,
    why: expect.stringContaining('TELEGRAM_TOKEN'),
  });
});

test.each([
  ['resets', { kind: 'reset' }],
  ['answers 502', { kind: 'answer', status: 502 }],
] as const)('a Telegram that %s at the start is tried again until it is there', async (_, fault) => {
  const telegram = await openTelegram();
  telegram.fault({ ...fault, method: 'getMe' });
  const side = await connect(telegram);
  expect(side.happenings.slice(0, 2)).toMatchObject([
    { event: 'disconnected', final: false },
    { event: 'connected', platform: 'telegram' },
  ]);
  expect(JSON.stringify(side.happenings)).not.toContain(telegram.token.split(':')[1]);
});

test('a poll taken over by another program is taken up again, and people are answered', async () => {
  const telegram = await openTelegram();
  const side = await connect(telegram);
  await telegram.until(() => telegram.updates.status().isPolling);
  telegram.updates.conflict();
  expect(await side.heard('disconnected')).toMatchObject({
    final: false,
    why: expect.stringContaining('Another program'),
  });
  const [answer] = await telegram.say({ chat: telegram.chats.alice, text: '/list' });
  expect(answer?.text).toBe(NOTHING_ORDERED);
  expect(side.happenings.filter(({ event }) => event === 'connected')).toHaveLength(2);
  expect(telegram.violations).toEqual([]);
});

test('what was said before the start is not answered', async () => {
  const telegram = await openTelegram();
  const { alice, boris } = telegram.chats;
  const before = telegram.say({ chat: boris, text: '/list', until: () => true });
  await before;
  await connect(telegram);
  await telegram.say({ chat: alice, text: '/list' });
  expect(telegram.messages(boris)).toEqual([]);
});

test('a slow answer in one chat does not hold up another, and each chat is answered in its order', async () => {
  const telegram = await openTelegram();
  const { promise, resolve } = Promise.withResolvers<void>();
  const { alice, boris } = telegram.chats;
  const commands = commandOf(
    async ({ place, given }) => {
      if (given['which'] === 'slow') await promise;
      return { text: plain(`${place.address} ${given['which']}`) };
    },
    { options: { which: { kind: 'text', required: true, about: 'option.source' } } },
  );
  await connect(telegram, newDesk(), commands);
  const slow = telegram.say({ chat: alice, text: '/probe slow', until: (answers) => answers.length === 2 });
  void telegram.say({ chat: alice, text: '/probe quick', until: () => true });
  const [other] = await telegram.say({ chat: boris, text: '/probe quick' });
  expect(other?.text).toBe(`${boris} quick`);
  expect(telegram.messages(alice)).toEqual([]);
  resolve();
  expect((await slow).map(({ text }) => text)).toEqual([`${alice} slow`, `${alice} quick`]);
});

test('the stop lets an answer under way be given, and polls no more', async () => {
  const telegram = await openTelegram();
  const asked = Promise.withResolvers<void>();
  const answered = Promise.withResolvers<void>();
  const commands = commandOf(async () => {
    asked.resolve();
    await answered.promise;
    return { text: plain('Just in time.') };
  });
  const side = await connect(telegram, newDesk(), commands);
  const answers = telegram.say({ chat: telegram.chats.alice, text: '/probe' });
  await asked.promise;
  const stopped = side.connection.stop();
  answered.resolve();
  await stopped;
  expect((await answers).map(({ text }) => text)).toEqual(['Just in time.']);
  expect(telegram.updates.status().isPolling).toBe(false);
  expect(side.happenings.map(({ event }) => event)).not.toContain('disconnected');
});

test('a connection that was never started can be stopped', async () => {
  const telegram = await openTelegram();
  await newSide(telegram).connection.stop();
  expect(telegram.calls).toEqual([]);
});

test('an address of the Bot API with a path is kept whole', async () => {
  const asked: (string | undefined)[] = [];
  const proxy = await listen(async ({ url }, response) => {
    asked.push(url);
    answerJson(response, 401, { ok: false, error_code: 401, description: 'Unauthorized' });
  });
  onTestFinished(() => proxy.close());
  const side = newSide(await openTelegram(), { token: '1:a', apiUrl: `${proxy.url}/under/here` });
  await side.connection.start(COMMANDS, newDesk());
  expect(asked).toEqual(['/under/here/bot1:a/getMe']);
});

/** A desk that keeps what it is told of doors. */
function doorDesk() {
  const doors: DoorEvent[] = [];
  const told = Promise.withResolvers<void>();
  const notice = async (event: DoorEvent): Promise<void> => {
    doors.push(event);
    if (doors.length === 2) told.resolve();
  };
  return { doors, told: told.promise, desk: newDesk({ notice }) };
}

test('a group that puts the bot out and lets it in again is told of at once', async () => {
  const telegram = await openTelegram();
  const { doors, told, desk } = doorDesk();
  await connect(telegram, desk);
  const { group } = telegram.chats;
  telegram.changeMembership({ chat: group, status: 'kicked' });
  telegram.changeMembership({ chat: group, status: 'member' });
  await told;
  expect(doors).toEqual([
    { kind: 'put-out', community: `telegram:${group}` },
    { kind: 'let-in', community: `telegram:${group}` },
  ]);
});

test('a group that becomes a supergroup is told of at once, in the old chat and the new', async () => {
  const telegram = await openTelegram();
  const { doors, told, desk } = doorDesk();
  await connect(telegram, desk);
  const { group } = telegram.chats;
  const to = telegram.migrate(group, { isAnnounced: true });
  await told;
  const homeOf = (id: number) => ({ platform: 'telegram', address: String(id), community: `telegram:${id}` });
  const moved = { kind: 'moved', from: homeOf(group), to: homeOf(to) };
  expect(doors).toEqual([moved, moved]);
});
