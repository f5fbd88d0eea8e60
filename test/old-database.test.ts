import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { type Database, DatabaseRefused, openDatabase } from '../src/database/open.ts';
import type { Channel } from '../src/domain/channel.ts';
import type { DigestId, SourceId, StoryId } from '../src/domain/ids.ts';
import { loopbackSettings, startTestBot, testFolder, until } from './support/bot.ts';
import { saidOnDiscord } from './support/both.ts';
import { openDiscord } from './support/discord/client.ts';
import { startTelegram } from './support/telegram/server.ts';

const COMMUNITY = 'discord:3000000000000000001';
const [FERRY, CRANE, HERRING, LAMP, TRAM] = [1, 2, 3, 4, 5] as StoryId[];
/** When all that waits in it is due. */
const MORNING = new Date('2026-11-23T08:31:00Z');

/** The pace of a Telegram group, and a start on a busy machine. */
const PATIENT = { timeout: 20_000 };

/** A file that the first released version wrote. */
function writeOldFile(folder: string): string {
  const path = join(folder, 'news.db');
  const file = new DatabaseSync(path, { enableForeignKeyConstraints: false });
  file.exec(readFileSync('test/fixtures/database-5.sql', 'utf8'));
  file.close();
  return path;
}

async function openOld(): Promise<Database> {
  const database = await openDatabase(`file:${writeOldFile(testFolder())}`);
  onTestFinished(() => database.close());
  return database;
}

test('settings of the first released version are as they were', async () => {
  const { subscriptions, topics, mutes, sources, summaries, budget } = await openOld();
  const [first, second, ...others] = await subscriptions.ofCommunity(COMMUNITY);
  expect(others).toEqual([]);
  expect(first).toMatchObject({
    topics: ['World', 'harbour OR ferry'],
    timetable: { times: ['08:00', '18:00'], days: [1, 2, 3, 4, 5], zone: 'Europe/Berlin' },
    ...{ language: 'de', size: 5, quiet: 'line', state: 'active', pausedUntil: null, quietHours: null },
    manner: { style: 'full', language: 'de' },
    ...{ createdBy: 'discord:2000000000000000001', noticesTo: 'discord:2000000000000000001' },
    nextSlot: { at: new Date('2026-11-24T17:00:00Z'), date: '2026-11-24', time: '18:00' },
  });
  expect(second).toMatchObject({ topics: [], size: 10, quiet: 'skip', manner: { style: 'short', language: null } });
  expect(await subscriptions.ofCommunity('telegram:2002')).toMatchObject([{ state: 'paused', pausedWhy: 'forbidden' }]);
  expect(await subscriptions.ofCommunity('telegram:2001')).toMatchObject([{ state: 'paused', pausedWhy: null }]);
  expect(await topics.ofCommunities([COMMUNITY])).toEqual([{ community: COMMUNITY, name: 'Sea', query: 'herring' }]);
  expect(await mutes.ofCommunities([COMMUNITY], MORNING)).toMatchObject([
    { kind: 'word', value: 'tram' },
    { kind: 'story', value: String(LAMP) },
  ]);
  expect(await sources.find(3 as SourceId)).toMatchObject({ title: 'Gone Herald', state: 'disabled' });
  expect((await summaries.find(['h-ferry', 'h-crane'])).get('h-ferry')).toMatchObject({ kind: 'accepted' });
  expect(await budget.used('2026-11-23')).toBe(900);
});

test('what digests of the first released version told, and why, stands where it stood', async () => {
  const { archive, digests, stories, search, articles } = await openOld();
  const past = await archive.find(COMMUNITY, 1 as DigestId);
  expect(past?.cut).toEqual([TRAM]);
  expect(past?.stories).toMatchObject([
    { story: FERRY, version: 2, number: 1, reasons: { words: ['The ferry sails again'] } },
    { story: HERRING, version: 1, number: 3, reasons: { words: ['Herring shoals return'] } },
  ]);
  const [here] = (await archive.list(COMMUNITY, 10, 0)).digests.slice(-1);
  expect(here).toMatchObject({ id: 1, stories: 2, first: 'The ferry sails again' });
  const told = await digests.toldVersions(1 as Channel['id'], [FERRY, CRANE, HERRING, LAMP, TRAM] as StoryId[]);
  expect([...told]).toEqual([
    [FERRY, 2],
    [HERRING, 1],
    [LAMP, 1],
  ]);
  expect((await stories.growthOf([FERRY as StoryId])).get(FERRY as StoryId)).toMatchObject([{ facts: ['14:30'] }]);
  expect((await search.unindexed(10)).map(({ id }) => id)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect((await articles.ungathered(10)).map(({ headline }) => headline)).toEqual(['Not gathered yet']);
});

test('a step that fails leaves the file as it was before it, and the next start goes on from there', async () => {
  const path = writeOldFile(testFolder());
  // In the way of the step that moves the digests: half of it is done by then.
  const [block, free] = ['create table edition_parts (in_the_way text)', 'drop table edition_parts'];
  change(path, block);
  await expect(openDatabase(`file:${path}`)).rejects.toThrow(DatabaseRefused);
  expect(read(path, 'select max(number) as step from schema_version')).toEqual([{ step: 8 }]);
  expect(read(path, "select name from sqlite_master where name in ('editions', 'edition_items')")).toEqual([]);
  expect(read(path, 'select count(body) as bodies from deliveries')).toEqual([{ bodies: 9 }]);
  change(path, free);
  const database = await openDatabase(`file:${path}`);
  expect((await database.archive.find(COMMUNITY, 1 as DigestId))?.stories).toHaveLength(2);
  await database.close();
  expect(read(path, 'select count(*) as bodies from edition_parts')).toEqual([{ bodies: 9 }]);
});

function change(path: string, statement: string): void {
  const file = new DatabaseSync(path);
  file.exec(statement);
  file.close();
}

function read(path: string, query: string): readonly unknown[] {
  const file = new DatabaseSync(path, { readOnly: true });
  const rows = file.prepare(query).all();
  file.close();
  return rows.map((row) => ({ ...row }));
}

test(
  'a bot on the file of the first released version sends what was owed, and tells nothing again',
  PATIENT,
  async () => {
    const folder = testFolder();
    writeOldFile(folder);
    const discord = await openDiscord();
    const other = discord.addChannel({ id: '4000000000000000002', name: 'other' });
    const telegram = await startTelegram();
    onTestFinished(() => telegram.close());
    const platforms = {
      ...{ DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.url },
      ...{ TELEGRAM_TOKEN: telegram.token, TELEGRAM_API_URL: telegram.url },
    };
    const bot = await startTestBot({ ...loopbackSettings(folder, []), ...platforms }, MORNING);
    await until('all was sent', () => bot.log.filter(({ event }) => event === 'sent').length === 5);
    const onDiscord = (channel: string) =>
      discord.messages(channel).map(({ content, embeds }) => JSON.stringify([content, embeds]));
    expect(onDiscord(discord.channel.id)).toEqual([expect.stringContaining('1. The lighthouse gets a new lamp')]);
    expect(onDiscord(other.id)).toEqual([expect.stringContaining('The ferry sails again, as told before.')]);
    const texts = telegram.messages(telegram.chats.forum).map(({ text }) => text);
    expect(texts).toEqual([expect.stringContaining('The ferry sails again'), expect.stringContaining('A new crane')]);
    expect(telegram.messages(telegram.chats.alice).map(({ text }) => text)).toEqual([
      expect.stringContaining('Herring shoals return'),
    ]);

    await saidOnDiscord(discord, 'digest now', { number: 1 });
    await until('the next was sent', () => bot.log.filter(({ event }) => event === 'sent').length === 6);
    const next = onDiscord(discord.channel.id)[1] ?? '';
    expect(next).toContain('1. A new crane for the harbour');
    expect(next).not.toMatch(/ferry sails|Herring|lighthouse|Old tram/u);
    expect(await saidOnDiscord(discord, 'why', { what: '@1 3' })).toContain('Herring shoals return');
    expect(await saidOnDiscord(discord, 'digest history')).toContain('2 stories');
    expect([...discord.violations, ...telegram.violations]).toEqual([]);
  },
);
