import { expect, test } from 'vitest';
import { drawParts } from '../src/digest/parts.ts';
import type { StoryId } from '../src/domain/ids.ts';
import { createTerminalRenderer } from '../src/preview/render.ts';
import { newDigest, newItem, newItems } from './discord-samples.ts';

const LONG = 'The council heard nine hours of evidence on the old mill and put its decision off until spring. ';
const FOREIGN = newItem({ story: 2 as StoryId, headline: 'Fähre fährt wieder', language: 'de', isForeign: true });

test.each([
  ['plain', newDigest([newItem(), newItem({ link: null, summary: '', by: null, publishers: ['Mill News'] })])],
  ['headline-style', newDigest(newItems(3, { summary: null, by: null }))],
  ['full-style', newDigest(newItems(2, { summary: LONG.repeat(6).trim(), by: 'model' }))],
  ['other-language', newDigest([newItem({ by: 'translated' }), FOREIGN, { ...FOREIGN, summary: null, by: null }])],
])('a %s digest is printed as it was approved', async (name, digest) => {
  const renderer = createTerminalRenderer({ width: 80, hasColours: false });
  const texts = drawParts(digest, renderer).map(({ body }) => (JSON.parse(body) as { text: string }).text);
  await expect(`${texts.join('\n\n')}\n`).toMatchFileSnapshot(`golden/terminal-${name}.txt`);
});
