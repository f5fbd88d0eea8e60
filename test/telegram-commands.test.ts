import { expect, test } from 'vitest';
import { COMMANDS } from '../commands/index.ts';
import type { Command, Request } from '../src/domain/command.ts';
import type { Order } from '../src/domain/desk.ts';
import type { Rich } from '../src/domain/rich.ts';
import { LANGUAGES, say, sayPlain } from '../src/phrases/say.ts';
import { list } from './support/payload.ts';
import { commandOf, connect, NOTHING_ORDERED, newDesk, newPart, openTelegram, plain } from './telegram-samples.ts';

/** A command that answers one word, and remembers who asked. */
function probe(some: Partial<Command> = {}) {
  const requests: Request[] = [];
  const answer: Command['answer'] = async (request) => {
    requests.push(request);
    return { text: plain('Heard.') };
  };
  return { requests, commands: commandOf(answer, some) };
}

test('commands are registered once, and not again while they stay the same', async () => {
  const telegram = await openTelegram();
  const first = await connect(telegram);
  const registered = await first.heard('commands-registered');
  const names = telegram.commands().map(({ command }) => command);
  expect(names).toEqual(expect.arrayContaining(['start', 'subscribe', 'list', 'addsource', 'help']));
  expect(new Set(names).size).toBe(names.length);
  expect(registered).toEqual({ event: 'commands-registered', platform: 'telegram', count: names.length });
  await first.connection.stop();
  const second = await connect(telegram);
  await telegram.say({ chat: telegram.chats.alice, text: '/list' });
  await second.connection.stop();
  expect(telegram.calls.filter(({ method }) => method === 'setMyCommands')).toHaveLength(3 * LANGUAGES.length);
  const inGroups = telegram.commands({ type: 'all_group_chats' }).map(({ command }) => command);
  expect(inGroups).toContain('list');
  expect(inGroups).not.toContain('subscribe');
  expect(telegram.commands({ type: 'all_chat_administrators' })).toEqual(telegram.commands());
  expect(second.happenings.map(({ event }) => event)).not.toContain('commands-registered');
});

test('registering is tried again when Telegram failed, and people are answered meanwhile', async () => {
  const telegram = await openTelegram();
  telegram.fault({ kind: 'answer', status: 502, method: 'setMyCommands' });
  const side = await connect(telegram);
  expect(await side.heard('command-failed')).toMatchObject({ command: 'registering commands' });
  const [answer] = await telegram.say({ chat: telegram.chats.alice, text: '/list' });
  expect(answer?.text).toBe(NOTHING_ORDERED);
  await side.heard('commands-registered');
  expect(telegram.commands().length).toBeGreaterThan(5);
});

test('an order reaches the desk with place, language and what its words look like', async () => {
  const telegram = await openTelegram();
  const orders: Order[] = [];
  const desk = newDesk({
    async subscribe(order) {
      orders.push(order);
      return { kind: 'wrong-time', given: order.times ?? '' };
    },
  });
  await connect(telegram, desk);
  const { boris } = telegram.chats;
  const [answer] = await telegram.say({ chat: boris, text: '/sub climate OR sea 25:00\nEurope/Berlin' });
  const place = { platform: 'telegram', address: String(boris), community: `telegram:${boris}`, name: 'Boris' };
  const words = { topics: 'climate OR sea', times: '25:00', zone: 'Europe/Berlin', days: null };
  expect(orders).toEqual([{ place, by: `telegram:${boris}`, language: 'ru', ...words }]);
  expect(answer?.text).toBe(sayPlain('ru', 'wrong.time', { given: '25:00' }));
  expect(telegram.violations).toEqual([]);
});

test('in a group an answer says what it answers, and in a topic it stays there', async () => {
  const telegram = await openTelegram();
  const { commands, requests } = probe();
  await connect(telegram, newDesk(), commands);
  const { group, forum, boris } = telegram.chats;
  const [inGroup] = await telegram.say({ chat: group, text: `/probe@${telegram.username}`, from: boris });
  expect(inGroup?.params['reply_parameters']).toMatchObject({ allow_sending_without_reply: true });
  const [inTopic] = await telegram.say({ chat: forum, text: '/PROBE', thread: telegram.topics[0] ?? 0 });
  expect(inTopic?.threadId).toBe(telegram.topics[0]);
  expect(requests.map(({ place }) => [place.address, place.community, place.name])).toEqual([
    [String(group), `telegram:${group}`, 'Small group'],
    [`${forum}:${telegram.topics[0]}`, `telegram:${forum}`, 'Forum'],
  ]);
});

test('only what is said to this bot, and as a command, is answered', async () => {
  const telegram = await openTelegram();
  const { commands } = probe();
  await connect(telegram, newDesk(), commands);
  const { group } = telegram.chats;
  for (const text of ['/probe@another_bot', '/nonsense', 'no /probe here', '/probe-like']) {
    await telegram.say({ chat: group, text, until: () => true });
  }
  telegram.updates.push('edited_message', {
    message_id: 1,
    date: 1,
    edit_date: 2,
    chat: { id: group, type: 'group' },
    text: '/probe',
  });
  await telegram.say({ chat: group, text: '/probe' });
  expect(telegram.messages(group)).toHaveLength(1);
});

test('in private an unknown command is answered with the way to help', async () => {
  const telegram = await openTelegram();
  await connect(telegram);
  const [answer] = await telegram.say({ chat: telegram.chats.alice, text: '/nonsense' });
  expect(answer?.text).toBe(sayPlain('en', 'unknown-command', { help: '/help' }));
});

test('who does not run a group may read, and is told what changing needs', async () => {
  const telegram = await openTelegram();
  const { commands, requests } = probe({ who: 'manager' });
  await connect(telegram, newDesk(), [...commands, ...COMMANDS]);
  const { group, boris, alice } = telegram.chats;
  const [refused] = await telegram.say({ chat: group, text: '/probe', from: boris });
  expect(refused?.text).toBe(sayPlain('ru', 'not-allowed.manager.telegram'));
  const [shown] = await telegram.say({ chat: group, text: '/list', from: boris });
  expect(shown?.text).toBe(sayPlain('ru', 'list.empty', { subscribe: '/subscribe' }));
  await telegram.say({ chat: group, text: '/probe', from: alice });
  await telegram.say({ chat: group, text: '/probe', isAnonymous: true });
  expect(requests.map(({ asker }) => [asker.id, asker.isManager])).toEqual([
    [`telegram:${alice}`, true],
    [`telegram:${group}`, true],
  ]);
  const asked = telegram.calls.filter(({ method }) => method === 'getChatMember');
  expect(asked.map(({ params }) => params['user_id'])).toEqual([boris, alice]);
});

test('in private and in a channel’s own posts everybody who can ask manages', async () => {
  const telegram = await openTelegram();
  const { commands, requests } = probe({ who: 'manager' });
  await connect(telegram, newDesk(), commands);
  const { boris, channel } = telegram.chats;
  await telegram.say({ chat: boris, text: '/probe' });
  await telegram.say({ chat: channel, text: '/probe' });
  expect(requests.map(({ asker, place }) => [asker.id, asker.isManager, place.name])).toEqual([
    [`telegram:${boris}`, true, 'Boris'],
    [`telegram:${channel}`, true, 'Channel'],
  ]);
  expect(telegram.calls.map(({ method }) => method)).not.toContain('getChatMember');
});

test('a channel’s post that arrives in its discussion group is not answered again', async () => {
  const telegram = await openTelegram();
  const { commands, requests } = probe();
  await connect(telegram, newDesk(), commands);
  const { group, channel } = telegram.chats;
  const sender = { id: channel, type: 'channel', title: 'Channel' };
  const forwarded = {
    message_id: 1,
    date: 1,
    chat: { id: group, type: 'group', title: 'G' },
    sender_chat: sender,
    text: '/probe',
  };
  telegram.updates.push('message', {
    ...forwarded,
    from: { id: 777_000, first_name: 'Telegram' },
    is_automatic_forward: true,
  });
  await telegram.say({ chat: group, text: '/probe' });
  expect(requests).toHaveLength(1);
});

test('an address in an answer can be copied whole', async () => {
  const telegram = await openTelegram();
  const address = 'https://example.org/feed';
  const answer: Command['answer'] = async ({ language }) => ({
    text: say(language, 'source.fault', { address, sentence: sayPlain(language, 'address-fault.unreadable') }),
  });
  await connect(telegram, newDesk(), commandOf(answer));
  const [refused] = await telegram.say({ chat: telegram.chats.alice, text: '/probe' });
  expect(refused?.text).toContain(address);
  expect(refused?.entities.map(({ type }) => type)).toContain('code');
});

test('a command is found by its name and verb before its name alone', async () => {
  const telegram = await openTelegram();
  const named = (name: string): readonly Command[] =>
    commandOf(async ({ given }) => ({ text: plain(`${name}: ${given['what']}`) }), {
      telegram: [name],
      options: { what: { kind: 'text', required: false, about: 'option.source' } },
    });
  await connect(telegram, newDesk(), [...named('topic'), ...named('topic add')]);
  const { alice } = telegram.chats;
  const [alone] = await telegram.say({ chat: alice, text: '/topic climate law' });
  const [withVerb] = await telegram.say({ chat: alice, text: '/topic  Add climate law' });
  expect([alone?.text, withVerb?.text]).toEqual(['topic: climate law', 'topic add: climate law']);
  await telegram.until(() => telegram.commands().length > 0);
  expect(telegram.commands().map(({ command }) => command)).toEqual(['topic']);
});

test('a command that fails is reported, and the person is told without its words', async () => {
  const telegram = await openTelegram();
  const fault = new Error('secret of the database');
  const side = await connect(
    telegram,
    newDesk(),
    commandOf(() => Promise.reject(fault)),
  );
  const [answer] = await telegram.say({ chat: telegram.chats.alice, text: '/probe with words' });
  expect(answer?.text).toBe(sayPlain('en', 'failed'));
  expect(await side.heard('command-failed')).toMatchObject({ platform: 'telegram', command: '/probe', error: fault });
});

test('a preview is sent behind its text as it would be posted', async () => {
  const telegram = await openTelegram();
  const answer: Command['answer'] = async () => ({ text: plain('So it looks:'), parts: [newPart(), newPart()] });
  await connect(telegram, newDesk(), commandOf(answer));
  const until = (answers: readonly unknown[]): boolean => answers.length === 3;
  const [head, ...parts] = await telegram.say({ chat: telegram.chats.alice, text: '/probe', until });
  expect(head?.text).toBe('So it looks:');
  expect(parts.map(({ text }) => text.split('\n')[0])).toEqual(Array(2).fill('News digest, Sunday, 22 November 2026'));
  expect(parts[0]?.entities.some(({ type }) => type === 'text_link')).toBe(true);
});

test('a long answer is broken between lines, and its buttons stand below the last message', async () => {
  const telegram = await openTelegram();
  const row: Rich = [{ form: 'bold', text: 'Row\n' }, { form: 'code', text: `${'x'.repeat(60)} <&>` }, ...plain('\n')];
  const text = Array.from({ length: 80 }, () => row).flat();
  const buttons = [{ label: 'One', says: 'probe 1' }];
  await connect(
    telegram,
    newDesk(),
    commandOf(async () => ({ text, buttons })),
  );
  const until = (answers: readonly { readonly keyboard: readonly unknown[] }[]): boolean =>
    answers.at(-1)?.keyboard.length === 1;
  const answers = await telegram.say({ chat: telegram.chats.alice, text: '/probe', until });
  expect(answers.length).toBeGreaterThan(1);
  expect(answers.flatMap((each) => each.text.match(/x{60} <&>$/gmu) ?? [])).toHaveLength(80);
  expect(telegram.violations).toEqual([]);
});

test('an answer that Telegram puts off for a moment is given after it', async () => {
  const telegram = await openTelegram();
  const { commands } = probe();
  const side = await connect(telegram, newDesk(), commands);
  telegram.fault({ kind: 'slow-down', retryAfterSeconds: 1, method: 'sendMessage' });
  const [answer] = await telegram.say({ chat: telegram.chats.alice, text: '/probe' });
  expect(answer?.text).toBe('Heard.');
  expect(telegram.violations).toEqual([]);
  expect(side.happenings.map(({ event }) => event)).not.toContain('command-failed');
});

/** Two digests to choose from, and what became of them. */
async function openChoice() {
  const telegram = await openTelegram();
  const ended: string[] = [];
  const commands = commandOf(
    async ({ given, asker }) => {
      if (given['number'] === null) {
        const buttons = [1, 2].map((each) => ({ label: `Digest ${each}`, says: `probe ${each}` }));
        return { text: plain('Which one?'), buttons };
      }
      ended.push(`${asker.id} ${given['number']}`);
      return { text: plain(`Ended ${given['number']}.`) };
    },
    { who: 'manager', options: { number: { kind: 'number', required: false, about: 'option.number' } } },
  );
  await connect(telegram, newDesk(), commands);
  const { group, alice, boris } = telegram.chats;
  const [asked] = await telegram.say({ chat: group, text: '/probe', from: alice });
  return { telegram, ended, group, alice, boris, messageId: asked?.id ?? 0, keyboard: asked?.keyboard };
}

test('a pressed button runs its command, and gives way to the answer', async () => {
  const { telegram, ended, group, alice, messageId, keyboard } = await openChoice();
  expect(list(keyboard).flat()).toEqual([
    { text: 'Digest 1', callback_data: '=probe 1' },
    { text: 'Digest 2', callback_data: '=probe 2' },
  ]);
  const { answer, message, newer } = await telegram.press({
    ...{ chat: group, messageId, data: '=probe 2' },
    until: (pressed) => pressed.message.earlier.length > 0,
  });
  expect(answer).toEqual({ text: '', showAlert: false });
  expect(message).toMatchObject({ text: 'Ended 2.', keyboard: [] });
  expect(newer).toEqual([]);
  expect(ended).toEqual([`telegram:${alice}`.concat(' 2')]);
  expect(telegram.violations).toEqual([]);
});

test('who may not press a button hears so alone, and nothing happens', async () => {
  const { telegram, ended, group, boris, messageId } = await openChoice();
  const { answer, message } = await telegram.press({ chat: group, messageId, data: '=probe 2', from: boris });
  expect(answer).toMatchObject({ text: sayPlain('ru', 'not-allowed.manager.telegram'), showAlert: true });
  expect(message).toMatchObject({ text: 'Which one?', earlier: [] });
  expect(ended).toEqual([]);
  expect(telegram.messages(group)).toHaveLength(1);
});

test('where the button’s message cannot be changed any more, the answer is a message of its own', async () => {
  const { telegram, group, messageId } = await openChoice();
  telegram.fault({ kind: 'answer', status: 400, method: 'editMessageText' });
  const { newer } = await telegram.press({
    ...{ chat: group, messageId, data: '=probe 1' },
    until: (pressed) => pressed.newer.length > 0,
  });
  expect(newer.map(({ text }) => text)).toEqual(['Ended 1.']);
});
