import { drawParts } from '../../src/digest/parts.ts';
import { discordRenderer } from '../../src/discord/render.ts';
import type { Digest, Part } from '../../src/domain/digest.ts';
import { telegramRenderer } from '../../src/telegram/render.ts';
import { discordFaults } from './well-formed-discord.ts';
import { telegramFaults } from './well-formed-telegram.ts';

/** What is wrong with a digest's messages on both platforms, in words; nothing when each platform takes them and every story is told, linked and harmless. */
export function faultsOf(digest: Digest): readonly string[] {
  const onDiscord = drawParts(digest, discordRenderer);
  const onTelegram = drawParts(digest, telegramRenderer);
  return [
    ...lostStories(digest, onDiscord),
    ...discordFaults(digest, onDiscord),
    ...lostStories(digest, onTelegram),
    ...telegramFaults(digest, onTelegram),
  ];
}

export function lostStories({ items }: Digest, parts: readonly Part[]): readonly string[] {
  const told = parts.flatMap(({ stories }) => stories);
  const wanted = items.map(({ story }) => story);
  return JSON.stringify(told) === JSON.stringify(wanted) ? [] : [`told ${told.join()} of ${wanted.join()}`];
}
