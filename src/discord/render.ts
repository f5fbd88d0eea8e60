import type { Digest, DigestButton, Item } from '../domain/digest.ts';
import type { Block, Renderer } from '../domain/messenger.ts';
import { digestButtons } from '../phrases/digest-buttons.ts';
import { creditInWords, footInWords, headInWords, titleInWords } from '../phrases/frame.ts';
import { sayPlain } from '../phrases/say.ts';
import { headlineInWords, textInWords } from '../phrases/update.ts';
import { clip, clipAtWord } from '../text/clip.ts';
import { isolate, lineMark, markLines } from '../text/isolate.ts';
import { hasCommonHost, readLink, readPicture } from '../text/web-link.ts';
import { drawRich, fitMarkdown, sizeOf } from './rich.ts';

/** One story as Discord shows it: a card with a linked title. */
interface Embed {
  readonly title?: string;
  readonly url?: string;
  readonly description?: string;
  readonly footer?: { readonly text: string };
  readonly image?: Picture;
  readonly thumbnail?: Picture;
}

interface Picture {
  readonly url: string;
}

/** A part as its messenger takes it: a message, with what the place it goes to may ask for beside it. */
export interface Drawn {
  readonly content: string;
  readonly embeds: readonly Embed[];
  /** Of the thread it may begin; left out where nothing is posted. */
  readonly title?: string;
  readonly buttons?: readonly DigestButton[];
}

/** https://docs.discord.com/developers/resources/message#embed-object-embed-limits, in characters; the total is over all embeds of a message. */
const MOST = { embeds: 10, total: 6000, title: 256, description: 4096, thread: 100 } as const;

/** Draws a digest as Discord messages: the head as text, far below what a message's text may hold, and an embed a story. */
export const discordRenderer: Renderer = {
  platform: 'discord',
  limits: { characters: MOST.total, embeds: MOST.embeds },
  head: (digest) => ({ content: drawRich(headInWords(digest)), size: {}, story: null }),
  story: (item, number, digest) => {
    const embed = drawStory(item, number, digest);
    return { content: embed, size: { characters: embedSize(embed), embeds: 1 }, story: item.story };
  },
  foot: (digest) => {
    const content = drawFoot(digest);
    return { content, size: { characters: sizeOf(content) }, story: null };
  },
  join: (blocks, part, of, digest) => JSON.stringify(joinPart(blocks, part, of, digest)),
};

function drawStory(item: Item, number: number, digest: Digest): Embed {
  const footer = creditInWords(item, digest.language);
  const title = drawTitle(headlineInWords(item, digest.language), number);
  const link = item.link === null ? null : readLink(item.link);
  const isOdd = link !== null && !hasCommonHost(link);
  const line = isOdd ? `**[${title}](<${link}>)**\n` : '';
  const around = sizeOf(title) + sizeOf(line) + sizeOf(footer) + sizeOf(drawFoot(digest));
  const room = Math.min(MOST.description - sizeOf(line), MOST.total - around);
  const description = line + fitMarkdown(markLines(textInWords(item, digest.language)), room, clip);
  return {
    ...(isOdd ? {} : { title, ...(link === null ? {} : { url: link }) }),
    ...(description === '' ? {} : { description }),
    ...(footer === '' ? {} : { footer: { text: footer } }),
    ...(digest.shows?.images === true ? drawPicture(item, number) : {}),
  };
}

/** The first story has its picture in full, as on a front page; the others a small one beside the text. */
function drawPicture({ image }: Item, number: number): Pick<Embed, 'image' | 'thumbnail'> {
  const url = readPicture(image);
  if (url === null) return {};
  return number === 1 ? { image: { url } } : { thumbnail: { url } };
}

/** The two characters of an isolate, and a line's mark. */
const INVISIBLE = 3;

function drawTitle(written: string, number: number): string {
  const mark = `${number}. `;
  const headline = isolate(fitMarkdown(written, MOST.title - mark.length - INVISIBLE, clipAtWord));
  return lineMark(mark + headline) + mark + headline;
}

function drawFoot(digest: Digest): string {
  return drawRich(footInWords(digest));
}

function embedSize({ title = '', description = '', footer }: Embed): number {
  return sizeOf(title) + sizeOf(description) + sizeOf(footer?.text ?? '');
}

function joinPart(blocks: readonly Block[], part: number, of: number, digest: Digest): Drawn {
  const buttons = digestButtons(digest, part, of);
  return {
    ...joinMessage(blocks, part, of, digest),
    ...(digest.kind === 'preview' ? {} : { title: titleInWords(digest, MOST.thread) }),
    ...(buttons.length === 0 ? {} : { buttons }),
  };
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
