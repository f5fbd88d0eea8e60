import { expect, test } from 'vitest';
import { drawParts } from '../src/digest/parts.ts';
import { discordRenderer } from '../src/discord/render.ts';
import type { Digest } from '../src/domain/digest.ts';
import { STYLES } from '../src/domain/subscription.ts';
import { createTerminalRenderer } from '../src/preview/render.ts';
import { telegramRenderer } from '../src/telegram/render.ts';
import { drawDigest } from '../src/web/page.ts';
import { type Direction, HOSTILE_DIGEST, mixedDigest, quietDigest } from './mixed-digests.ts';
import { faultsOf } from './support/well-formed.ts';

const terminalRenderer = createTerminalRenderer({ width: 80, hasColours: false });

/** How a digest's messages are written down for people to look at; the end of the name is that of the golden file. */
const SURFACES: readonly (readonly [name: string, draw: (digest: Digest) => string])[] = [
  ['discord.json', (digest) => JSON.stringify(messagesOf(digest, discordRenderer), null, 2)],
  ['telegram.html', (digest) => messagesOf(digest, telegramRenderer).map(asTelegram).join('\n\n')],
  ['terminal.txt', (digest) => messagesOf(digest, terminalRenderer).map(textOf).join('\n\n')],
  ['page.html', asPage],
];

const DIRECTIONS: readonly Direction[] = ['left-to-right', 'right-to-left'];
const LOOKS: readonly (readonly [name: string, digest: Digest])[] = [
  ...DIRECTIONS.flatMap((direction) =>
    STYLES.map((style) => [`${style}-${direction}`, mixedDigest(style, direction)] as const),
  ),
  ...DIRECTIONS.map((direction) => [`quiet-${direction}`, quietDigest(direction)] as const),
  ['hostile', HOSTILE_DIGEST],
];

for (const [surface, draw] of SURFACES)
  test.each(LOOKS)(`a %s digest looks as it was approved in ${surface}`, async (name, digest) => {
    await expect(`${draw(digest)}\n`).toMatchFileSnapshot(`golden/digest-${name}.${surface}`);
  });

test.each(LOOKS)('both platforms take a %s digest', (_, digest) => {
  expect(faultsOf(digest)).toEqual([]);
});

function messagesOf(digest: Digest, renderer: Parameters<typeof drawParts>[1]): readonly unknown[] {
  return drawParts(digest, renderer).map(({ body }) => JSON.parse(body));
}

function textOf(message: unknown): string {
  return (message as { readonly text: string }).text;
}

/** What is shown above the text is told with the message. */
function asTelegram(message: unknown): string {
  const { text, link_preview_options } = message as { readonly text: string; readonly link_preview_options: object };
  return `<!-- a message, its preview ${JSON.stringify(link_preview_options)} -->\n${text}`;
}

function asPage(digest: Digest): string {
  const { items, coverage, at, zone } = digest;
  const [discord, telegram] = [drawParts(digest, discordRenderer), drawParts(digest, telegramRenderer)];
  return drawDigest({ discord, telegram, stories: items.length, coverage, at, zone }).markup;
}
