import { expect, test } from 'vitest';
import type { Message as DiscordMessage } from './support/discord/world.ts';
import { list, payload, text as textOf } from './support/payload.ts';
import type { Message } from './support/telegram/state.ts';
import { openTold, TOLD_AT, type Told } from './support/told.ts';

const DAY_MS = 24 * 3_600_000;
/** Telegram's pace lets a bot say one thing a second in a chat, and each of these asks some ten. */
const PATIENCE_MS = 60_000;

async function say({ telegram }: Told, text: string, replyTo?: number): Promise<Message> {
  const [answer] = await telegram.say({
    chat: telegram.chats.alice,
    text,
    ...(replyTo === undefined ? {} : { replyTo }),
  });
  if (answer === undefined) throw new Error(`Nothing was answered to ${text}.`);
  return answer;
}

function dataOf({ keyboard }: Message, label: RegExp): string {
  return String(keyboard.flat().find((button) => label.test(String(button['text'])))?.['callback_data']);
}

function labels({ keyboard }: Message): readonly string[] {
  return keyboard.flat().map((button) => String(button['text']));
}

test(
  'under a digest of Telegram all is answered that its buttons ask, also by a bot started anew weeks later',
  async () => {
    const told = await openTold();
    await saysWhyInReply(told);
    await told.restart(new Date(TOLD_AT.getTime() + 40 * DAY_MS));
    await showsMore(told);
    await refusesOthers(told);
    expect([...told.discord.violations, ...told.telegram.violations]).toEqual([]);
  },
  PATIENCE_MS,
);

test(
  'digests there were are listed, opened again and searched in Telegram, and what they told is muted',
  async () => {
    const told = await openTold();
    await showsHistory(told);
    await mutesByChoice(told);
    expect([...told.discord.violations, ...told.telegram.violations]).toEqual([]);
  },
  PATIENCE_MS,
);

test(
  'on Discord the reason is asked for one story by its button',
  async () => {
    const told = await openTold();
    const asked = { name: 'why', channel: told.discord.channel.id, user: told.discord.member };
    const { message: which } = await told.discord.runCommand(asked);
    expect(which?.content).toMatch(/^Which story of the digest of/u);
    const select = componentsOf(which)[0];
    const { message } = await told.discord.pressButton({
      ...{ messageId: which?.id ?? '', user: told.discord.member },
      customId: textOf(select?.['custom_id']),
      values: [textOf(payload(list(select?.['options'])[1])['value'])],
    });
    expect(message?.content).toContain('Its rank, in parts of 100');

    const history = { ...asked, name: 'digest', subcommand: 'history' };
    const { message: listed } = await told.discord.runCommand(history);
    expect(listed?.content).toContain('5 stories, the first “');
    const customId = buttonId(listed, `open @${told.onDiscord}`);
    const opening = { messageId: listed?.id ?? '', customId, user: told.discord.member };
    const { followups } = await told.discord.pressButton({ ...opening, until: (seen) => seen.followups.length > 0 });
    expect(followups[0]?.embeds).toHaveLength(6);
    const { message: found } = await told.discord.runCommand({ ...history, options: { words: 'comet dusk' } });
    expect(found?.content).toContain('[Comet Arkadi-Moore seen with the naked eye at dusk](');
    await pressesUnderDigest(told);
    expect(told.discord.violations).toEqual([]);
  },
  PATIENCE_MS,
);

async function showsMore(told: Told): Promise<void> {
  const ref = `@${told.onTelegram}`;

  const more = await say(told, `/more ${ref}`);
  expect(more.text).toMatch(/^More stories of the digest of Sunday, 22 November 2026/u);
  expect(more.text).toContain('\n6. ');
  expect(more.text).toContain('\n10. ');
  expect(labels(more)).toEqual(['Page 2']);
  const press = { chat: told.telegram.chats.alice, messageId: more.id, data: dataOf(more, /^Page 2$/u) };
  const { message } = await told.telegram.press({ ...press, until: ({ message: { text } }) => text.includes('11. ') });
  expect(message.text).toContain('\n12. ');
  expect(message.text).toContain('Page 2 of 2.');

  const which = await say(told, `/origins ${ref}`);
  expect(labels(which)).toHaveLength(5);
  const chosen = { chat: told.telegram.chats.alice, messageId: which.id, data: dataOf(which, /^1\. /u) };
  const { message: first } = await told.telegram.press({
    ...chosen,
    until: ({ message: { text } }) => text.startsWith('1. '),
  });
  // What many tell stands first; which of the two was read first is chance.
  expect(first.text).toMatch(/^Tidal Gazette: /mu);
  expect(first.text).toMatch(/^Morning Lamp: /mu);
  expect(first.text).toMatch(/It repeats the text of (?:Tidal Gazette|Morning Lamp)\.$/mu);

  expect((await say(told, `/why ${ref} 7`)).text).toContain('2 places behind the last story');
}

/** Everyone may read, who manages the server may mute; the digest's own message stays; after KEEP_DAYS there is nothing to tell. */
async function pressesUnderDigest(told: Told): Promise<void> {
  const { discord } = told;
  const [digest] = discord.messages(discord.channel.id);
  const press = (verb: string, user: string) =>
    discord.pressButton({
      messageId: digest?.id ?? '',
      customId: buttonId(digest, `${verb} @${told.onDiscord}`),
      user,
    });
  const more = await press('more', discord.member);
  expect(more).toMatchObject({ ephemeral: true, message: { content: expect.stringContaining('6. [') } });
  expect((await press('mute', discord.member)).message?.content).toContain('Manage Server');
  expect((await press('mute', discord.owner)).message?.content).toMatch(/^Which story/u);
  const bot = await told.restart(new Date(TOLD_AT.getTime() + 100 * DAY_MS));
  let gone = '';
  while (!gone.startsWith("I don't have")) gone = (await press('origins', discord.member)).message?.content ?? '';
  expect(bot.log.filter(({ event }) => event === 'walk-failed')).toEqual([]);
  expect(discord.messages(discord.channel.id)[0]).toEqual(digest);
}

function componentsOf(message: DiscordMessage | null | undefined) {
  return (message?.components ?? []).flatMap((row) => list(row['components']).map(payload));
}

function buttonId(message: DiscordMessage | null | undefined, line: string): string {
  const ids = componentsOf(message).map((button) => textOf(button['custom_id']));
  return ids.find((id) => id.endsWith(`:${line}`)) ?? `no ${line}`;
}

async function saysWhyInReply(told: Told): Promise<void> {
  expect((await say(told, '/why 3', told.message.id)).text).toMatch(/^3\. /u);
  const which = await say(told, '/why', told.message.id);
  expect(which.text).toMatch(/^Which story of the digest of/u);
  expect(labels(which)[0]).toMatch(/^1\. /u);
}

async function refusesOthers(told: Told): Promise<void> {
  expect((await say(told, `/more @${told.onDiscord}`)).text).toMatch(/^I don't have that digest any more/u);
}

async function showsHistory(told: Told): Promise<void> {
  const chat = told.telegram.chats.alice;
  const list = await say(told, '/history');
  expect(list.text).toMatch(/^Digests there were\nSunday, 22 November 2026, 09:00 \(UTC\).*: 5 stories, the first “/u);
  expect(labels(list)[0]).toBe('Open Sunday, 22 November 2026, 09:00 (UTC)');
  const opening = { chat, messageId: list.id, data: dataOf(list, /^Open /u) };
  const { newer } = await told.telegram.press({ ...opening, until: ({ newer: sent }) => sent.length >= 2 });
  expect(newer.map(labels)[0]).toEqual(['More stories', 'Sources', 'Why these?', 'Mute']);
  expect(newer[1]?.text).toBe(told.message.text);

  expect((await say(told, '/history ferry Ostrova')).text).toMatch(/Told here in the digest of .+, as number 1\.$/mu);
}

async function mutesByChoice(told: Told): Promise<void> {
  const ref = `@${told.onTelegram}`;
  const chat = told.telegram.chats.alice;
  const which = await say(told, `/mute ${ref}`);
  const ask = { chat, messageId: which.id, data: dataOf(which, /^1\. /u) };
  const { message } = await told.telegram.press({
    ...ask,
    until: ({ message: { text } }) => text.startsWith('What shall'),
  });
  expect(labels(message).slice(0, 4)).toEqual([
    'This story, for a day',
    'This story, for 7 days',
    'This story, for 30 days',
    expect.stringMatching(/^(?:Tidal Gazette|Morning Lamp), for a day$/u),
  ]);
  const choose = { chat, messageId: message.id, data: dataOf(message, /^This story, for 30 days/u) };
  const { message: muted } = await told.telegram.press({
    ...choose,
    until: ({ message: { text } }) => text.startsWith('Left out'),
  });
  expect(muted.text).toMatch(/^Left out until Tuesday, 22 December 2026: the story/u);
}
