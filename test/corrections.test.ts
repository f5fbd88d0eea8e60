import { expect, onTestFinished, test } from 'vitest';
import { type Days, type NewsItem, openDays } from './support/days.ts';

const START = new Date('2031-03-03T06:00:00Z');
const HOUR_MS = 3_600_000;

const FIRST = {
  guid: 'bridge',
  link: 'https://courier.example/news/bridge',
  title: 'Bridge at Lindmoor opens in spring after nine years',
  text:
    'The new bridge at Lindmoor opens in March, mayor Ida Kessel said on Monday. It cost 14 million crowns and carries 800 lorries a day. ' +
    'Fishermen had fought the piers for nine years, until a court in Hallin let the work go on. Ferries sail for another month, so that farmers can bring their cattle over. ' +
    'The county pays half of the cost, and a toll is to bring in the rest within ten years.',
  at: START,
} satisfies NewsItem;
const ANOTHER = {
  guid: 'owls',
  link: 'https://courier.example/news/owls',
  title: 'Owls nest in the old customs house',
  text: 'Two pairs of barn owls have taken the attic of the customs house in Brem, and the school class that found them watches by camera.',
  at: START,
} satisfies NewsItem;

function hoursLater(hours: number): Date {
  return new Date(START.getTime() + hours * HOUR_MS);
}

/** A bot whose channel was told the first article at eight on Monday. */
async function told(...others: readonly NewsItem[]): Promise<Days> {
  const room = await openDays(START);
  onTestFinished(() => room.close());
  await room.subscribe();
  room.publish('/courier', [FIRST, ...others]);
  await room.read();
  room.setClock(hoursLater(2));
  expect(await room.tell()).toHaveLength(1);
  return room;
}

/** What the channel is told on Tuesday, once the feed was asked again at noon. */
async function tuesday(room: Days, ...items: readonly NewsItem[]): ReturnType<Days['tell']> {
  room.setClock(hoursLater(6));
  room.publish('/courier', items);
  await room.read();
  room.setClock(hoursLater(26));
  return await room.tell();
}

test('an article that says it was corrected is told once as a correction, with what it says', async () => {
  const room = await told(ANOTHER);
  const note = 'Correction: An earlier version of this article misspelled the name of the mayor. She is Ida Kessler.';
  const corrected = { ...FIRST, text: `${FIRST.text.replace('Kessel', 'Kessler')}\n${note}` };
  const [digest] = await tuesday(room, corrected, ANOTHER);
  expect(digest?.titles).toEqual([expect.stringContaining('Correction: Bridge at Lindmoor opens in spring')]);
  expect(digest?.texts[0]).toMatch(
    /^Corrected by Outlet courier: An earlier version of this article misspelled the name of the mayor\. She is Ida Kessler\.\nThe new bridge/u,
  );
  room.setClock(hoursLater(50));
  expect(await room.tell()).toEqual([]);
});

test('a name or a number that silently took the place of the one told is told as a correction', async () => {
  const room = await told();
  const [digest] = await tuesday(room, { ...FIRST, text: FIRST.text.replace('14 million', '12 million') });
  expect(digest?.titles[0]).toContain('Correction: ');
  expect(digest?.texts[0]).toMatch(/^Corrected by Outlet courier: It cost 12 million crowns/u);
});

test.each([
  ['a count that grew', { ...FIRST, text: FIRST.text.replace('800 lorries', '850 lorries') }],
  ['a word of praise', { ...FIRST, text: FIRST.text.replace('The new bridge', 'The splendid bridge') }],
])('%s is no correction', async (_, edited) => {
  expect(await tuesday(await told(), edited)).toEqual([]);
});

test('an agency that tells its article again, marked as corrected, corrects it', async () => {
  const room = await told();
  const text = FIRST.text.replace('opens in March', 'opens in May');
  const again = { ...FIRST, guid: 'bridge-2', link: `${FIRST.link}-2`, title: `CORRECTED-${FIRST.title}`, text };
  const [digest] = await tuesday(room, again, FIRST);
  expect(digest?.titles).toEqual([expect.stringContaining('Correction: Bridge at Lindmoor')]);
  expect(digest?.titles[0]).not.toContain('CORRECTED');
});

test('an article whose text gave way to a notice is told once as withdrawn, and not summed up again', async () => {
  const room = await told(ANOTHER);
  const notice = 'This article has been removed because its source could not be verified.';
  const [digest] = await tuesday(room, { ...FIRST, title: 'Article removed', text: notice }, ANOTHER);
  expect(digest?.titles).toEqual([expect.stringContaining('Withdrawn: Bridge at Lindmoor opens in spring')]);
  expect(digest?.texts).toEqual([`Withdrawn by Outlet courier: ${notice}`]);
  room.setClock(hoursLater(50));
  expect(await room.tell()).toEqual([]);
});

test('an article whose page is gone when its feed edits it was taken down', async () => {
  const room = await openDays(START);
  onTestFinished(() => room.close());
  await room.subscribe();
  const link = room.address('/gone');
  room.answer('/robots.txt', 404);
  const taste = { ...FIRST, link, text: 'The new bridge at Lindmoor opens in March, mayor Ida Kessel said on Monday.' };
  room.publish('/courier', [taste]);
  await room.read();
  room.setClock(hoursLater(2));
  expect(await room.tell()).toHaveLength(1);
  room.answer('/gone', 410);
  const [digest] = await tuesday(room, { ...taste, title: 'Bridge at Lindmoor' });
  expect(digest?.titles).toEqual([expect.stringContaining('Withdrawn: Bridge at Lindmoor opens in spring')]);
  expect(digest?.texts).toEqual(['Outlet courier took its article down.']);
});

test('an agency that kills its story withdraws it', async () => {
  const room = await told();
  const kill = {
    ...{ guid: 'kill', link: `${FIRST.link}-kill`, title: `WITHDRAWN: ${FIRST.title}`, at: hoursLater(5) },
    text: 'The story on the bridge at Lindmoor, which mayor Ida Kessel said opens in March, has been withdrawn. The mayor said no such thing.',
  };
  const [digest] = await tuesday(room, kill, FIRST);
  expect(digest?.titles).toEqual([expect.stringContaining('Withdrawn: Bridge at Lindmoor opens in spring')]);
  expect(digest?.titles[0]).not.toContain('WITHDRAWN');
});

test('a withdrawn article that was told to nobody never is', async () => {
  const room = await openDays(START);
  onTestFinished(() => room.close());
  await room.subscribe();
  room.publish('/courier', [FIRST, ANOTHER]);
  await room.read();
  room.setClock(hoursLater(1));
  room.publish('/courier', [{ ...FIRST, text: 'This article has been retracted.' }, ANOTHER]);
  await room.read();
  room.setClock(hoursLater(2));
  const [digest] = await room.tell();
  expect(digest?.titles).toEqual([expect.stringContaining('Owls')]);
  expect(await room.desk.why(room.place, { what: FIRST.link, message: null })).toMatchObject({
    stage: { kind: 'withdrawn' },
  });
});

test('a story that another outlet still tells goes on without the withdrawn article', async () => {
  const room = await openDays(START);
  onTestFinished(() => room.close());
  await room.subscribe();
  const theirs = {
    ...FIRST,
    ...{ guid: 'theirs', link: 'https://gazette.example/bridge', title: 'Lindmoor bridge to open in March' },
    text: 'Mayor Ida Kessel of Lindmoor will open the new bridge in March. Fishermen had fought its piers for nine years before a court in Hallin allowed them; the bridge cost 14 million crowns.',
  };
  room.publish('/courier', [FIRST]);
  room.publish('/gazette', [theirs]);
  await room.read();
  room.setClock(hoursLater(2));
  const [first] = await room.tell();
  expect(first?.titles).toHaveLength(1);
  const [digest] = await tuesday(room, { ...FIRST, text: 'We have removed this story. We regret the error.' });
  expect(digest?.titles).toEqual([expect.stringContaining('Withdrawn: ')]);
  expect(digest?.texts[0]).toMatch(
    /^Withdrawn by Outlet courier: We have removed this story\. We regret the error\.\nMayor Ida Kessel of Lindmoor/u,
  );
});

test('a correction is told however full the digest is, and needs no rest of some hours', async () => {
  const room = await openDays(START);
  onTestFinished(() => room.close());
  await room.subscribe({ size: 1, timetable: { times: ['08:00', '09:00'], days: [1, 2, 3, 4, 5, 6, 7], zone: 'UTC' } });
  room.publish('/courier', [FIRST]);
  await room.read();
  room.setClock(hoursLater(2));
  await room.tell();
  room.setClock(hoursLater(2.7));
  const corrected = { ...FIRST, text: `${FIRST.text}\nCorrection: The bridge opens in May.` };
  room.publish('/courier', [{ ...ANOTHER, at: hoursLater(2.6) }, corrected]);
  await room.read();
  room.setClock(hoursLater(3));
  const [digest] = await room.tell();
  expect(digest?.titles).toEqual([expect.stringContaining('Correction: Bridge')]);
  expect(digest?.texts[0]).toContain('The bridge opens in May.');
});

test('a headline alone says what was wrong all the same', async () => {
  const room = await openDays(START);
  onTestFinished(() => room.close());
  await room.subscribe({ manner: { style: 'headline', language: null, ai: true } });
  room.publish('/courier', [FIRST]);
  await room.read();
  room.setClock(hoursLater(2));
  await room.tell();
  const [digest] = await tuesday(room, { ...FIRST, text: `${FIRST.text}\nCorrection: The bridge opens in May.` });
  expect(digest?.texts).toEqual(['Corrected by Outlet courier: The bridge opens in May.']);
});
