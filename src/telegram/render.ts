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
import { drawLink, drawRich, escapeHtml, fitHtml, sizeOf } from './rich.ts';

/** A message as Telegram's sendMessage takes it, without where it goes. */
export interface Drawn {
  readonly text: string;
  readonly parse_mode: 'HTML';
  readonly link_preview_options: { readonly is_disabled: true };
}

/** https://core.telegram.org/bots/api#sendmessage, in UTF-16 units once the mark-up is read; entities past the hundredth are left out without a word. */
export const MOST = { text: 4096, entities: 100 } as const;
/** A story takes three entities (its link, its headline in bold, its publishers in italics), the head and the foot one each. */
const STORIES = 30;
/** What packing keeps free in each message for the part's number. */
const KEPT_FREE = 16;
/** Names of publishers beyond this say nothing more. */
const PUBLISHERS = 300;
/** A head with more of a long query in it would hide the news. */
const TOPICS = 200;
/** Between two blocks of a message; each block but the head counts the one before it. */
const GAP = '\n\n';

/** Draws a digest as Telegram messages in its HTML. The size is that of the text once the mark-up is read. */
export const telegramRenderer: Renderer = {
  platform: 'telegram',
  limits: { size: MOST.text, stories: STORIES },
  head: (digest) => {
    const content = drawHead(digest);
    return { content, size: sizeOf(content), story: null };
  },
  story: (item, number, digest) => {
    const content = drawStory(item, number, digest);
    return { content, size: GAP.length + sizeOf(content), story: item.story };
  },
  foot: (digest) => {
    const content = drawFoot(digest);
    return { content, size: GAP.length + sizeOf(content), story: null };
  },
  join: (blocks, part, of, digest) => JSON.stringify(joinMessage(blocks, part, of, digest)),
};

/** Mark-up as a message that shows no preview of its links. */
export function asMessage(text: string): Drawn {
  return { text, parse_mode: 'HTML', link_preview_options: { is_disabled: true } };
}

function drawHead({ at, zone, language, topics }: Digest): string {
  const date = dateInWords(at, zone, language);
  const about = isolate(clip(oneLine(topics.join(', ')), TOPICS));
  return drawRich(say(language, topics.length === 0 ? 'digest.head' : 'digest.head-topics', { date, topics: about }));
}

/** The two characters of an isolate, and a line break each before the summary and the publishers. */
const ISOLATES = 2;
const BREAKS = 2;

function drawStory(item: Item, number: number, digest: Digest): string {
  const mark = `${number}. `;
  const footer = drawFooter(item, digest.language);
  const around = KEPT_FREE + sizeOf(drawHead(digest)) + GAP.length + mark.length + ISOLATES + BREAKS + sizeOf(footer);
  const headline = fitHtml(headlineInWords(item, digest.language), MOST.text - around);
  const summary = fitHtml(textInWords(item, digest.language), MOST.text - around - sizeOf(headline));
  const link = item.link === null ? null : readLink(item.link);
  const title = mark + drawLink(`<b>${isolate(headline)}</b>`, link);
  return [title, summary, footer].filter((line) => line !== '').join('\n');
}

function drawFooter(item: Item, language: string): string {
  const names = clip(item.publishers.map((name) => isolate(oneLine(name))).join(', '), PUBLISHERS);
  const footer = [names, originInWords(item, language)].filter((text) => text !== '').join(' · ');
  return footer === '' ? '' : `<i>${escapeHtml(footer)}</i>`;
}

function drawFoot(digest: Digest): string {
  return `<i>${escapeHtml(footInWords(digest))}</i>`;
}

function joinMessage(blocks: readonly Block[], part: number, of: number, { language }: Digest): Drawn {
  const [head = '', ...rest] = blocks.map(({ content }) => String(content));
  const label = of === 1 ? '' : ` ${sayPlain(language, 'digest.part', { part, of })}`;
  return asMessage([`<b>${head}${label}</b>`, ...rest].join(GAP));
}
