import type { Digest, DigestButton, Item } from '../domain/digest.ts';
import type { Block, Measure, Renderer } from '../domain/messenger.ts';
import { digestButtons } from '../phrases/digest-buttons.ts';
import { creditInWords, footInWords, headInWords } from '../phrases/frame.ts';
import { sayPlain } from '../phrases/say.ts';
import { headlineInWords, textInWords } from '../phrases/update.ts';
import { clip, clipAtWord } from '../text/clip.ts';
import { isolate, lineMark, markLines } from '../text/isolate.ts';
import { readLink, readPicture } from '../text/web-link.ts';
import { addressesOf, drawLink, drawRich, entitiesOf, escapeHtml, fitHtml, sizeOf } from './rich.ts';

/** A message as Telegram's sendMessage takes it, without where it goes. */
export interface Drawn {
  readonly text: string;
  readonly parse_mode: 'HTML';
  readonly link_preview_options: LinkPreview;
}

/** https://core.telegram.org/bots/api#linkpreviewoptions; without an address it is the first link of the text that is shown. */
interface LinkPreview {
  readonly is_disabled?: true;
  readonly url?: string;
  readonly prefer_large_media?: true;
  readonly show_above_text?: true;
}

/** A part as its messenger takes it. */
export interface Part extends Drawn {
  readonly buttons?: readonly DigestButton[];
}

/** https://core.telegram.org/bots/api#sendmessage, in UTF-16 units once the mark-up is read; entities past the hundredth are left out without a word. */
export const MOST = { text: 4096, entities: 100 } as const;
/** Telegram refuses a message whose entities hold more than some 9500 bytes, addresses among them (https://github.com/tdlib/telegram-bot-api/issues/165). */
const MOST_BYTES = 8000;
/** What an entity takes besides its address. */
const ENTITY_BYTES = 16;
/** What packing keeps free in each message for the part's number. */
const KEPT_FREE = 16;
/** Between two blocks of a message; each block but the head counts the one before it. */
const GAP = '\n\n';

/** Draws a digest as Telegram messages in its HTML. */
export const telegramRenderer: Renderer = {
  platform: 'telegram',
  limits: { text: MOST.text - KEPT_FREE, entities: MOST.entities, bytes: MOST_BYTES },
  head: (digest) => ({ content: drawHead(digest), size: measure(asTitle(drawHead(digest))), story: null }),
  story: (item, number, digest) => {
    const content = drawStory(item, number, digest);
    return { content, size: measure(GAP + content), story: item.story };
  },
  foot: (digest) => ({ content: drawFoot(digest), size: measure(GAP + drawFoot(digest)), story: null }),
  join: (blocks, part, of, digest) => JSON.stringify(joinPart(blocks, part, of, digest)),
};

/** Mark-up as a message, which shows no preview of its links where nothing else is said. */
export function asMessage(text: string, preview: LinkPreview = { is_disabled: true }): Drawn {
  return { text, parse_mode: 'HTML', link_preview_options: preview };
}

function measure(html: string): Measure {
  const entities = entitiesOf(html);
  return { text: sizeOf(html), entities, bytes: addressesOf(html) + entities * ENTITY_BYTES };
}

function drawHead(digest: Digest): string {
  return drawRich(headInWords(digest));
}

function asTitle(drawn: string): string {
  return `<b>${drawn}</b>`;
}

/** The two characters of an isolate, and a line's mark. */
const INVISIBLE = 3;
/** A line break each before the summary and the publishers. */
const BREAKS = 2;

function drawStory(item: Item, number: number, digest: Digest): string {
  const mark = `${number}. `;
  const credit = drawCredit(item, digest.language);
  const frame = sizeOf(drawHead(digest)) + sizeOf(drawFoot(digest)) + 2 * GAP.length;
  const around = KEPT_FREE + frame + mark.length + INVISIBLE + BREAKS + sizeOf(credit);
  const headline = fitHtml(headlineInWords(item, digest.language), MOST.text - around, clipAtWord);
  const text = markLines(textInWords(item, digest.language));
  const summary = fitHtml(text, MOST.text - around - sizeOf(headline), clip);
  const link = item.link === null ? null : readLink(item.link);
  const title = lineMark(mark + isolate(headline)) + mark + drawLink(`<b>${isolate(headline)}</b>`, link);
  return [title, summary, credit].filter((line) => line !== '').join('\n');
}

function drawCredit(item: Item, language: string): string {
  const credit = creditInWords(item, language);
  return credit === '' ? '' : `<i>${escapeHtml(credit)}</i>`;
}

function drawFoot(digest: Digest): string {
  return `<i>${drawRich(footInWords(digest))}</i>`;
}

function joinPart(blocks: readonly Block[], part: number, of: number, digest: Digest): Part {
  const buttons = digestButtons(digest, part, of);
  return { ...joinMessage(blocks, part, of, digest), ...(buttons.length === 0 ? {} : { buttons }) };
}

function joinMessage(blocks: readonly Block[], part: number, of: number, digest: Digest): Drawn {
  const [head = '', ...rest] = blocks.map(({ content }) => String(content));
  const label = of === 1 ? '' : ` ${sayPlain(digest.language, 'digest.part', { part, of })}`;
  const first = blocks.find(({ story }) => story !== null)?.story;
  return asMessage([asTitle(head + label), ...rest].join(GAP), previewOf(digest, first ?? null));
}

/** A message has room for one picture, and people take it for its first story's: it stands above it, or there is none. */
function previewOf({ items, shows }: Digest, first: Item['story'] | null): LinkPreview {
  const image = items.find(({ story }) => story === first)?.image ?? null;
  const url = shows?.images === true ? readPicture(image) : null;
  if (url !== null) return { url, prefer_large_media: true, show_above_text: true };
  return shows?.previews === true ? {} : { is_disabled: true };
}
