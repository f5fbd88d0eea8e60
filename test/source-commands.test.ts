import { expect, onTestFinished, test } from 'vitest';
import { loopbackSettings, startTestBot, type TestBot, testFolder, until } from './support/bot.ts';
import { openDiscord } from './support/discord/client.ts';
import type { Reaction } from './support/discord/exchange.ts';
import type { Discord } from './support/discord/server.ts';
import type { Message as DiscordMessage } from './support/discord/world.ts';
import type { NewsArticle } from './support/news-feeds.ts';
import { type NewsSite, startNewsSite } from './support/news-site.ts';
import { list, payload, text } from './support/payload.ts';
import { startTelegram, type Telegram } from './support/telegram/server.ts';
import type { Message as TelegramMessage } from './support/telegram/state.ts';

const NOW = new Date('2026-11-22T09:00:00Z');
const BODY = [
  'The ferry to Ostrova sailed again on Sunday morning, after nine days in which the ice kept it in the harbour.',
  'Captain Ines Varga said that 240 people had waited for it, some of them since the first night of the frost.',
  'The harbour office expects the channel to stay open until the end of the month, and has hired a second icebreaker.',
  'Fishermen had carried post and medicine across on sledges meanwhile, as their grandparents did in hard winters.',
  'The island has 1,100 inhabitants, one doctor and a school, which is to open its doors again on Monday.',
].join('\n\n');
const FERRY: NewsArticle = {
  id: 'ferry',
  title: 'Ferry to Ostrova sails again after nine days of ice',
  body: BODY,
  published: new Date('2026-11-22T06:00:00Z'),
};

interface World {
  readonly bot: TestBot;
  readonly discord: Discord;
  readonly telegram: Telegram;
  /** In the starter set. */
  readonly known: NewsSite;
  /** Nobody added it. */
  readonly site: NewsSite;
}

async function openWorld(): Promise<World> {
  const discord = await openDiscord();
  const telegram = await startTelegram();
  const options = { hasFullText: true, articles: [FERRY] };
  const [known, site] = await Promise.all(
    ['Tidal Gazette', 'Harbour Post'].map((title) => startNewsSite({ ...options, title })),
  );
  if (known === undefined || site === undefined) throw new Error('a site did not start');
  onTestFinished(async () => {
    await Promise.all([telegram, known, site].map((each) => each.close()));
  });
  const tokens = {
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.url,
    TELEGRAM_TOKEN: telegram.token,
    TELEGRAM_API_URL: telegram.url,
  };
  const env = { ...loopbackSettings(testFolder(), [`${known.url}/feed.rss`]), ...tokens };
  const bot = await startTestBot(env, NOW);
  await until('the starter set was read', () => bot.log.some(({ event }) => event === 'polled'));
  return { bot, discord, telegram, known, site };
}

/** Both platforms saw nothing that they forbid. */
function expectLawful({ discord, telegram }: World): void {
  expect([...discord.violations, ...telegram.violations]).toEqual([]);
}

async function onDiscord(
  { discord }: World,
  verb: string,
  options: Readonly<Record<string, string | number>> = {},
): Promise<Reaction> {
  return await discord.runCommand({ name: 'source', subcommand: verb, options });
}

async function onTelegram({ telegram }: World, said: string): Promise<TelegramMessage> {
  const [answer] = await telegram.say({ chat: telegram.chats.alice, text: said });
  if (answer === undefined) throw new Error(`nothing was answered to ${said}`);
  return answer;
}

function wordsOf({ message }: Reaction): string {
  return message?.content ?? '';
}

/** What the buttons below a message say, by their labels. */
function discordButtons(message: DiscordMessage | null): ReadonlyMap<string, string> {
  const buttons = (message?.components ?? []).flatMap((row) => list(row['components']).map(payload));
  return new Map(buttons.map((button) => [text(button['label']), text(button['custom_id'])]));
}

function telegramButtons(message: TelegramMessage): ReadonlyMap<string, string> {
  return new Map(message.keyboard.flat().map((button) => [text(button['text']), text(button['callback_data'])]));
}

/** Gives a site two feeds of different age. */
function giveTwoFeeds(site: NewsSite): void {
  const links = ['news', 'sport'].map(
    (name) => `<link rel="alternate" type="application/rss+xml" title="${name}" href="/${name}.xml">`,
  );
  page(site, '/', `<html><head><title>Harbour Post</title>${links.join('')}</head><body>Hello</body></html>`);
  page(site, '/news.xml', feed('Harbour News', ['2026-11-22T08:00:00Z', '2026-11-21T08:00:00Z']));
  page(site, '/sport.xml', feed('Harbour Sport', ['2026-11-19T09:00:00Z']));
}

function page(site: NewsSite, path: string, body: string): void {
  site.setRaw(path, { kind: 'page', body, headers: { 'content-type': 'text/html; charset=utf-8' } });
}

function feed(title: string, instants: readonly string[]): string {
  const items = instants.map(
    (at, i) =>
      `<item><title>Item ${i} of ${title}</title><guid>${title}${i}</guid><pubDate>${new Date(at).toUTCString()}</pubDate></item>`,
  );
  return `<rss version="2.0"><channel><title>${title}</title>${items.join('')}</channel></rss>`;
}

function opml(...outlines: readonly string[]): string {
  return `<opml version="2.0"><body>\n${outlines.join('\n')}\n</body></opml>`;
}

function outline(address: string, title = 'A feed'): string {
  return `<outline text="${title}" xmlUrl="${address}"/>`;
}

const CHOICE = [
  '1. Harbour News: 2 articles, the newest 1 hour ago,',
  '2. Harbour Sport: 1 article, the newest 3 days ago,',
];

test('a site with several feeds is answered in Discord with each, how fresh it is, and a button that adds it', async () => {
  const world = await openWorld();
  giveTwoFeeds(world.site);
  const choice = await onDiscord(world, 'add', { address: world.site.url, section: 'Sports' });
  for (const row of CHOICE) expect(wordsOf(choice)).toContain(row);
  const buttons = discordButtons(choice.message);
  expect([...buttons.keys()]).toEqual(['1. Harbour News', '2. Harbour Sport']);
  const press = { messageId: choice.message?.id ?? '', customId: buttons.get('2. Harbour Sport') ?? '' };
  const added = await world.discord.pressButton(press);
  expect(wordsOf(added)).toContain('Added:** Harbour Sport');
  expect(wordsOf(added)).toContain('All its stories count as Sport.');
  expect(wordsOf(await onDiscord(world, 'list'))).toContain('1. Harbour Sport (Sport):');
  expectLawful(world);
});

test('a site with several feeds is answered in Telegram with a button for each, which holds for an hour', async () => {
  const world = await openWorld();
  const { bot, site, telegram } = world;
  giveTwoFeeds(site);
  const choice = await onTelegram(world, `/addsource ${site.url}`);
  for (const row of CHOICE) expect(choice.text).toContain(row);
  const press = { chat: telegram.chats.alice, messageId: choice.id };
  const added = await telegram.press({
    ...press,
    data: telegramButtons(choice).get('1. Harbour News') ?? '',
    until: ({ message }) => message.text !== choice.text,
  });
  expect(added.message.text).toContain('Added: Harbour News');
  const second = await onTelegram(world, `/addsource ${site.url}`);
  bot.setClock(new Date(NOW.getTime() + 3_700_000));
  const late = await telegram.press({
    ...press,
    messageId: second.id,
    data: telegramButtons(second).get('2. Harbour Sport') ?? '',
    until: ({ message }) => message.text !== second.text,
  });
  expect(late.message.text).toContain("I don't keep that choice any more");
  expectLawful(world);
});

test('a feed offered in one place is not added from another by its key', async () => {
  const world = await openWorld();
  giveTwoFeeds(world.site);
  const choice = await onTelegram(world, `/addsource ${world.site.url}`);
  const [says = ''] = telegramButtons(choice).values();
  const [answer] = await world.telegram.say({ chat: world.telegram.chats.boris, text: says.replace('=', '/') });
  expect(answer?.text).toContain('Этого выбора у меня больше нет');
  expectLawful(world);
});

test('a section that is none is answered with those there are, and a near miss is understood', async () => {
  const world = await openWorld();
  const address = `${world.site.url}/feed.rss`;
  const wrong = await onDiscord(world, 'add', { address, section: 'Blubber' });
  expect(wordsOf(wrong)).toContain("I don't know the section “Blubber”. Use one of these: World, Politics");
  expect((await onTelegram(world, `/addsource ${address} technolgy`)).text).toContain('count as Technology');
  expectLawful(world);
});

test('checking tells what a listed source or any address is, on both platforms, and stores nothing', async () => {
  const world = await openWorld();
  const listed = wordsOf(await onDiscord(world, 'check', { source: '1' }));
  expect(listed).toContain(`Tidal Gazette**, a feed of ${new URL(world.known.url).host}`);
  expect(listed).toContain('It holds 1 article, the newest 3 hours ago.');
  expect(listed).toContain("It carries the articles' text.");
  expect(listed).toMatch(/In the list here: read .+, next .+\./u);
  giveTwoFeeds(world.site);
  const strange = (await onTelegram(world, `/checksource ${world.site.url}/news.xml`)).text;
  expect(strange).toContain('It holds 2 articles, the newest 1 hour ago.');
  expect(strange).toContain('It is not in the list here. Add it with /addsource.');
  expect((await onTelegram(world, `/checksource ${world.site.url}`)).keyboard).toHaveLength(2);
  expect((await onTelegram(world, '/sources')).text).not.toContain('Harbour');
  expectLawful(world);
});

test('checking what cannot be read says why, and a number that is not in the list is told', async () => {
  const world = await openWorld();
  world.site.setRaw('/feed.json', { kind: 'status', status: 404 });
  const missing = wordsOf(await onDiscord(world, 'check', { source: `${world.site.url}/nothing/here` }));
  expect(missing).toContain("I can't read");
  expect(missing).toContain('It answered 404');
  world.known.setRaw('/feed.rss', { kind: 'status', status: 403 });
  const refused = (await onTelegram(world, '/checksource 1')).text;
  expect(refused).toContain('It answered 403');
  expect(refused).toContain('In the list here:');
  expect((await onTelegram(world, '/checksource 9')).text).toContain("I don't know that source");
  expectLawful(world);
});

test('the newest item of an address is shown as a digest would tell it, on both platforms', async () => {
  const world = await openWorld();
  world.site.publish({ ...FERRY, id: 'old', title: 'An older thing', published: new Date('2026-11-20T06:00:00Z') });
  const source = `${world.site.url}/feed.rss`;
  const shown = await world.discord.runCommand({
    name: 'source',
    subcommand: 'preview',
    options: { source },
    until: ({ followups }) => followups.length > 0,
  });
  const drawn = JSON.stringify(shown.followups.map(({ embeds }) => embeds));
  expect(drawn).toContain(FERRY.title);
  expect(drawn).toContain('Harbour Post');
  expect(drawn).toContain('the ice kept it in the harbour');
  expect(drawn).not.toContain('An older thing');
  const messages = await world.telegram.say({
    chat: world.telegram.chats.alice,
    text: `/previewsource ${source}`,
    until: (said) => said.length === 2,
  });
  expect(messages[1]?.text).toContain(FERRY.title);
  expect(messages[1]?.text).toContain('the ice kept it in the harbour');
  page(world.site, '/empty.xml', feed('Quiet', []));
  expect((await onTelegram(world, `/previewsource ${world.site.url}/empty.xml`)).text).toContain('holds no article');
  expectLawful(world);
});

test('a list is imported from an attachment in Discord, its folders as sections, and comes out again as a file', async () => {
  const world = await openWorld();
  const { discord, site, known } = world;
  const folder = `<outline text="Tech">${outline(`${site.url}/feed.rss`)}</outline>`;
  const content = opml(folder, outline(`${known.url}/feed.rss`), outline('gopher://old.example/feed'));
  const file = discord.attachFile('feeds.opml', content);
  const imported = wordsOf(await onDiscord(world, 'import', { file }));
  expect(imported).toContain('Added:** one source.');
  expect(imported).toContain('From their folders they have the sections Technology.');
  expect(imported).toContain('One of the list is read here already.');
  expect(imported).toContain('One of the list is no web address: gopher');
  const { message } = await onDiscord(world, 'export');
  const [given] = message?.files ?? [];
  expect(given?.name).toBe('broadsheet.opml');
  expect(given?.content).toContain('<outline text="Technology"');
  expect(given?.content).toContain(`xmlUrl="${site.url}/feed.rss"`);
  expectLawful(world);
});

test('a list is imported in Telegram from a file with the caption and from one that is answered, and comes out again as a file', async () => {
  const world = await openWorld();
  const { telegram, site } = world;
  const chat = telegram.chats.alice;
  const document = { name: 'feeds.opml', content: opml(outline(`${site.url}/feed.rss`, 'Harbour & Post')) };
  expect((await telegram.say({ chat, text: '/import', document }))[0]?.text).toContain('Added: one source');
  const asked = await onTelegram(world, '/import');
  expect(asked.text).toContain('Give me the file: send it with the caption /import');
  const later = { name: 'more.opml', content: opml(outline(`${site.url}/feed.atom`)) };
  const [answer] = await telegram.say({ chat, text: '/list', document: later });
  const sent = (answer?.id ?? 0) - 1;
  expect((await telegram.say({ chat, text: '/import', replyTo: sent }))[0]?.text).toContain('Added: one source');
  const exported = await telegram.say({ chat, text: '/export', until: (said) => said.length === 2 });
  expect(exported[0]?.text).toContain('Here are the 3 sources read here.');
  expect(exported[1]?.file?.content).toContain(`xmlUrl="${site.url}/feed.atom"`);
  expectLawful(world);
});

test('a broken list is named by its line, one that is too large is not read, and one of nothing is told', async () => {
  const world = await openWorld();
  const { discord, telegram } = world;
  const chat = telegram.chats.alice;
  const broken = '<opml>\n<body>\n<outline text="Tech">\n</body>\n</opml>';
  const inDiscord = await onDiscord(world, 'import', { file: discord.attachFile('broken.opml', broken) });
  expect(wordsOf(inDiscord)).toMatch(/Line 3 opens .*outline.* and never closes it\./u);
  const document = { name: 'none.opml', content: opml() };
  expect((await telegram.say({ chat, text: '/import', document }))[0]?.text).toContain('names no source');
  const large = { name: 'large.opml', content: ' '.repeat(5 * 1024 * 1024 + 1) };
  expect((await telegram.say({ chat, text: '/import', document: large }))[0]?.text).toContain('I read at most 5 MB');
  const file = discord.attachFile(large.name, large.content);
  expect(wordsOf(await onDiscord(world, 'import', { file }))).toContain('I read at most 5 MB');
  expectLawful(world);
});

test('a list longer than a community may read is taken as far as there is room, and shown in pages', async () => {
  const world = await openWorld();
  const { telegram, site } = world;
  const chat = telegram.chats.alice;
  const outlines = Array.from({ length: 120 }, (_, i) => outline(`${site.url}/feed.rss?${i}`, `Feed ${i}`));
  const document = { name: 'many.opml', content: opml(...outlines) };
  const [imported] = await telegram.say({ chat, text: '/import', document });
  expect(imported?.text).toContain('Added: 100 sources.');
  expect(imported?.text).toContain('20 of the list found no room: 100 sources are as many as I keep here.');
  const first = await onTelegram(world, '/sources');
  expect(first.text).toContain('101 sources are read for this place');
  expect(first.text).toContain('Page 1 of 11.');
  expect(telegramButtons(first)).toEqual(new Map([['Page 2', '=sources 2']]));
  const { message } = await telegram.press({
    chat,
    messageId: first.id,
    data: '=sources 2',
    until: (pressed) => pressed.message.text !== first.text,
  });
  expect(message.text).toMatch(/^11\. /mu);
  expect([...telegramButtons(message).keys()]).toEqual(['Page 1', 'Page 3']);
  expectLawful(world);
});

test('the list says of each source when it was read and is read next, or what is wrong with it', async () => {
  const world = await openWorld();
  world.site.setRaw('/feed.rss', { kind: 'status', status: 410 });
  const file = world.discord.attachFile('feeds.opml', opml(outline(`${world.site.url}/feed.rss`, 'Lost')));
  await onDiscord(world, 'import', { file });
  await until('the source has answered', () => world.bot.log.some(({ event }) => event === 'poll-failed'));
  const listed = wordsOf(await onDiscord(world, 'list'));
  expect(listed).toContain('1. Lost: gone for good.');
  expect(listed).toMatch(/2\. Tidal Gazette: read .+, next .+\./u);
  expectLawful(world);
});
