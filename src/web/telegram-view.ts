import type { DigestButton, Part } from '../domain/digest.ts';
import { drawButtons } from './buttons.ts';
import { html, type Markup } from './markup.ts';
import { drawClock, type Moment } from './moment.ts';
import { drawPicture } from './picture.ts';
import { drawParagraph, paragraphsOf } from './runs.ts';
import { readTelegramHtml } from './telegram-html.ts';

/** What Telegram's messenger sends of a digest. */
export interface TelegramMessage {
  readonly text: string;
  readonly link_preview_options?: { readonly url?: string };
  readonly buttons?: readonly DigestButton[];
}

/** A part as Telegram shows it to who reads it at this moment. */
export function drawTelegramPart({ body }: Pick<Part, 'body'>, moment: Moment): Markup {
  const { text, link_preview_options, buttons } = JSON.parse(body) as TelegramMessage;
  const paragraphs = paragraphsOf(readTelegramHtml(text));
  return html`<article class="bubble">
<p class="author"><b>Broadsheet</b></p>
${drawPicture(link_preview_options?.url)}${paragraphs.map(drawParagraph)}<p class="sent">${drawClock(moment)}</p>
</article>
${drawButtons(buttons)}`;
}
