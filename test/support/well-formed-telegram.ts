import type { Digest, Item, Part } from '../../src/domain/digest.ts';
import { readLink, readPicture } from '../../src/text/web-link.ts';
import { type Payload, payload, text } from './payload.ts';
import { brokenText, hasGiant, headFaults, isTold, itemsOf, seen, wantedOf } from './seen.ts';
import { type Entity, type Formatted, parseHtml } from './telegram/entities.ts';

/** https://core.telegram.org/bots/api#sendmessage */
const MOST_TEXT = 4096;
const MOST_ENTITIES = 100;
/** https://github.com/tdlib/telegram-bot-api/issues/165: an entity takes its kind, place and length of four bytes each, and its address. */
const MOST_BYTES = 9500;
const ENTITY_BYTES = 16;
/** What only we may put into a message. */
const OURS = ['bold', 'italic', 'text_link'];

/** What Telegram makes touchable in text by itself: names, tags, commands, mail and web addresses. */
const CATCHES: readonly RegExp[] = [
  /(?<![\p{L}\p{N}_])@[a-z]\w{2,}/iu,
  /(?<![\p{L}\p{N}_])#[\p{L}\p{N}_]+/u,
  /(?<![\p{L}\p{N}_])\$[A-Z]{1,8}(?![A-Z])/u,
  /(?<![\p{L}\p{N}_/<])\/[a-z]\w*/iu,
  /[\w+-]@[\w-]+\.\w/u,
  /(?<![a-z])[a-z]{2,20}:\/\/\S/iu,
  /[\p{L}\p{N}]\.\p{L}[\p{L}\p{M}-]+/u,
];

interface Message {
  readonly part: Part;
  readonly body: Payload;
  readonly formatted: Formatted;
}

/** What is wrong with a digest's messages on Telegram: by its own specification, and by what is promised. */
export function telegramFaults(digest: Digest, parts: readonly Part[]): readonly string[] {
  try {
    const messages = parts.map(readMessage);
    return [
      ...messages.flatMap(formFaults),
      ...headFaults(
        'telegram',
        messages.map(({ formatted }) => seen(formatted.text.split('\n')[0] ?? '')),
      ),
      ...messages.flatMap((message) => storyFaults(digest, message)),
      ...messages.flatMap((message) => previewFaults(digest, message)),
    ];
  } catch (error) {
    return [`telegram: ${String(error)}`];
  }
}

function readMessage(part: Part): Message {
  const body = JSON.parse(part.body) as Payload;
  return { part, body, formatted: parseHtml(text(body['text'])) };
}

function formFaults({ formatted: { text: said, entities } }: Message): readonly string[] {
  const bytes = entities.reduce((sum, { url = '' }) => sum + Buffer.byteLength(url) + ENTITY_BYTES, 0);
  return [
    ...(said === '' || said.length > MOST_TEXT ? [`telegram: ${said.length} units`] : []),
    ...(entities.length > MOST_ENTITIES ? [`telegram: ${entities.length} entities`] : []),
    ...(bytes > MOST_BYTES ? [`telegram: ${bytes} bytes of entities`] : []),
    ...entities.flatMap(({ type, offset }) =>
      OURS.includes(type) ? [] : [`telegram: a ${type} in ${said.slice(offset, offset + 60)}`],
    ),
    ...CATCHES.flatMap((pattern) => {
      const found = pattern.exec(said);
      return found === null ? [] : [`telegram: catches ${said.slice(Math.max(0, found.index - 20), found.index + 40)}`];
    }),
    ...brokenText('telegram', said),
  ];
}

function storyFaults(digest: Digest, { part, formatted }: Message): readonly string[] {
  const items = itemsOf(digest, part);
  const blocks = formatted.text.split('\n\n').slice(1, 1 + items.length);
  return [
    ...(blocks.length === items.length ? [] : [`telegram: ${blocks.length} blocks for ${items.length} stories`]),
    ...items.flatMap((item, i) => blockFaults(digest, item, (blocks[i] ?? '').split('\n').map(seen))),
    ...linkFaults(items, formatted),
  ];
}

function blockFaults(digest: Digest, item: Item, [title = '', ...lines]: readonly string[]): readonly string[] {
  const wanted = wantedOf(digest, item);
  const told = lines.slice(0, wanted.text.length);
  return [
    ...(isTold(wanted.title, title) ? [] : [`telegram: title ${title} for ${wanted.title}`]),
    ...(told.length === 0 || hasGiant(wanted.text[0] ?? '', 0) || isTold(wanted.text.join('\n'), told.join('\n'))
      ? []
      : [`telegram: text ${told.join('\n')}`]),
  ];
}

/** Each story's link, on its headline. */
function linkFaults(items: readonly Item[], { text: said, entities }: Formatted): readonly string[] {
  const links = entities.filter(({ type }) => type === 'text_link');
  const wanted = items.flatMap(({ link }) => (link === null ? null : readLink(link)) ?? []);
  const isSame = JSON.stringify(links.map(({ url }) => url)) === JSON.stringify(wanted);
  return [
    ...(isSame ? [] : [`telegram: links ${links.map(({ url }) => url).join()} of ${wanted.join()}`]),
    ...links.flatMap((link) =>
      isOnHeadline(said, link) ? [] : [`telegram: a link on ${said.slice(link.offset, link.offset + 60)}`],
    ),
  ];
}

function isOnHeadline(said: string, { offset, length }: Entity): boolean {
  const before = said.slice(said.lastIndexOf('\n', offset) + 1, offset);
  return /^[\u200e\u200f]?\d+\. $/u.test(before) && !said.slice(offset, offset + length).includes('\n');
}

function previewFaults({ items, shows }: Digest, { part, body }: Message): readonly string[] {
  const preview = payload(body['link_preview_options']);
  const first = items.find(({ story }) => story === part.stories[0]);
  const wanted = shows?.images === true && first !== undefined ? (readPicture(first.image) ?? '') : '';
  const isOff = preview['is_disabled'] === true;
  const isRight = text(preview['url']) === wanted && isOff === (wanted === '' && shows?.previews !== true);
  return isRight ? [] : [`telegram: preview ${JSON.stringify(preview)}`];
}
