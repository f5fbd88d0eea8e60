import { beforeEach, expect, test } from 'vitest';
import { settings } from '../commands/settings.ts';
import { changeSettings } from '../src/app/change-settings.ts';
import { type Database, openDatabase } from '../src/database/open.ts';
import type { NewsDesk } from '../src/domain/desk.ts';
import { readArguments } from '../src/domain/line.ts';
import { plainText } from '../src/domain/rich.ts';
import { ORDER, place } from './store-samples.ts';

let db: Database;
beforeEach(async () => {
  db = await openDatabase(':memory:');
});

/** What the bot answers to a line behind /settings, as text, and what its buttons say. */
async function ask(line: string, modelName: string | null = null) {
  const desk: Pick<NewsDesk, 'settings'> = {
    settings: (community, asked) => changeSettings({ subscriptions: db.subscriptions, modelName }, community, asked),
  };
  const reply = await settings.answer(
    {
      place: place('1'),
      asker: { id: 'telegram:1', name: 'Ada', isManager: true, isOwner: false },
      language: 'en',
      given: readArguments(settings.options, line),
    },
    desk as NewsDesk,
  );
  return { text: plainText(reply.text), says: reply.buttons?.map(({ says }) => says) ?? [] };
}

async function order(): Promise<void> {
  await db.subscriptions.add(place('1'), ORDER);
}

test('settings are shown as they are, with buttons for the other styles', async () => {
  await order();
  const { text, says } = await ask('');
  expect(text).toContain('short, up to 3 sentences');
  expect(text).toContain(`Stories: ${ORDER.size} at most`);
  expect(text).toContain('each story is told in its own');
  expect(text).toContain('no message');
  expect(says).toEqual(['settings 1 headline', 'settings 1 full']);
});

test('what is said is changed and kept, and the rest stays', async () => {
  await order();
  expect((await ask('full stories=15')).text).toContain('Changed');
  expect((await ask('de line')).text).toContain('Language: German');
  const [kept] = await db.subscriptions.ofCommunity('telegram:1');
  expect(kept).toMatchObject({ size: 15, quiet: 'line', manner: { style: 'full', language: 'de' } });
  await ask('off skip headline');
  const [again] = await db.subscriptions.ofCommunity('telegram:1');
  expect(again).toMatchObject({ size: 15, quiet: 'skip', manner: { style: 'headline', language: null } });
});

test('who asks for a language hears that nothing is translated without a model', async () => {
  await order();
  expect((await ask('fr')).text).toContain('nothing is translated');
  expect((await ask('fr', 'a-model')).text).not.toContain('nothing is translated');
});

test('of several digests the one is changed whose number is said, and without a number it asks', async () => {
  await order();
  await order();
  expect((await ask('full')).says).toEqual(['settings 1', 'settings 2']);
  await ask('2 full');
  const styles = (await db.subscriptions.ofCommunity('telegram:1')).map(({ manner }) => manner.style);
  expect(styles).toEqual(['short', 'full']);
});

test.each([
  ['style=long', /Choose headline/u],
  ['stories=0', /from 1 to 25/u],
  ['stories=26', /from 1 to 25/u],
  ['language=klingon', /its code/u],
  ['language=qq', /its code/u],
  ['quiet=loud', /Choose skip/u],
  ['full stories=99', /from 1 to 25/u],
  ['7', /There is no such digest/u],
])('%j is answered with what to say instead, and changes nothing', async (line, answer) => {
  await order();
  expect((await ask(line)).text).toMatch(answer);
  const [kept] = await db.subscriptions.ofCommunity('telegram:1');
  expect(kept).toMatchObject({ size: ORDER.size, quiet: ORDER.quiet, manner: ORDER.manner });
});

test('where no digest is ordered it says how to order one', async () => {
  expect((await ask('full')).text).toContain('No digest is ordered here yet');
});
