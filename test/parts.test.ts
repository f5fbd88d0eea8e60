import { expect, test } from 'vitest';
import { drawParts } from '../src/digest/parts.ts';
import type { Item } from '../src/domain/digest.ts';
import type { StoryId } from '../src/domain/ids.ts';
import type { Renderer } from '../src/domain/messenger.ts';
import { newDigest, newItem } from './digest-samples.ts';

/** Draws a story as the letter s as often as its summary says, the head as h and the foot as f; counts letters. */
function plain(limits: Renderer['limits'], foot = 1): Renderer {
  const block = (content: string, story: StoryId | null = null) => ({
    content,
    size: { letters: content.length, stories: story === null ? 0 : 1 },
    story,
  });
  return {
    platform: 'terminal',
    limits,
    head: () => block('h'),
    story: ({ summary, story }) => block('s'.repeat(Number(summary)), story),
    foot: () => (foot === 0 ? null : block('f'.repeat(foot))),
    join: (blocks, part, of) => `${part}/${of} ${blocks.map(({ content }) => content).join(' ')}`,
  };
}

function storiesOf(sizes: readonly number[]): readonly Item[] {
  return sizes.map((size, i) => newItem({ story: (i + 1) as StoryId, summary: String(size) }));
}

function draw(sizes: readonly number[], limits: Renderer['limits'], foot = 1) {
  const parts = drawParts(newDigest(storiesOf(sizes)), plain(limits, foot));
  return { bodies: parts.map(({ body }) => body), stories: parts.map(({ stories }) => stories) };
}

test('what fits in one message is one message, foot and all', () => {
  expect(draw([1, 2, 3], {})).toEqual({ bodies: ['1/1 h s ss sss f'], stories: [[1, 2, 3]] });
});

test('a message breaks between stories, each part has its head and its number, and knows which stories it tells', () => {
  const { bodies, stories } = draw([4, 4, 4, 4, 4], { letters: 9 });
  expect(bodies).toEqual(['1/3 h ssss ssss', '2/3 h ssss ssss', '3/3 h ssss f']);
  expect(stories).toEqual([[1, 2], [3, 4], [5]]);
});

test('a message takes no more stories than its platform allows', () => {
  expect(
    draw(
      Array.from({ length: 21 }, () => 1),
      { stories: 10 },
    ).stories.map(({ length }) => length),
  ).toEqual([10, 10, 1]);
});

test('a foot that does not fit goes on with the last story, so that nobody is rung for it alone', () => {
  expect(draw([4, 4], { letters: 9 })).toEqual({ bodies: ['1/2 h ssss', '2/2 h ssss f'], stories: [[1], [2]] });
});

test('below a story that fills its message the foot opens a part of its own, which tells nothing', () => {
  expect(draw([8], { letters: 10 }, 2)).toEqual({ bodies: ['1/2 h ssssssss', '2/2 h ff'], stories: [[1], []] });
});

test('a digest without a foot ends with its last story', () => {
  expect(draw([1], {}, 0).bodies).toEqual(['1/1 h s']);
});

test('stories of every size are told once each, in order, and no message is too large', () => {
  const sizes = Array.from({ length: 200 }, (_, i) => 1 + ((i * 37) % 90));
  const { bodies, stories } = draw(sizes, { letters: 120, stories: 7 });
  expect(stories.flat()).toEqual(sizes.map((_, i) => i + 1));
  expect(Math.max(...bodies.map((body) => body.replace(/^\S+|\s/gu, '').length))).toBeLessThanOrEqual(120);
});
