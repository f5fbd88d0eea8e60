import { expect, onTestFinished, test } from 'vitest';
import { type Days, openDays } from './support/days.ts';
import { say, textOf } from './support/say.ts';

const START = new Date('2031-03-03T06:00:00Z');

const PATIENCE_MS = 20_000;

/** Two digests: of courts, and of owls. */
async function open(): Promise<Days> {
  const room = await openDays(START);
  onTestFinished(() => room.close());
  await room.subscribe({ topics: ['court'] });
  await room.subscribe({ topics: ['owls'] });
  const item = (guid: string, title: string, text: string) => ({
    ...{ guid, link: `https://courier.example/${guid}`, title, text, at: START },
  });
  room.publish('/courier', [
    item('1', 'Court halts the dam', 'A court in Hallin halted the dam at Brem, for want of a plan for the valley.'),
    item('2', 'Owls nest in the customs house', 'Two pairs of barn owls have taken the attic of the customs house.'),
  ]);
  await room.read();
  return room;
}

test.each(['digest', 'preview'])(
  '/%s asks which of several digests is meant, and a button never means another',
  async (line) => {
    const room = await open();
    const asked = await say(room, line);
    expect(asked.buttons).toEqual([
      { label: '1. court', says: `${line} number=id1.0` },
      { label: '2. owls', says: `${line} number=id2.0` },
    ]);
    await say(room, 'unsubscribe 1');
    expect(textOf(await say(room, asked.buttons?.[0]?.says ?? ''))).toContain('has ended meanwhile');
    const meant = await say(room, asked.buttons?.[1]?.says ?? '');
    expect(textOf(meant)).not.toContain('has ended');
    expect(textOf(await say(room, `${line} 2`))).toContain('There is no such digest');
  },
);

test(
  'a digest is shown by its number as it is typed',
  async () => {
    const room = await open();
    const { parts } = await say(room, 'preview #2');
    expect(parts?.[0]?.body).toContain('Owls nest');
    expect(parts?.[0]?.body).not.toContain('dam');
  },
  PATIENCE_MS,
);
