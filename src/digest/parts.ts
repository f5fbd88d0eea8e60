import type { Digest, Part } from '../domain/digest.ts';
import type { StoryId } from '../domain/ids.ts';
import type { Block, Renderer } from '../domain/messenger.ts';

/** Draws a digest as the messages it takes on a platform: breaks lie between stories, and each message's size is known to fit. */
export function drawParts(digest: Digest, renderer: Renderer): readonly Part[] {
  const stories = digest.items.map((item, i) => renderer.story(item, i + 1, digest));
  const foot = renderer.foot(digest);
  const messages = packBlocks(renderer, renderer.head(digest), stories, foot);
  return messages.map((blocks, i) => ({
    body: renderer.join(blocks, i + 1, messages.length, digest),
    stories: blocks.flatMap((block) => (block.story === null ? [] : [block.story])),
  }));
}

/** Room for "(2/3)" in the head of a part. */
const PART_LABEL = 16;

function packBlocks(
  { limits }: Renderer,
  head: Block,
  stories: readonly Block[],
  foot: Block | null,
): readonly (readonly Block[])[] {
  const messages: Block[][] = [[head]];
  for (const block of foot === null ? stories : [...stories, foot]) {
    const last = messages.at(-1) ?? [];
    if (fits([...last, block], limits)) last.push(block);
    else messages.push([head, block]);
  }
  return messages;
}

function fits(blocks: readonly Block[], limits: Renderer['limits']): boolean {
  const size = blocks.reduce((sum, block) => sum + block.size, PART_LABEL);
  return size <= limits.size && storiesOf(blocks).length <= limits.stories;
}

function storiesOf(blocks: readonly Block[]): readonly StoryId[] {
  return blocks.flatMap((block) => (block.story === null ? [] : [block.story]));
}
