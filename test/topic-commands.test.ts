import { expect, onTestFinished, test } from 'vitest';
import { mute } from '../commands/mute.ts';
import { testTopic } from '../commands/test-topic.ts';
import type { Command } from '../src/domain/command.ts';
import { readArguments } from '../src/domain/line.ts';
import { askMissing } from '../src/phrases/conduct.ts';
import { type Days, openDays } from './support/days.ts';
import { say, textOf } from './support/say.ts';

const START = new Date('2031-03-03T06:00:00Z');

async function days(): Promise<Days> {
  const room = await openDays(START);
  onTestFinished(() => room.close());
  return room;
}

test('a topic is added, edited, listed, undone and removed', async () => {
  const room = await days();
  expect(textOf(await say(room, 'topic edit climate coal'))).toContain('There is no topic climate here.');
  await say(room, 'topic add climate climate AND (law OR court)');
  const edited = await say(room, 'topic edit Climate climate OR "heat pump"');
  expect(textOf(edited)).toContain('climate stands for climate OR "heat pump" now');
  expect(textOf(await say(room, 'topics'))).toContain('climate OR "heat pump"');
  const undo = edited.buttons?.find(({ label }) => label === 'Undo');
  await say(room, undo?.says ?? '');
  expect(await room.desk.topics(room.place.community)).toMatchObject([
    { name: 'climate', query: 'climate AND (law OR court)' },
  ]);
  await say(room, 'topic remove climate');
  expect(await room.desk.topics(room.place.community)).toEqual([]);
});

test('without a query a topic is shown with a form that holds the one it has', async () => {
  const room = await days();
  await say(room, 'topic add climate climate OR "heat pump"');
  const shown = await say(room, 'topic edit climate');
  expect(textOf(shown)).toBe('climate stands for climate OR "heat pump".');
  expect(shown.buttons).toMatchObject([
    { says: 'topic edit name="climate"', asks: { fields: [{ name: 'query', value: 'climate OR "heat pump"' }] } },
  ]);
});

test('a wrong query names the column, changes nothing, and stands in the form to be mended', async () => {
  const room = await days();
  await say(room, 'topic add climate climate');
  const refused = await say(room, 'topic edit climate climate AND (law OR');
  expect(textOf(refused)).toContain('at character 20');
  expect(refused.buttons).toMatchObject([{ asks: { fields: [{ value: 'climate AND (law OR' }] } }]);
  expect(await room.desk.topics(room.place.community)).toMatchObject([{ query: 'climate' }]);
});

test('what is to be tried or left out is chosen from the topics, stories and sources there are', async () => {
  const room = await days();
  const asker = { id: 'discord:7', name: 'Ada', isManager: true, isOwner: false };
  const asked = { place: room.place, asker, language: 'en' };
  const ask = async (told: Command) => {
    const missing = await askMissing(told, { ...asked, given: readArguments(told.options, '') }, room.desk);
    return missing?.kind === 'answer' ? missing.reply.menus : missing?.kind;
  };
  expect(await ask(testTopic)).toBe('form');
  await say(room, 'topic add climate climate OR "heat pump"');
  expect(await ask(testTopic)).toMatchObject([{ says: 'topic test topic={}', choices: [{ value: 'climate' }] }]);
  await room.subscribe();
  const dam = { guid: '1', link: 'https://courier.example/1', title: 'Court halts the dam', at: START };
  room.publish('/courier', [{ ...dam, text: 'A court in Hallin halted the dam at Brem, for want of a plan.' }]);
  await room.read();
  room.setClock(new Date('2031-03-03T08:00:00Z'));
  await room.tell();
  expect(await ask(mute)).toMatchObject([
    {
      says: 'mute what={}',
      choices: [
        { label: '1. Court halts the dam', value: '@1 1' },
        { label: expect.any(String), value: room.address('/courier') },
      ],
    },
  ]);
  expect(textOf(await say(room, 'mute what="@1 1"'))).toContain('Court halts the dam');
});

test('a topic is tried on the last day: what would have come, and by which words', async () => {
  const room = await days();
  const item = (id: string, title: string, text: string, at = START) => ({
    ...{ guid: id, link: `https://courier.example/${id}`, title, text, at },
  });
  room.publish('/courier', [
    item('1', 'Court halts the dam', 'A court in Hallin halted the dam at Brem, for want of a plan for the climate.'),
    item('2', 'Owls nest in the customs house', 'Two pairs of barn owls have taken the attic of the customs house.'),
  ]);
  await room.read();
  await say(room, 'topic add climate climate AND (law OR court)');
  expect(textOf(await say(room, 'topic test climate'))).toBe(
    'In the last day one story of 2 would have come:\n1. Court halts the dam (by: climate and Court)',
  );
  expect(textOf(await say(room, 'topic bees'))).toContain('none of 2 stories');
  room.setClock(new Date(START.getTime() + 25 * 3_600_000));
  expect(textOf(await say(room, 'topic test climate'))).toContain('none of 0 stories');
});
