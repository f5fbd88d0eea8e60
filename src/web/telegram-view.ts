import type { Part } from '../domain/digest.ts';
import { html, type Markup } from './markup.ts';
import { drawParagraph, paragraphsOf } from './runs.ts';
import { readTelegramHtml } from './telegram-html.ts';

/** What Telegram's messenger sends of a digest. */
export interface TelegramMessage {
  readonly text: string;
}

/** A part as Telegram shows it. `time` is when it would have come. */
export function drawTelegramPart({ body }: Pick<Part, 'body'>, time: Markup): Markup {
  const { text } = JSON.parse(body) as TelegramMessage;
  const paragraphs = paragraphsOf(readTelegramHtml(text));
  return html`<article class="bubble">
<p class="author"><b>Broadsheet</b></p>
${paragraphs.map(drawParagraph)}<p class="sent">${time}</p>
</article>
`;
}
