import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readOptions } from '../src/options.ts';
import { loopbackSettings, startTestBot, type TestBot, testFolder, until } from './support/bot.ts';

/** Where nothing listens: the discard port is refused on loopback. */
const NOBODY = 'http://127.0.0.1:9/feed';

test('a sample that is asked for stands in the terminal and on the page, and touches neither the install’s database nor its platforms', async () => {
  const folder = testFolder();
  const tokens = { DISCORD_TOKEN: 'MTAw.none.at-all', TELEGRAM_TOKEN: '1:none' };
  const bot = await startTestBot({ ...loopbackSettings(folder, []), ...tokens }, new Date(), { isSample: true });
  await until('a digest is printed', () => bot.printed().includes('News digest'));
  expect(bot.printed()).toContain('its outlets and its news are invented');
  expect(bot.log).toContainEqual(expect.objectContaining({ event: 'ready', platforms: [] }));
  const page = await readPage(bot);
  expect(page).toContain('<strong>A sample.</strong>');
  const headline = /^1\. (.{20})/mu.exec(bot.printed())?.[1] ?? 'none was printed';
  expect(page.split(headline)).toHaveLength(3);
  expect(existsSync(join(folder, 'news.db'))).toBe(false);
});

test('where no source answers the preview says so and shows a sample instead', async () => {
  const folder = testFolder();
  const bot = await startTestBot(loopbackSettings(folder, [NOBODY]));
  await until('a digest is printed', () => bot.printed().includes('News digest'));
  expect(bot.printed()).toContain('No source answered');
  expect(bot.printed()).toContain('Meanwhile here is a sample');
  expect(await readPage(bot)).toContain('<strong>A sample.</strong>');
  await bot.stop();
  expect(bot.log.filter(({ event }) => event === 'walk-failed')).toEqual([]);
});

test('an option that is none stops the start with a sentence', () => {
  expect(readOptions([])).toEqual({ isSample: false });
  expect(readOptions(['--sample'])).toEqual({ isSample: true });
  expect(() => readOptions(['--sampel'])).toThrow('the option --sampel');
});

async function readPage(bot: TestBot): Promise<string> {
  const ready = bot.log.find(({ event }) => event === 'ready');
  const response = await fetch(String(ready?.['web']));
  return await response.text();
}
