import { expect, test } from 'vitest';
import { openDatabase } from '../src/database/open.ts';
import { loopbackSettings, spawnBot, testFolder, until } from './support/bot.ts';
import { openDiscord } from './support/discord/client.ts';
import { fileDigests, NO_FEED, slotIn } from './support/kill-news.ts';

const CHANNELS = 40;
const PARTS = 2;
/** Two processes start one after the other, perhaps on a busy machine. */
const PATIENCE_MS = 45_000;

/** A bot about to post a digest of two parts to each of many channels. */
async function openFanOut() {
  const discord = await openDiscord();
  const folder = testFolder();
  const url = `file:${folder}/news.db`;
  const channels = Array.from({ length: CHANNELS }, (_, i) => discord.addChannel({ name: `news-${i}` }).id);
  await fileDigests(
    url,
    channels.map((address) => ({ platform: 'discord', address, community: `discord:${discord.guild.id}` as const })),
    slotIn(0),
  );
  const access = { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.url };
  const env = { ...loopbackSettings(folder, [NO_FEED]), ...access, DATABASE_URL: url };
  const countAll = (): number => channels.reduce((sum, id) => sum + discord.messages(id).length, 0);
  return { discord, url, env, channels, countAll };
}

test('a stop in the middle of a fan-out ends well, also with an answer outstanding, and the next start goes on with nothing lost or doubled', {
  timeout: 3 * PATIENCE_MS,
}, async () => {
  const { discord, url, env, channels, countAll } = await openFanOut();
  // Its message is there, and the bot will not hear so.
  discord.fault({ kind: 'hang', isStored: true, method: 'POST', path: /messages$/u, skip: 10 });
  const first = spawnBot(env);
  await until('the fan-out is under way', () => countAll() > 20, PATIENCE_MS);
  expect(await first.end('SIGTERM')).toBe(0);
  expect(first.output.stderr).toContain('"event":"stopped"');
  expect(countAll()).toBeLessThan(CHANNELS * PARTS);
  discord.forgetNonces();
  const second = spawnBot(env);
  await until('all is there', () => countAll() >= CHANNELS * PARTS, PATIENCE_MS);
  const recorded = (): number => sentIn(first.output.stderr) + sentIn(second.output.stderr);
  await until('all is recorded', () => recorded() === CHANNELS * PARTS, PATIENCE_MS);
  expect(await second.end('SIGTERM')).toBe(0);
  const heads = channels.map((id) => discord.messages(id).map(({ content }) => content.slice(-'(1/2)**'.length)));
  expect(new Set(heads.map(String))).toEqual(new Set(['(1/2)**,(2/2)**']));
  expect(await statesIn(url)).toEqual(new Map([['sent', CHANNELS * PARTS]]));
  expect(discord.violations).toEqual([]);
});

function sentIn(log: string): number {
  return log.match(/"event":"sent"/gu)?.length ?? 0;
}

async function statesIn(url: string): Promise<ReadonlyMap<string, number>> {
  const db = await openDatabase(url);
  const states = await db.deliveries.countByState();
  await db.close();
  return states;
}
