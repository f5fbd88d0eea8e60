import type { Digest, Part } from '../domain/digest.ts';
import type { Block, Measure, Renderer } from '../domain/messenger.ts';

type Message = readonly Block[];

/** Draws a digest as the messages it takes on a platform: breaks lie between stories, and each message's size is known to fit. */
export function drawParts(digest: Digest, renderer: Renderer): readonly Part[] {
  const stories = digest.items.map((item, i) => renderer.story(item, i + 1, digest));
  const head = renderer.head(digest);
  const messages = closeWith(renderer.foot(digest), packStories(stories, head, renderer.limits), head, renderer.limits);
  return messages.map((blocks, i) => ({
    body: renderer.join(blocks, i + 1, messages.length, digest),
    stories: blocks.flatMap((block) => (block.story === null ? [] : [block.story])),
  }));
}

/** Each message begins with the head and holds as many stories as fit. */
function packStories(stories: readonly Block[], head: Block, limits: Measure): readonly Message[] {
  const messages: Block[][] = [[head]];
  for (const story of stories) {
    const last = messages.at(-1) ?? [];
    if (last.length === 1 || fits([...last, story], limits)) last.push(story);
    else messages.push([head, story]);
  }
  return messages;
}

/** The foot ends the last message. Where it has no room there, the last story goes on with it: nobody is rung for a foot alone. */
function closeWith(foot: Block | null, messages: readonly Message[], head: Block, limits: Measure): readonly Message[] {
  const last = messages.at(-1) ?? [];
  if (foot === null) return messages;
  const before = messages.slice(0, -1);
  if (fits([...last, foot], limits)) return [...before, [...last, foot]];
  const [first, ...others] = last.slice(1);
  return first === undefined || others.length === 0
    ? [...messages, [head, foot]]
    : [...before, last.slice(0, -1), [head, ...last.slice(-1), foot]];
}

function fits(blocks: Message, limits: Measure): boolean {
  return Object.entries(limits).every(
    ([thing, most]) => blocks.reduce((sum, { size }) => sum + (size[thing] ?? 0), 0) <= most,
  );
}
