import { expect, onTestFinished, test } from 'vitest';
import { createSetupDesk } from '../src/app/setup.ts';
import { createSummarizer } from '../src/app/summarize.ts';
import { openDatabase } from '../src/database/open.ts';
import { sayPlain } from '../src/phrases/say.ts';
import { sectionInWords } from '../src/phrases/sections.ts';
import { loopbackSettings, startTestBot, testFolder } from './support/bot.ts';
import { type Both, openBoth } from './support/both.ts';
import { openDiscord } from './support/discord/client.ts';
import type { Reaction } from './support/discord/exchange.ts';
import { FERRY, SUNDAY } from './support/ferry.ts';
import { listen } from './support/loopback.ts';
import { startNewsSite } from './support/news-site.ts';
import { discordIds, discordOptions, telegramKeys } from './support/talk.ts';
import type { Telegram } from './support/telegram/server.ts';

/** Telegram's pace lets a bot say one thing a second in a chat. */
const PATIENCE_MS = 40_000;

const word = (key: Parameters<typeof sayPlain>[1], language = 'en') => sayPlain(language, key);

/** Each of these a person must do before they have a digest. */
function counter() {
  let count = 0;
  const did = <T>(what: T): T => {
    count += 1;
    return what;
  };
  return { did, count: () => count };
}

const open = () => openBoth({ now: SUNDAY, articles: [{ ...FERRY, categories: ['Business'] }] });

function lawful({ discord, telegram }: Both) {
  expect([...discord.violations, ...telegram.violations]).toEqual([]);
}

test('on Discord a first digest is three interactions away', async () => {
  const both = await open();
  const { discord } = both;
  const { did, count } = counter();
  const first = await did(discord.runCommand({ name: 'setup', locale: 'de' }));
  const components = first.message?.components ?? [];
  expect(first.message?.content).toContain('Worüber möchtest du lesen?');
  const sections = discordOptions(components, word('setup.sections', 'de'));
  expect(sections.map(({ label }) => label)).toContainEqual(expect.stringMatching(/^Welt \(\d+\)$/u));
  const customId = discordIds(components).get(word('setup.sections', 'de')) ?? '';
  const all = sections.map(({ value }) => String(value));
  const chosen = await did(
    discord.pressButton({ messageId: first.message?.id ?? '', customId, values: all, locale: 'de' }),
  );
  expect(chosen.message?.content).toContain('Europe/Berlin');
  const go = discordIds(chosen.message?.components ?? []).get(word('setup.go-now', 'de')) ?? '';
  const done = await did(discord.pressButton({ messageId: chosen.message?.id ?? '', customId: go, locale: 'de' }));
  expect(done.message?.content).toContain('Eine erste Presseschau ist unterwegs: eine Geschichte.');
  await discord.until(() => discord.messages(discord.channel.id).length > 0);
  expect(JSON.stringify(discord.messages(discord.channel.id)[0]?.embeds)).toContain('Ferry to Ostrova');
  expect(count()).toBeLessThanOrEqual(4);
  lawful(both);
});

test('on Discord another channel, another zone, or one’s own direct messages are each one interaction more', async () => {
  const both = await open();
  const { discord } = both;
  const other = discord.addChannel({ type: 'text', guild: discord.guild.id, name: 'evening' });
  const first = await discord.runCommand({ name: 'setup' });
  let seen = first.message;
  const press = async (label: string, values?: readonly string[]) => {
    const customId = discordIds(seen?.components ?? []).get(label) ?? '';
    const { message } = await discord.pressButton({
      ...{ messageId: seen?.id ?? '', customId },
      ...(values === undefined ? {} : { values }),
    });
    seen = message;
  };
  await press(word('setup.everything'));
  await press(word('setup.channel'), [other.id]);
  expect(seen?.content).toContain('evening');
  await press(word('setup.zone'), ['1']);
  await press(word('setup.go-now'));
  await discord.until(() => discord.messages(other.id).length > 0);
  expect(discord.messages(discord.channel.id)).toEqual([]);
  lawful(both);
});

test('on Discord a digest can be sent to oneself alone, in words of one’s own', async () => {
  const both = await open();
  const { discord } = both;
  const { message } = await discord.runCommand({ name: 'setup' });
  const messageId = message?.id ?? '';
  const own = discordIds(message?.components ?? []).get(word('setup.own-words')) ?? '';
  const { modal } = await discord.pressButton({ messageId, customId: own });
  const filled = await discord.submitModal({
    customId: String(modal?.['custom_id']),
    fields: { topics: 'ferry, "second icebreaker"' },
    messageId,
  });
  const me = discordIds(filled.message?.components ?? []).get(word('setup.send-me')) ?? '';
  const mine = await discord.pressButton({ messageId, customId: me });
  expect(mine.message?.content).toContain(word('setup.to-me'));
  const go = discordIds(mine.message?.components ?? []).get(word('setup.go-now')) ?? '';
  const done = await discord.pressButton({ messageId, customId: go });
  expect(done.message?.content).toContain('about ferry and');
  lawful(both);
});

test('on Telegram a first digest is four interactions away', async () => {
  const both = await open();
  const { telegram } = both;
  const { alice } = telegram.chats;
  const { did, count } = counter();
  const [first] = await did(telegram.say({ chat: alice, text: '/setup' }));
  const messageId = first?.id ?? 0;
  const keys = () => telegramKeys(telegram.messages(alice).find(({ id }) => id === messageId)?.keyboard ?? []);
  const press = async (label: string) => {
    const before = [...keys().keys()].join();
    const data = [...keys()].find(([each]) => each.startsWith(label))?.[1] ?? label;
    await did(telegram.press({ chat: alice, messageId, data, until: () => [...keys().keys()].join() !== before }));
  };
  const section = [...keys().keys()].find((label) => label.endsWith('(1)')) ?? '';
  await press(section);
  await press(sayPlain('en', 'menu.done', { count: 1 }));
  expect(telegram.messages(alice)[0]?.text).toContain('Europe/London');
  expect(telegram.messages(alice)[0]?.text).not.toContain(word('setup.topic-hint'));
  await press(word('setup.go-now'));
  await telegram.until(() => telegram.messages(alice).length > 1);
  expect(telegram.messages(alice)[1]?.text).toContain('Ferry to Ostrova');
  expect(count()).toBeLessThanOrEqual(4);
  lawful(both);
});

/** A screen of Telegram's whose buttons are pressed by their labels. */
function screen(telegram: Telegram, chat: number, messageId: number) {
  const keys = () => telegramKeys(telegram.messages(chat).find(({ id }) => id === messageId)?.keyboard ?? []);
  return {
    text: () => telegram.messages(chat).find(({ id }) => id === messageId)?.text ?? '',
    press: async (label: string) => {
      const before = [...keys().keys()].join();
      const [, data = label] = [...keys()].find(([each]) => each.startsWith(label)) ?? [];
      await telegram.press({ chat, messageId, data, until: () => [...keys().keys()].join() !== before });
    },
  };
}

test(
  'on Telegram a first digest of two or three sections is as near, by a button or typed',
  async () => {
    const both = await open();
    const { telegram } = both;
    const { alice, boris } = telegram.chats;
    const one = counter();
    const [first] = await one.did(telegram.say({ chat: alice, text: '/setup' }));
    const asked = screen(telegram, alice, first?.id ?? 0);
    await one.did(asked.press('World, Politics, and Business'));
    expect(asked.text()).toContain('A digest about World, Politics, and Business');
    await one.did(asked.press(word('setup.go-now')));
    await telegram.until(() => telegram.messages(alice).length > 1);
    expect(telegram.messages(alice)[1]?.text).toContain('Ferry to Ostrova');
    expect(one.count()).toBeLessThanOrEqual(4);

    const two = counter();
    const [menu] = await two.did(telegram.say({ chat: boris, text: '/setup' }));
    const data = telegramKeys(menu?.keyboard ?? []).get(sayPlain('ru', 'setup.own-words')) ?? '';
    await two.did(
      telegram.press({ chat: boris, messageId: menu?.id ?? 0, data, until: ({ newer }) => newer.length > 0 }),
    );
    const [ready] = await two.did(telegram.say({ chat: boris, text: 'business, World' }));
    const typed = screen(telegram, boris, ready?.id ?? 0);
    expect(typed.text()).toContain(sectionInWords('Business', 'ru'));
    await two.did(typed.press(sayPlain('ru', 'setup.go-now')));
    await telegram.until(() => telegram.messages(boris).some(({ text }) => text.includes('Ferry to Ostrova')));
    expect(two.count()).toBeLessThanOrEqual(4);
    lawful(both);
  },
  PATIENCE_MS,
);

test(
  'in a forum a digest that is set up in the General topic comes there, and in another topic there',
  async () => {
    const both = await open();
    const { telegram } = both;
    const { forum } = telegram.chats;
    const [topic = 0] = telegram.topics;
    const digests = () => telegram.messages(forum).filter(({ text }) => text.includes('Ferry to Ostrova'));
    for (const where of [{}, { thread: topic }]) {
      const before = digests().length;
      const [ready] = await telegram.say({ chat: forum, text: '/setup all', ...where });
      expect(ready?.threadId).toBe(where.thread ?? null);
      await screen(telegram, forum, ready?.id ?? 0).press(word('setup.go-now'));
      await telegram.until(() => digests().length > before);
    }
    expect(digests().map(({ threadId }) => threadId)).toEqual([null, topic]);
    expect(digests()[0]?.params).not.toHaveProperty('message_thread_id');
    lawful(both);
  },
  PATIENCE_MS,
);

test(
  'a running bot that read nothing yet reads at once when it is set up, and says so',
  async () => {
    const discord = await openDiscord();
    const site = await startNewsSite({ title: 'Tidal Gazette', hasFullText: true, articles: [FERRY] });
    const gate = Promise.withResolvers<void>();
    const slow = await listen(async (_, response) => {
      await gate.promise;
      response.end(await (await fetch(`${site.url}/feed.rss`)).text());
    });
    onTestFinished(async () => {
      await Promise.all([slow.close(), site.close()]);
    });
    const settings = { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.url };
    await startTestBot({ ...loopbackSettings(testFolder(), [`${slow.url}/feed.rss`]), ...settings }, SUNDAY);
    await discord.until(() => discord.commands().length > 0);
    // It promises an answer while it reads; only then the site gives its news.
    const until = ({ acked, edits }: Reaction): boolean => {
      if (acked) gate.resolve();
      return edits > 0;
    };
    const { message } = await discord.runCommand({ name: 'setup', until });
    const stories = sayPlain('en', 'count.stories', { count: 1 });
    expect(message?.content).toContain(sayPlain('en', 'setup.first-read', { stories }));
    expect(discord.violations).toEqual([]);
  },
  PATIENCE_MS,
);

test('on Telegram a link brings its sections along, and the digest is one press away', async () => {
  const both = await open();
  const { telegram } = both;
  const { boris } = telegram.chats;
  const [first] = await telegram.say({ chat: boris, text: '/start sub_technology_science_nonsense' });
  expect(first?.text).toContain('Технологии');
  expect(first?.text).toContain('Наука');
  expect(first?.text).toContain('Europe/Moscow');
  const keys = [...telegramKeys(first?.keyboard ?? []).keys()];
  expect(keys).toContain(sayPlain('ru', 'setup.go-now'));
});

test('where nothing was read yet the sources are read at once, and it is said so', async () => {
  const database = await openDatabase(':memory:');
  onTestFinished(() => database.close());
  let read = 0;
  const readAtOnce = async () => {
    read += 1;
  };
  const summarizer = createSummarizer({ ...database, writer: null, modelName: '', report: () => undefined });
  const room = {
    ...database,
    summarizer,
    renderers: new Map(),
    messengers: new Map(),
    report: () => undefined,
    readAtOnce,
    clock: () => SUNDAY,
  };
  const place = { platform: 'telegram', address: '1', community: 'telegram:1', name: null } as const;
  expect(await createSetupDesk(room).outline(place)).toMatchObject({ isFirst: true, stories: 0 });
  expect(read).toBe(1);
});

test('a restart between two steps forgets nothing of what was chosen', async () => {
  const both = await open();
  const { discord } = both;
  const { message } = await discord.runCommand({ name: 'setup' });
  const messageId = message?.id ?? '';
  const everything = discordIds(message?.components ?? []).get(word('setup.everything')) ?? '';
  const chosen = await discord.pressButton({ messageId, customId: everything });
  const times = discordIds(chosen.message?.components ?? []).get(word('setup.time')) ?? '';
  const later = await discord.pressButton({ messageId, customId: times, values: ['4'] });
  await both.bot.stop();
  await both.restart();
  const go = discordIds(later.message?.components ?? []).get(word('setup.go-later')) ?? '';
  const done = await discord.pressButton({ messageId, customId: go });
  expect(done.message?.content).toContain('every day at 20:00');
  lawful(both);
});
