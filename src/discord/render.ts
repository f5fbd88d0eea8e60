import type { Digest, Item } from '../domain/digest.ts';
import type { Block, Renderer } from '../domain/messenger.ts';
import { footInWords } from '../phrases/counts.ts';
import { dateInWords } from '../phrases/dates.ts';
import { originInWords } from '../phrases/origin.ts';
import { say, sayPlain } from '../phrases/say.ts';
import { headlineInWords, textInWords } from '../phrases/update.ts';
import { clip } from '../text/clip.ts';
import { isolate } from '../text/isolate.ts';
import { oneLine } from '../text/one-line.ts';
import { readLink } from '../text/web-link.ts';
import { drawRich, escapeMarkdown, fitMarkdown, sizeOf } from './rich.ts';

/** One story as Discord shows it: a card with a linked title. */
interface Embed {
  readonly title?: string;
  readonly url?: string;
  readonly description?: string;
  readonly footer?: { readonly text: string };
}

/** https://docs.discord.com/developers/resources/message#embed-object-embed-limits, in characters; the total is over all embeds of a message. */
const MOST = { embeds: 10, total: 6000, title: 256, description: 4096 } as const;
/** What packing keeps free in each message for the part's number. */
const KEPT_FREE = 16;
/** Names of publishers beyond this say nothing more. */
const PUBLISHERS = 300;
/** A head with more of a long query in it would hide the news; with it, a message's content stays far below Discord's 2000. */
const TOPICS = 200;

/** Draws a digest as Discord messages: the head as text, an embed a story. The size is that of the embeds; text is counted apart. */
export const discordRenderer: Renderer = {
  platform: 'discord',
  limits: { size: MOST.total, stories: MOST.embeds },
  head: (digest) => ({ content: drawHead(digest), size: 0, story: null }),
  story: (item, number, digest) => {
    const embed = drawStory(item, number, digest);
    return { content: embed, size: embedSize(embed), story: item.story };
  },
  foot: (digest) => {
    const content = drawFoot(digest);
    return { content, size: sizeOf(content), story: null };
  },
  join: (blocks, part, of, digest) => JSON.stringify(joinMessage(blocks, part, of, digest)),
};

function drawHead({ at, zone, language, topics }: Digest): string {
  const date = dateInWords(at, zone, language);
  const about = isolate(clip(oneLine(topics.join(', ')), TOPICS));
  return drawRich(say(language, topics.length === 0 ? 'digest.head' : 'digest.head-topics', { date, topics: about }));
}

function drawStory(item: Item, number: number, { language }: Digest): Embed {
  const title = drawTitle(headlineInWords(item, language), number);
  const footer = drawFooter(item, language);
  const url = item.link === null ? null : readLink(item.link);
  const room = MOST.total - KEPT_FREE - sizeOf(title) - sizeOf(footer);
  const description = fitMarkdown(textInWords(item, language), Math.min(MOST.description, room));
  return {
    title,
    ...(url === null ? {} : { url }),
    ...(description === '' ? {} : { description }),
    ...(footer === '' ? {} : { footer: { text: footer } }),
  };
}

function drawTitle(headline: string, number: number): string {
  const mark = `${number}. `;
  return mark + isolate(fitMarkdown(headline, MOST.title - mark.length - ISOLATES));
}

/** The two characters of an isolate. */
const ISOLATES = 2;

/** Discord reads no Markdown in a footer. */
function drawFooter(item: Item, language: string): string {
  const names = clip(item.publishers.map((name) => isolate(oneLine(name))).join(', '), PUBLISHERS);
  return [names, originInWords(item, language)].filter((text) => text !== '').join(' · ');
}

function drawFoot(digest: Digest): string {
  return escapeMarkdown(footInWords(digest));
}

function embedSize({ title = '', description = '', footer }: Embed): number {
  return sizeOf(title) + sizeOf(description) + sizeOf(footer?.text ?? '');
}

/** The foot closes the message as an embed of its own; where ten stories leave none, it stands under the head. */
function joinMessage(blocks: readonly Block[], part: number, of: number, { language }: Digest) {
  const drawn = blocks.map(({ content }) => content);
  const [head = '', foot = ''] = drawn.filter((content) => typeof content === 'string');
  const stories = tellLinksApart(drawn.filter(isEmbed));
  const label = of === 1 ? '' : ` ${sayPlain(language, 'digest.part', { part, of })}`;
  const title = `**${head}${label}**`;
  if (foot === '') return { content: title, embeds: stories };
  if (stories.length === MOST.embeds) return { content: `${title}\n-# ${foot}`, embeds: stories };
  return { content: title, embeds: [...stories, { description: foot }] };
}

function isEmbed(content: unknown): content is Embed {
  return typeof content === 'object' && content !== null;
}

/** Discord shows embeds with the same address as one: a fragment tells the second from the first and leads to the same page. */
function tellLinksApart(embeds: readonly Embed[]): readonly Embed[] {
  const seen = new Set<string>();
  return embeds.map((embed, i) => {
    if (embed.url === undefined) return embed;
    const url = seen.has(embed.url) ? `${embed.url}${embed.url.includes('#') ? '-' : '#'}${i + 1}` : embed.url;
    seen.add(url);
    return { ...embed, url };
  });
}
