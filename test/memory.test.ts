import { expect, onTestFinished, test } from 'vitest';
import type { Article } from '../src/domain/article.ts';
import type { StoryId } from '../src/domain/ids.ts';
import { OUTLETS } from '../src/preview/sample/outlets.ts';
import { type Days, type NewsItem, openDays } from './support/days.ts';
import { chances, inventEvent } from './support/invented-events.ts';
import { sampleItem, slugOf } from './support/sample-items.ts';

const START = new Date('2031-03-03T06:00:00Z');
const HOUR_MS = 3_600_000;
const DAY_HOURS = 24;

async function days(): Promise<Days> {
  const opened = await openDays(START);
  onTestFinished(() => opened.close());
  return opened;
}

function hoursLater(hours: number): Date {
  return new Date(START.getTime() + hours * HOUR_MS);
}

function itemOf(outlet: number, event: ReturnType<typeof inventEvent>, at: Date, stage = 0): NewsItem {
  const { title, text } = event.tell(outlet + event.id, stage);
  const link = `https://outlet${outlet}.example/news/${event.id}`;
  return { guid: `${outlet}-${event.id}`, link, title, text, at };
}

/** The same item as a careless publisher gives it at another poll. */
function mutate(item: NewsItem, poll: number): NewsItem {
  return {
    guid: `${item.guid}-${poll}`,
    link: `${item.link}?utm_source=rss&utm_campaign=${poll}`,
    title: poll % 2 === 0 ? item.title : `${item.title} – what we know`,
    text: item.text,
    at: new Date(item.at.getTime() + poll * 60_000),
  };
}

const DAYS_READ = 5;
const POLL_HOURS = 6;

test('five days of the sample newsroom, whose identifiers, dates, headlines and tracking queries change at every poll, are told once each', async () => {
  const room = await days();
  await room.subscribe({ size: 25 });
  // Its articles come over three days; the update of the outage is another test's.
  const newsroom = OUTLETS.map(({ name, articles }) => ({
    name,
    items: [...new Set(articles.map(({ id }) => id))].map((id) => sampleItem(name, `${id}/first`, hoursLater(72))),
  }));
  const told: { readonly story: StoryId; readonly title: string }[] = [];
  for (let hour = 0; hour <= DAYS_READ * DAY_HOURS; hour += POLL_HOURS) {
    room.setClock(hoursLater(hour + 3));
    for (const { name, items } of newsroom) {
      const out = items.filter(({ at }) => at <= hoursLater(hour)).map((item) => mutate(item, hour / POLL_HOURS));
      room.publish(`/${slugOf(name)}`, out, name);
    }
    await room.read();
    for (const { stories, titles } of await room.tell())
      told.push(...stories.map((story, i) => ({ story, title: titles[i] ?? '' })));
  }
  expect(await room.database.articles.count()).toBe(newsroom.flatMap(({ items }) => items).length);
  expect(told.length).toBeGreaterThan(25);
  // A story that a second outlet carries on may be told again as an update; one article's edits never are.
  const gathered = Map.groupBy(await room.database.articles.ofStories(told.map(({ story }) => story)), storyOf);
  const again = told.filter(({ story }, i) => told.findIndex((each) => each.story === story) < i);
  expect(again.filter(({ story }) => gathered.get(story)?.length === 1)).toEqual([]);
  expect(again.filter(({ title }) => !title.includes('Update: '))).toEqual([]);
});

function storyOf({ storyId }: Article): StoryId | null {
  return storyId;
}

const FLOOD = inventEvent(3, chances(3));

test('a story that says something new is told once more, as an update with what is new', async () => {
  const room = await days();
  await room.subscribe();
  room.publish('/one', [itemOf(0, FLOOD, START)]);
  await room.read();
  room.setClock(hoursLater(2));
  const [first] = await room.tell();
  expect(first?.titles).toEqual([expect.not.stringContaining('Update')]);

  room.setClock(hoursLater(20));
  room.publish('/one', [itemOf(0, FLOOD, START, 1)]);
  await room.read();
  room.setClock(hoursLater(26));
  const [second] = await room.tell();
  expect(second?.stories).toEqual(first?.stories);
  expect(second?.titles[0]).toContain('Update: ');
  expect(second?.texts[0]).toMatch(/^New: /u);
  expect(await room.database.articles.count()).toBe(1);

  room.setClock(hoursLater(50));
  await room.read();
  expect(await room.tell()).toEqual([]);
});

test('a correction of spelling and stops is no update', async () => {
  const room = await days();
  await room.subscribe();
  const item = itemOf(0, FLOOD, START);
  room.publish('/one', [item]);
  await room.read();
  room.setClock(hoursLater(2));
  expect(await room.tell()).toHaveLength(1);
  room.setClock(hoursLater(10));
  room.publish('/one', [{ ...item, text: `${item.text.toUpperCase()} !` }]);
  await room.read();
  room.setClock(hoursLater(26));
  expect(await room.tell()).toEqual([]);
});

test('a quiet day brings no message, or one line where the channel wants it', async () => {
  const room = await days();
  await room.subscribe();
  await room.subscribe({ quiet: 'line' });
  room.setClock(hoursLater(2));
  const told = await room.tell();
  expect(told).toHaveLength(1);
  expect(told[0]?.texts[0]).toMatch(/^Nothing new today/u);
});

test('a column that has the same address every day is a new article each time', async () => {
  const room = await days();
  const link = 'https://outlet0.example/today';
  const monday =
    'Snow closed the pass above the lake, and forty lorries waited at the toll house until a plough came from the valley. Drivers shared soup, blankets and a radio; nobody froze.';
  const tuesday =
    'The orchestra chose its first conductor from abroad; she begins in spring with three symphonies and an opera. Critics praised her rehearsals, musicians her patience, and tickets sold within minutes.';
  room.publish('/one', [{ guid: 'mon', link, title: 'Forty lorries wait for a plough', text: monday, at: START }]);
  await room.read();
  room.setClock(hoursLater(24));
  room.publish('/one', [{ guid: 'tue', link, title: 'A conductor from abroad', text: tuesday, at: START }]);
  await room.read();
  expect(await room.database.articles.count()).toBe(2);
});

test('what is muted is left out: a word, a source, a story; and let in again', async () => {
  const room = await days();
  await room.subscribe();
  const events = Array.from({ length: 3 }, (_, id) => inventEvent(id, chances(21 + id * 5)));
  for (const [outlet, event] of events.entries()) room.publish(`/${outlet}`, [itemOf(outlet, event, START)]);
  await room.read();
  expect(events[0]?.tell(0, 0).text).toContain('Marrowdale');
  const saved = await room.desk.mute(room.place, 'marrowdale', null);
  expect(saved.kind).toBe('muted');
  expect(await room.desk.mute(room.place, 'Outlet 1', '3d')).toMatchObject({ mute: { kind: 'source' } });
  room.setClock(hoursLater(2));
  const [digest] = await room.tell();
  expect(digest?.titles).toEqual([expect.stringContaining(events[2]?.tell(4, 0).title ?? '')]);
  expect(await room.desk.mute(room.place, '#1', '2 days')).toMatchObject({ mute: { kind: 'story' } });
  expect(await room.desk.mute(room.place, '4', null)).toEqual({ kind: 'no-such-story', count: 1 });
  expect(await room.desk.mute(room.place, 'rain', '0d')).toMatchObject({ kind: 'wrong-span' });

  expect(await room.desk.preview(room.place, '1', 'en')).toMatchObject({ kind: 'nothing-new' });
  const held = await room.desk.mutes(room.place.community);
  expect(held.map(({ kind }) => kind)).toEqual(['word', 'source', 'story']);
  for (const { id } of held) await room.desk.unmute(room.place.community, id);
  expect(await room.desk.unmute(room.place.community, 1)).toBeNull();
  expect(await room.desk.preview(room.place, '1', 'en')).toMatchObject({ kind: 'preview', stories: 3 });
});

test('why answers from what was noted: for a story of the digest, and for what did not come', async () => {
  const room = await days();
  await room.subscribe({ size: 1, topics: ['crowns OR spectators OR children'] });
  const [told, cut] = [inventEvent(5, chances(31)), inventEvent(6, chances(47))];
  room.publish('/one', [itemOf(0, told, hoursLater(-1)), itemOf(0, cut, hoursLater(-20))]);
  room.publish('/two', null);
  const why = (what: string) => room.desk.why(room.place, { what, message: null });
  room.publish('/three', [{ ...itemOf(0, told, START), link: 'https://copy.example/1', guid: 'copy' }]);
  await room.read();
  expect(await why('1')).toEqual({ kind: 'no-such-story', count: 0 });
  expect(await why(itemOf(0, told, START).link)).toMatchObject({ stage: { kind: 'waiting' } });
  room.setClock(hoursLater(2));
  await room.tell();

  expect(await why('1')).toMatchObject({
    kind: 'told',
    reasons: { by: 'extractive', rank: { novelty: 1, section: 1 } },
  });
  expect(await why(`${itemOf(0, told, START).link}?utm_source=x`)).toMatchObject({
    kind: 'seen',
    stage: { kind: 'told', number: 1 },
  });
  expect(await why(itemOf(0, cut, START).link)).toMatchObject({
    stage: { kind: 'cut', place: 1 },
  });
  expect(await why('https://copy.example/1')).toMatchObject({
    reprintOf: 'Outlet one',
    stage: { kind: 'told' },
  });
  expect(await why('https://nobody.example/2')).toEqual({
    kind: 'unseen',
    ...{ host: 'nobody.example', sources: 0, failure: null },
  });
  expect(await why(room.address('/two/article'))).toMatchObject({
    kind: 'unseen',
    failure: { detail: expect.stringContaining('500') },
  });
  expect(await why('no address')).toMatchObject({ kind: 'unreadable' });
});

test('the coverage line counts what the sources told in the window of the digest', async () => {
  const room = await days();
  await room.subscribe();
  const [one, two] = [inventEvent(1, chances(11)), inventEvent(2, chances(14))];
  room.publish('/one', [itemOf(0, one, START), itemOf(0, two, START)]);
  room.publish('/two', [{ ...itemOf(0, one, START), link: 'https://copy.example/1' }]);
  room.publish('/three', null);
  await room.read();
  room.setClock(hoursLater(2));
  await room.desk.preview(room.place, '1', 'en');
  const previewed = await room.desk.preview(room.place, '1', 'en');
  const body = previewed.kind === 'preview' ? (previewed.parts[0]?.body ?? '') : '';
  expect(body).toContain('3 articles from 2 sources became 2 stories. One source did not answer.');
});
