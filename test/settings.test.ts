import { beforeEach, expect, test } from 'vitest';
import { settings } from '../commands/settings.ts';
import { changeSettings } from '../src/app/change-settings.ts';
import { createTongue } from '../src/app/notes.ts';
import { type Database, openDatabase } from '../src/database/open.ts';
import type { NewsDesk } from '../src/domain/desk.ts';
import { readArguments } from '../src/domain/line.ts';
import { plainText } from '../src/domain/rich.ts';
import { LANGUAGES } from '../src/phrases/say.ts';
import { ORDER, place } from './store-samples.ts';

let db: Database;
beforeEach(async () => {
  db = await openDatabase(':memory:');
});

/** What the bot answers to a line behind /settings, as text, what its buttons say, and its menus. */
async function ask(line: string, modelName: string | null = null) {
  const desk: Pick<NewsDesk, 'settings' | 'languageOf' | 'setLanguage' | 'subscriptions'> = {
    ...createTongue(db.communities),
    subscriptions: (community) => db.subscriptions.ofCommunity(community),
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
  const { buttons = [], menus = [] } = reply;
  return { text: plainText(reply.text), says: buttons.map(({ says }) => says), menus };
}

async function order(): Promise<void> {
  await db.subscriptions.add(place('1'), ORDER);
}

test('settings are shown as they are, with a menu of each thing that can be changed', async () => {
  await order();
  const { text, menus } = await ask('');
  expect(text).toContain('short, up to 3 sentences');
  expect(text).toContain(`Stories: ${ORDER.size} at most`);
  expect(text).toContain('each story is told in its own');
  expect(text).toContain('no message');
  expect(menus.map(({ asks }) => asks)).toEqual(['Style', 'Stories', 'Language of the stories', 'On and off']);
  const [style] = menus;
  expect(style?.says).toBe('settings number=id1.0 style={}');
  expect(style?.choices.filter(({ isChosen }) => isChosen).map(({ value }) => value)).toEqual(['short']);
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
  expect((await ask('full')).says).toEqual(['settings number=id1.0', 'settings number=id2.0']);
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

test('the bot’s language is set where there is no digest, where there are several, and from a menu of its languages', async () => {
  const { text, menus } = await ask('');
  expect(text).toContain('Here I speak to each in their own language');
  expect(text).toContain('No digest is ordered here yet');
  expect(menus.map(({ says }) => says)).toEqual(['settings bot={}']);
  expect(menus[0]?.choices.map(({ value }) => value)).toEqual(['off', ...LANGUAGES]);
  const chosen = await ask('bot=en');
  expect(chosen.text).toMatch(/^Changed.*\nHere I speak English/u);
  expect(chosen.menus[0]?.choices.find(({ isChosen }) => isChosen)?.value).toBe('en');
  await order();
  await order();
  const left = await ask('bot=off');
  expect(left.text).toMatch(/^Changed.*\nHere I speak to each/u);
  expect(left.text).not.toContain('No digest');
  expect((await ask('bot=off style=full')).text).toContain('Which');
});

test('a role is kept where it may be mentioned, and let go again', async () => {
  await db.subscriptions.add({ ...place('1'), platform: 'discord' }, ORDER);
  const role = async () => (await db.subscriptions.ofCommunity('telegram:1'))[0]?.posting.role;
  expect((await ask('role=may-not-mention')).text).toContain('You may not mention that role yourself');
  expect(await role()).toBeNull();
  await ask('role=4711');
  expect(await role()).toBe('4711');
  await ask('role=off');
  expect(await role()).toBeNull();
});

test('who is told in private is who ordered it, who asks, or nobody', async () => {
  await order();
  expect((await ask('')).text).toContain('I tell who ordered it in private');
  expect((await ask('notices=me')).text).toContain('I tell you in private');
  expect((await ask('nobody')).text).toContain('I tell nobody in private');
  expect((await ask('notices=everybody')).text).toContain('nobody I could tell');
  const [kept] = await db.subscriptions.ofCommunity('telegram:1');
  expect(kept).toMatchObject({ noticesTo: null, createdBy: ORDER.createdBy });
});
