import { drawParts } from '../../src/digest/parts.ts';
import { discordRenderer } from '../../src/discord/render.ts';
import type { Digest, Item, Part } from '../../src/domain/digest.ts';
import { telegramRenderer } from '../../src/telegram/render.ts';
import { readLink } from '../../src/text/web-link.ts';
import { messageErrors, repeatedUrls } from './discord/validate.ts';
import { isPayload, list, type Payload, text } from './payload.ts';
import { parseHtml } from './telegram/entities.ts';

/** What is wrong with a digest's messages on both platforms, in words; nothing when each platform takes them and every story is told, linked and harmless. */
export function faultsOf(digest: Digest): readonly string[] {
  const onDiscord = drawParts(digest, discordRenderer);
  const onTelegram = drawParts(digest, telegramRenderer);
  return [
    ...lostStories(digest, onDiscord),
    ...onDiscord.flatMap((part) => discordFaults(digest, part)),
    ...lostStories(digest, onTelegram),
    ...onTelegram.flatMap((part) => telegramFaults(digest, part)),
  ];
}

function lostStories({ items }: Digest, parts: readonly Part[]): readonly string[] {
  const told = parts.flatMap(({ stories }) => stories);
  const wanted = items.map(({ story }) => story);
  return JSON.stringify(told) === JSON.stringify(wanted) ? [] : [`told ${told.join()} of ${wanted.join()}`];
}

function itemsOf({ items }: Digest, { stories }: Part): readonly Item[] {
  return items.filter(({ story }) => stories.includes(story));
}

/** Mark-up that acts: an at sign, angle bracket or bracket without a backslash before it. */
const DISCORD_ACTS = /(?<!\\)(?:\\\\)*(?:@|<[@#:/t]|\]\(|\|\||\*\*|~~|__|`)/u;

function discordFaults(digest: Digest, part: Part): readonly string[] {
  const body = JSON.parse(part.body) as Payload;
  const embeds = list(body['embeds']).filter(isPayload);
  const told = embeds.filter((embed) => 'title' in embed);
  const items = itemsOf(digest, part);
  return [
    ...messageErrors(body).map(({ path, message }) => `discord: ${path.join('.')}: ${message}`),
    ...repeatedUrls(body).map((url) => `discord: twice ${url}`),
    ...(told.length === items.length ? [] : [`discord: ${told.length} titles for ${items.length} stories`]),
    ...told.flatMap((embed, i) => linkFaults(`discord ${i}`, items[i], text(embed['url']).replace(/[#-]\d+$/u, ''))),
    ...embeds.flatMap((embed) =>
      [text(embed['title']), text(embed['description'])].flatMap((drawn) =>
        DISCORD_ACTS.test(drawn) ? [`discord: acts: ${DISCORD_ACTS.exec(drawn)?.[0]} in ${drawn.slice(0, 300)}`] : [],
      ),
    ),
    ...brokenText('discord', part.body),
  ];
}

/** https://core.telegram.org/bots/api#sendmessage */
const TELEGRAM_TEXT = 4096;
const TELEGRAM_ENTITIES = 100;
/** What only we may put into a message. */
const TELEGRAM_OURS = ['bold', 'italic', 'text_link'];

function telegramFaults(digest: Digest, part: Part): readonly string[] {
  const { text: source } = JSON.parse(part.body) as { readonly text: string };
  try {
    const { text: said, entities } = parseHtml(source);
    const links = entities.filter(({ type }) => type === 'text_link').map(({ url }) => url);
    const wanted = itemsOf(digest, part).flatMap(({ link }) => (link === null ? null : readLink(link)) ?? []);
    return [
      ...(said === '' || said.length > TELEGRAM_TEXT ? [`telegram: ${said.length} units`] : []),
      ...(entities.length > TELEGRAM_ENTITIES ? [`telegram: ${entities.length} entities`] : []),
      ...entities.flatMap(({ type, offset }) =>
        TELEGRAM_OURS.includes(type) ? [] : [`telegram: a ${type} in ${said.slice(offset, offset + 60)}`],
      ),
      ...(JSON.stringify(links) === JSON.stringify(wanted)
        ? []
        : [`telegram: links ${links.join()} of ${wanted.join()}`]),
      ...brokenText('telegram', said),
    ];
  } catch (error) {
    return [`telegram: ${String(error)}`];
  }
}

function linkFaults(where: string, item: Item | undefined, url: string): readonly string[] {
  const wanted = item?.link == null ? '' : (readLink(item.link) ?? '');
  return url === wanted.replace(/[#-]\d+$/u, '') ? [] : [`${where}: link ${url} of ${wanted}`];
}

/** Half a surrogate pair, or a control character that got through. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/u;

function brokenText(where: string, drawn: string): readonly string[] {
  return drawn.isWellFormed() && !CONTROL.test(drawn) ? [] : [`${where}: broken characters`];
}
