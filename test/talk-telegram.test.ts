import { expect, test } from 'vitest';
import { sayPlain } from '../src/phrases/say.ts';
import { list, payload } from './support/payload.ts';
import { plain, probe, telegramKeys, words } from './support/talk.ts';
import type { Message } from './support/telegram/state.ts';
import { connect, newDesk, openTelegram } from './telegram-samples.ts';

const QUERY = '"heat pump" AND (law OR court), solar AND NOT football';

/** The first answer to /probe of Alice, in private unless told, and what presses under it. */
async function open(made: Parameters<typeof probe>, where: 'alice' | 'group' | 'forum' = 'alice') {
  const telegram = await openTelegram();
  const { heard, commands } = probe(...made);
  await connect(telegram, newDesk(), commands);
  const { alice } = telegram.chats;
  const chat = telegram.chats[where];
  const thread = where === 'forum' ? { thread: telegram.topics[0] ?? 0 } : {};
  const [first] = await telegram.say({ chat, text: '/probe', from: alice, ...thread });
  const messageId = first?.id ?? 0;
  const now = (): Message | undefined => telegram.messages(chat).find(({ id }) => id === messageId);
  const press = (label: string, from: number = alice) => {
    const data = telegramKeys(now()?.keyboard ?? []).get(label) ?? label;
    const earlier = now()?.earlier.length ?? 0;
    return telegram.press({
      ...{ chat, messageId, data, from },
      until: ({ message, newer, answer }) =>
        message.earlier.length > earlier || newer.length > 0 || (answer?.text ?? '') !== '',
    });
  };
  return { telegram, heard, commands, chat, first, messageId, now, press };
}

test('a button says a line of any length, and gives way to the answer', async () => {
  const { telegram, heard, press } = await open([{ buttons: [{ label: 'Long', says: `probe ${QUERY}` }] }]);
  const { message } = await press('Long');
  expect(message).toMatchObject({ text: `Heard ${QUERY}.`, keyboard: [] });
  expect(heard.at(-1)?.['what']).toBe(QUERY);
  expect(telegram.violations).toEqual([]);
});

const colours = Array.from({ length: 23 }, (_, i) => ({ label: `Colour number ${i} of all`, value: `colour ${i}` }));

test('a long menu is leafed through in its own message, and a choice says its line', async () => {
  const { telegram, heard, now, press } = await open([
    { menus: [{ asks: 'Which?', says: 'probe what={}', choices: colours }] },
  ]);
  expect([...telegramKeys(now()?.keyboard ?? []).keys()]).toHaveLength(11);
  await press(words.next);
  await press(words.next);
  expect([...telegramKeys(now()?.keyboard ?? []).keys()]).toEqual([
    ...colours.slice(20).map(({ label }) => label),
    words.previous,
  ]);
  await press('Colour number 21 of all');
  expect(heard.at(-1)?.['what']).toBe('colour 21');
  expect(now()).toMatchObject({ text: 'Heard colour 21.', keyboard: [] });
  expect(telegram.messages(telegram.chats.alice)).toHaveLength(1);
  expect(telegram.violations).toEqual([]);
});

test('several are chosen one by one, over pages, and said together', async () => {
  const menu = { asks: 'Which?', says: 'probe {}', choices: colours, many: true };
  const { telegram, heard, now, press } = await open([{ menus: [menu] }]);
  await press('Colour number 3 of all');
  expect([...telegramKeys(now()?.keyboard ?? []).keys()]).toContain('✓ Colour number 3 of all');
  await press(words.next);
  await press('Colour number 12 of all');
  await press(words.done(2));
  expect(heard.at(-1)?.['what']).toBe('colour 3,colour 12');
  expect(telegram.violations).toEqual([]);
});

test('of several menus each is opened by its button, and can be left again', async () => {
  const [style, size] = [
    { asks: 'Style', says: 'probe {}', choices: [{ label: 'short', value: 'short', isChosen: true }] },
    { asks: 'Stories', says: 'probe {}', choices: [{ label: 'five', value: '5' }] },
  ];
  const { heard, now, press } = await open([{ menus: [style, size], buttons: [{ label: 'Bye', says: 'probe bye' }] }]);
  const labels = () => [...telegramKeys(now()?.keyboard ?? []).keys()];
  expect(labels()).toEqual(['Style: short', 'Stories', 'Bye']);
  await press('Stories');
  expect(labels()).toEqual(['five', words.back, 'Bye']);
  await press('five');
  expect(heard.at(-1)?.['what']).toBe('5');
});

test('a menu under the answer to somebody else is not leafed through', async () => {
  const { telegram, now, press } = await open(
    [{ menus: [{ asks: 'Which?', says: 'probe {}', choices: colours }] }],
    'group',
  );
  const before = now()?.keyboard;
  const { answer } = await press(words.next, telegram.chats.boris);
  expect(answer).toEqual({ text: sayPlain('ru', 'menu.not-yours'), showAlert: true });
  expect(now()?.keyboard).toEqual(before);
  await press(words.next);
  expect(now()?.keyboard).not.toEqual(before);
});

const FORM = {
  title: 'Name a query',
  fields: [
    { name: 'name', label: 'Its name', example: 'climate' },
    { name: 'what', label: 'What to look for', value: 'climate' },
  ],
};

test('a form is asked for field by field, by questions that answer themselves after a restart', async () => {
  const { telegram, heard, commands, chat, press } = await open([
    { buttons: [{ label: 'Write', says: 'probe', asks: FORM }] },
  ]);
  const [question] = (await press('Write')).newer;
  expect(question?.text).toContain('Its name');
  expect(question?.params['reply_markup']).toMatchObject({ force_reply: true, input_field_placeholder: 'climate' });
  await connect(telegram, newDesk(), commands);
  const [second] = await telegram.say({ chat, text: 'law', replyTo: question?.id ?? 0 });
  expect(second?.text).toContain('What to look for');
  const [done] = await telegram.say({ chat, text: QUERY, replyTo: second?.id ?? 0 });
  expect(done?.text).toBe(`Heard ${QUERY}.`);
  expect(heard.at(-1)).toEqual({ name: 'law', what: QUERY });
});

test('alone with the bot, what is written next answers the question', async () => {
  const { telegram, heard, chat, press } = await open([
    { buttons: [{ label: 'Write', says: 'probe', asks: { title: 'T', fields: FORM.fields.slice(1) } }] },
  ]);
  await press('Write');
  const [done] = await telegram.say({ chat, text: 'rain and wind' });
  expect(done?.text).toBe('Heard rain and wind.');
  const [stray] = await telegram.say({ chat, text: 'rain and wind' });
  expect(stray?.text).toBe(sayPlain('en', 'unknown-command', { help: '/help' }));
  expect(heard).toHaveLength(2);
});

test('alone with the bot, who says a command has left what they were asked', async () => {
  const { telegram, heard, chat, press } = await open([
    { buttons: [{ label: 'Write', says: 'probe', asks: { title: 'T', fields: FORM.fields.slice(1) } }] },
  ]);
  await press('Write');
  await telegram.say({ chat, text: '/probe' });
  const [stray] = await telegram.say({ chat, text: 'hello' });
  expect(stray?.text).toBe(sayPlain('en', 'unknown-command', { help: '/help' }));
  expect(heard).toHaveLength(2);
});

const NEEDS = {
  options: { what: { kind: 'text', required: true, about: 'option.topic', example: 'climate law' } },
} as const;

test('in a forum’s topic what is missing is asked of who said the command, and answered by them alone', async () => {
  const { telegram, heard, chat, first } = await open([{}, NEEDS], 'forum');
  const thread = telegram.topics[0] ?? 0;
  expect(first).toMatchObject({ threadId: thread, text: expect.stringContaining('climate law') });
  expect(first?.params['reply_markup']).toMatchObject({ force_reply: true, selective: true });
  const answer = { chat, thread, replyTo: first?.id ?? 0 };
  const [refused] = await telegram.say({ ...answer, text: 'football', from: telegram.chats.boris });
  expect(refused?.text).toBe(sayPlain('ru', 'form.not-yours', { name: 'Alice' }));
  expect(heard).toEqual([]);
  const [done] = await telegram.say({ ...answer, text: 'heat pumps', from: telegram.chats.alice });
  expect(done).toMatchObject({ text: 'Heard heat pumps.', threadId: thread });
  const [again] = await telegram.say({ ...answer, text: 'more', from: telegram.chats.alice, until: () => true });
  expect(again).toBeUndefined();
  expect(heard).toEqual([{ what: 'heat pumps' }]);
});

test('what managers may do, another of them may answer for', async () => {
  const { telegram, heard, chat, first } = await open([{}, { ...NEEDS, who: 'manager' }], 'group');
  const replyTo = first?.id ?? 0;
  await telegram.say({ chat, text: 'no', replyTo, from: telegram.chats.boris });
  const [done] = await telegram.say({ chat, text: 'as the group', replyTo, isAnonymous: true });
  expect(done?.text).toBe('Heard as the group.');
  expect(heard).toEqual([{ what: 'as the group' }]);
});

test('in a channel a question stands without a forced reply, and a post that answers it counts', async () => {
  const telegram = await openTelegram();
  const { heard, commands } = probe({}, NEEDS);
  await connect(telegram, newDesk(), commands);
  const { channel } = telegram.chats;
  const [question] = await telegram.say({ chat: channel, text: '/probe' });
  expect(question?.params['reply_markup']).toBeUndefined();
  await telegram.say({ chat: channel, text: 'rain', replyTo: question?.id ?? 0 });
  expect(heard).toEqual([{ what: 'rain' }]);
  expect(telegram.violations).toEqual([]);
});

test('what a command needs is asked for by a menu of what there is', async () => {
  const offer = async () => [{ label: 'The green one', value: 'green paint' }];
  const { heard, press } = await open([
    {},
    { options: { what: { kind: 'text', required: true, about: 'option.topic', offer } } },
  ]);
  await press('The green one');
  expect(heard).toEqual([{ what: 'green paint' }]);
});

test('a button pressed twice acts once, and the second press gets a sentence', async () => {
  const acts: unknown[] = [];
  const answer = async ({ given }: { readonly given: Readonly<Record<string, string | null>> }) => {
    if (!given['what']) return { text: plain('Well?'), buttons: [{ label: 'End', says: 'probe end' }] };
    acts.push(given['what']);
    return { text: plain('Ended.') };
  };
  const { telegram, chat, messageId } = await open([{}, { answer }]);
  const press = () => telegram.press({ chat, messageId, data: '=probe end' });
  const [one, two] = await Promise.all([press(), press()]);
  expect(one.answer).toEqual({ text: '', showAlert: false });
  expect(two.answer).toEqual({ text: sayPlain('en', 'press.again'), showAlert: true });
  expect(acts).toEqual(['end']);
});

test('a button under a digest leaves the digest as it is, and is answered beside it', async () => {
  const telegram = await openTelegram();
  const { commands } = probe({});
  await connect(telegram, newDesk(), commands);
  const { group, boris } = telegram.chats;
  const digest = {
    message_id: 5,
    date: 1,
    chat: { id: group, type: 'group', title: 'G' },
    from: { id: 1, is_bot: true },
  };
  telegram.updates.push('callback_query', {
    id: '9',
    from: { id: boris, first_name: 'B' },
    message: digest,
    data: 'probe rain',
  });
  await telegram.until(() => telegram.messages(group).length > 0);
  const [said] = telegram.messages(group);
  expect(said?.text).toBe('Heard rain.');
  expect(payload(said?.params['reply_parameters'])['message_id']).toBe(5);
  expect(list(said?.earlier)).toEqual([]);
});
