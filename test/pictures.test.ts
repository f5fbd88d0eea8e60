import { expect, onTestFinished, test } from 'vitest';
import { createSummarizer } from '../src/app/summarize.ts';
import { tellDue } from '../src/app/tell-due.ts';
import { openDatabase } from '../src/database/open.ts';
import { drawParts } from '../src/digest/parts.ts';
import type { Platform } from '../src/domain/channel.ts';
import type { Digest } from '../src/domain/digest.ts';
import type { StoryId } from '../src/domain/ids.ts';
import type { Renderer } from '../src/domain/messenger.ts';
import { telegramRenderer } from '../src/telegram/render.ts';
import { readPicture } from '../src/text/web-link.ts';
import { newDigest, newItem } from './digest-samples.ts';
import { drawSent } from './discord-samples.ts';
import { articleDraft, MORNING, minutesLater, NEW_STORY, ORDER, place } from './store-samples.ts';

const FERRY = 'https://img.harbour.example/ferry.jpg?w=1200';
const MILL = 'https://img.harbour.example/mill.jpg';
const STORIES = [
  newItem({ image: FERRY }),
  newItem({ story: 2 as StoryId, link: 'https://harbour.example/mill', image: MILL }),
  newItem({ story: 3 as StoryId, link: 'https://harbour.example/crane' }),
];

function previews(digest: Digest): readonly unknown[] {
  return drawParts(digest, telegramRenderer).map(({ body }) => JSON.parse(body).link_preview_options);
}

test('where a channel wants pictures, Discord shows the first story’s large and those of the others beside their text', () => {
  const [message] = drawSent(newDigest(STORIES, { shows: { images: true, previews: false } }));
  expect(message?.embeds.slice(0, 3)).toEqual([
    expect.objectContaining({ image: { url: FERRY } }),
    expect.objectContaining({ thumbnail: { url: MILL } }),
    expect.not.objectContaining({ image: expect.anything() }),
  ]);
});

test('where a channel wants pictures, Telegram shows the first story’s above each message', () => {
  const picture = { url: FERRY, prefer_large_media: true, show_above_text: true };
  expect(previews(newDigest(STORIES, { shows: { images: true, previews: false } }))).toEqual([picture]);
  const long = STORIES.map((item) => ({ ...item, headline: 'The mill again. '.repeat(150) }));
  expect(previews(newDigest(long, { shows: { images: true, previews: false } }))).toEqual([
    picture,
    { ...picture, url: MILL },
    { is_disabled: true },
  ]);
});

test('a picture further down is not shown above a story that has none', () => {
  const [first, ...others] = STORIES.toReversed();
  expect(first?.image).toBeNull();
  const digest = newDigest(STORIES.toReversed(), { shows: { images: true, previews: false } });
  expect(others).toHaveLength(2);
  expect(previews(digest)).toEqual([{ is_disabled: true }]);
});

test('Telegram’s own preview of the first link is shown where a channel wants it, and gives way to a picture', () => {
  const previewed = { shows: { images: false, previews: true } };
  expect(previews(newDigest(STORIES, previewed))).toEqual([{}]);
  expect(previews(newDigest(STORIES, { shows: { images: true, previews: true } }))).toMatchObject([{ url: FERRY }]);
});

test('who asked for neither gets neither', () => {
  for (const shows of [undefined, { images: false, previews: false }]) {
    const digest = newDigest(STORIES, shows === undefined ? {} : { shows });
    expect(JSON.stringify(drawSent(digest))).not.toContain('img.harbour.example');
    expect(previews(digest)).toEqual([{ is_disabled: true }]);
  }
});

test('of two channels that are told the same, the one that wants pictures is sent them', async () => {
  const db = await openDatabase(':memory:');
  onTestFinished(() => db.close());
  const feed = { address: 'https://harbour.example/feed', title: 'Harbour Post', section: null };
  const { source } = await db.sources.use(feed, 'starter', null, MORNING);
  const [article] = await db.articles.add([articleDraft(source.id, 'one', { image: FERRY })]);
  if (article === undefined) throw new Error('the article was not stored');
  await db.stories.gather({ article: article.id, reprintOf: null, story: { ...NEW_STORY, image: FERRY } });
  await db.subscriptions.add(place('1'), { ...ORDER, topics: [] });
  await db.subscriptions.add(place('2'), { ...ORDER, topics: [], posting: { ...ORDER.posting, images: true } });
  const report = (): void => undefined;
  const summarizer = createSummarizer({ ...db, writer: null, modelName: '', report });
  const renderers = new Map<Platform, Renderer>([['telegram', telegramRenderer]]);
  await tellDue({ ...db, summarizer, renderers, report }, ['telegram'], MORNING);
  const sent = await db.deliveries.claim(MORNING, minutesLater(2), 2, ['telegram']);
  expect(sent.map(({ channel, part }) => [channel.address, part.body.includes(FERRY)])).toEqual([
    ['1', false],
    ['2', true],
  ]);
});

test.each([
  null,
  'no address',
  'data:image/png;base64,AAAA',
  'ftp://img.harbour.example/a.jpg',
  'https://localhost/a.jpg',
  'http://127.0.0.1:8080/a.jpg',
  'http://[::1]/a.jpg',
  'https://my_news.example/a.jpg',
  'https://reader:secret@img.harbour.example/a.jpg',
  `https://img.harbour.example/${'a'.repeat(2000)}.jpg`,
])('%s is no picture a platform may be sent to', (address) => {
  expect(readPicture(address)).toBeNull();
});
