import { expect, test } from 'vitest';
import { drawParts } from '../src/digest/parts.ts';
import type { Digest } from '../src/domain/digest.ts';
import type { StoryId } from '../src/domain/ids.ts';
import { telegramRenderer } from '../src/telegram/render.ts';
import { readPicture } from '../src/text/web-link.ts';
import { newDigest, newItem } from './digest-samples.ts';
import { drawSent } from './discord-samples.ts';

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
