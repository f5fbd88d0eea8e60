import { expect, onTestFinished, test } from 'vitest';
import { weighSource } from '../commands/weigh-source.ts';
import { readArguments } from '../src/domain/line.ts';
import { askMissing } from '../src/phrases/conduct.ts';
import { type Days, openDays } from './support/days.ts';
import { say, textOf } from './support/say.ts';

const START = new Date('2031-03-03T07:50:00Z');

/** Two outlets with a story each, the first one's a little newer. */
async function openTwo(): Promise<Days> {
  const days = await openDays(START);
  onTestFinished(() => days.close());
  const item = (id: string, title: string, minutes: number) => ({
    ...{ guid: id, link: `https://${id}.example/1`, title, text: `${title}, the council of ${id} said on Monday.` },
    at: new Date(START.getTime() - minutes * 60_000),
  });
  days.publish('/one', [item('one', 'Bridge at Lindmoor opens to lorries', 5)]);
  days.publish('/two', [item('two', 'Owls nest in the old customs house', 50)]);
  await days.read();
  return days;
}

async function tellNext(days: Days, hour: number): Promise<readonly string[]> {
  await days.subscribe({ size: 1, timetable: { times: [`0${hour}:00`], days: [1, 2, 3, 4, 5, 6, 7], zone: 'UTC' } });
  days.setClock(new Date(`2031-03-03T0${hour}:00:01Z`));
  return (await days.tell()).flatMap(({ titles }) => titles);
}

test('a source that counts more puts its stories higher, for those who say so', async () => {
  const days = await openTwo();
  expect(textOf(await say(days, 'weighsource 2 more'))).toContain('Outlet two counts more now');
  expect(await tellNext(days, 8)).toEqual([expect.stringContaining('Owls nest')]);
});

test('one that counts less stands lower, until it counts as usual again', async () => {
  const days = await openTwo();
  await say(days, 'weighsource 1 less');
  const { parts } = await say(days, 'preview');
  expect(JSON.stringify(parts?.map(({ body }) => body))).toMatch(/Owls nest.*Bridge at Lindmoor/u);
  expect(textOf(await say(days, 'weighsource 1 usual'))).toContain('counts as usual again');
  expect(await tellNext(days, 8)).toEqual([expect.stringContaining('Bridge at Lindmoor')]);
});

test('where nothing is said, the source is chosen and then its weight', async () => {
  const days = await openDays(START);
  onTestFinished(() => days.close());
  days.publish('/one', []);
  await days.read();
  const asker = { id: 'discord:7', name: 'Ada', isManager: true, isOwner: false };
  const asked = async (line: string) => {
    const given = readArguments(weighSource.options, line);
    const missing = await askMissing(weighSource, { place: days.place, asker, language: 'en', given }, days.desk);
    return missing?.kind === 'answer' ? missing.reply.menus?.[0] : null;
  };
  const source = days.address('/one');
  expect(await asked('')).toMatchObject({ says: 'weighsource source={}', choices: [{ value: source }] });
  const weights = await asked(`source="${source}"`);
  expect(weights?.says).toBe(`weighsource source="${source}" weight={}`);
  expect(weights?.choices.map(({ value }) => value)).toEqual(['more', 'usual', 'less']);
});

test('what is no weight, or no source, is said', async () => {
  const days = await openTwo();
  expect(textOf(await say(days, 'weighsource 1 weight=heavy'))).toContain(
    '“heavy” is no weight. Say more, usual or less.',
  );
  expect(textOf(await say(days, 'weighsource 7 more'))).toContain('2');
});
