import type { Digest, Item, Part } from '../../src/domain/digest.ts';
import { readLink, readPicture } from '../../src/text/web-link.ts';
import { messageErrors, repeatedUrls } from './discord/validate.ts';
import { isPayload, list, type Payload, payload, text } from './payload.ts';
import { brokenText, headFaults, isTold, itemsOf, seen, wantedOf } from './seen.ts';

/** Mark-up that acts: a sign of Discord's Markdown without a backslash before it, an address, an invitation, a heading or list at a line's start. */
const ACTS =
  /(?<!\\)(?:\\\\)*(?:@|<[@#:/ta]|\]\(|\|\||\*|~~|_|`|https?:\/\/|discord\.gg\/)|^\s*(?:#{1,3}|-#|[-+]|>{1,3}|\d+\.)\s/mu;
/** What the bot itself may write: the first line in bold, a foot in small type, instants, and a headline linked where a title can't be. */
const LINKED = /^\*\*\[(?<title>(?:\\.|[^\\\]])*)\]\(<(?<link>[^<>\s]+)>\)\*\*(?:\n|$)/su;
const INSTANT = /<t:\d{1,11}:F>/gu;

/** What is wrong with a digest's messages on Discord: by its own specification, and by what is promised. */
export function discordFaults(digest: Digest, parts: readonly Part[]): readonly string[] {
  const bodies = parts.map(({ body }) => JSON.parse(body) as Payload);
  return [
    ...bodies.flatMap(formFaults),
    ...parts.flatMap((part, i) => storyFaults(digest, part, bodies[i] ?? {})),
    ...headFaults(
      'discord',
      bodies.map((body) => seen(text(body['content']).split('\n')[0] ?? '').slice(2, -2)),
    ),
    ...bodies.flatMap(contentFaults),
  ];
}

function formFaults(body: Payload): readonly string[] {
  return [
    ...messageErrors(body).map(({ path, message }) => `discord: ${path.join('.')}: ${message}`),
    ...repeatedUrls(body).map((url) => `discord: twice ${url}`),
    ...textsIn(body).flatMap((each) => brokenText('discord', each)),
  ];
}

/** JSON writes broken characters as escapes: they are looked for in what is read of it. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

function contentFaults(body: Payload): readonly string[] {
  const [head = '', ...rest] = text(body['content']).split('\n');
  const foot = rest.map((line) => line.replace(/^-# /u, '')).join('\n');
  return [
    ...(/^\*\*.+\*\*$/su.test(head) ? acts(head.slice(2, -2)) : [`discord: no head: ${head}`]),
    ...acts(foot.replace(INSTANT, '')),
  ];
}

function acts(drawn: string): readonly string[] {
  const found = ACTS.exec(drawn);
  return found === null ? [] : [`discord: acts: ${found[0]} in ${drawn.slice(0, 300)}`];
}

function storyFaults(digest: Digest, part: Part, body: Payload): readonly string[] {
  const embeds = list(body['embeds']).filter(isPayload);
  const items = itemsOf(digest, part);
  const [told, others] = [embeds.slice(0, items.length), embeds.slice(items.length)];
  return [
    ...(told.length === items.length ? [] : [`discord: ${told.length} cards for ${items.length} stories`]),
    ...told.flatMap((embed, i) => {
      const item = items[i];
      return item === undefined ? [] : cardFaults(digest, item, embed);
    }),
    ...others.flatMap(({ description }) => acts(text(description).replace(INSTANT, ''))),
  ];
}

function cardFaults(digest: Digest, item: Item, embed: Payload): readonly string[] {
  const { title, url, description } = readCard(embed);
  const wanted = wantedOf(digest, item);
  const lines = readEscapes(description);
  return [
    ...acts(title.replace(/^([\u200e\u200f]?\d+)\. /u, '')),
    ...acts(description),
    ...(isTold(wanted.title, seen(readEscapes(title))) ? [] : [`discord: title ${title} for ${wanted.title}`]),
    ...(isTold(wanted.text.join('\n'), lines.split('\n').map(seen).join('\n')) ? [] : [`discord: text ${lines}`]),
    ...linkFaults(item, url),
    ...pictureFaults(digest, item, embed),
  ];
}

function readCard(embed: Payload): { readonly title: string; readonly url: string; readonly description: string } {
  const description = text(embed['description']);
  const linked = LINKED.exec(description);
  if (linked === null || 'title' in embed) return { title: text(embed['title']), url: text(embed['url']), description };
  const { title = '', link = '' } = linked.groups ?? {};
  return { title, url: link, description: description.slice(linked[0].length) };
}

function readEscapes(drawn: string): string {
  return drawn.replace(/\\([^\p{L}\p{N}\s])/gu, '$1');
}

/** A second story with the same address has a fragment of its own. */
function linkFaults({ link }: Item, url: string): readonly string[] {
  const wanted = link === null ? '' : (readLink(link) ?? '');
  const isSame =
    url === wanted || (wanted !== '' && url.startsWith(wanted) && /^[#-]\d+$/u.test(url.slice(wanted.length)));
  return isSame ? [] : [`discord: link ${url} of ${wanted}`];
}

function pictureFaults({ shows }: Digest, { image }: Item, embed: Payload): readonly string[] {
  const urls = ['image', 'thumbnail'].flatMap((key) => text(payload(embed[key])['url']) || []);
  const wanted = shows?.images === true ? (readPicture(image) ?? []) : [];
  return JSON.stringify(urls) === JSON.stringify([wanted].flat())
    ? []
    : [`discord: pictures ${urls.join()} of ${image}`];
}
