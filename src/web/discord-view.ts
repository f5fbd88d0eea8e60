import type { DigestButton, Part } from '../domain/digest.ts';
import { drawButtons } from './buttons.ts';
import { readMarkdown } from './discord-markdown.ts';
import { html, type Markup } from './markup.ts';
import { drawClock, type Moment } from './moment.ts';
import { drawPicture } from './picture.ts';
import { drawParagraph, drawRuns, webAddress } from './runs.ts';

/** What Discord's messenger sends of a digest. */
export interface DiscordMessage {
  readonly content?: string;
  readonly embeds?: readonly DiscordEmbed[];
  readonly buttons?: readonly DigestButton[];
}

interface DiscordEmbed {
  readonly title?: string;
  readonly url?: string;
  readonly description?: string;
  readonly footer?: { readonly text: string };
  readonly image?: { readonly url: string };
  readonly thumbnail?: { readonly url: string };
}

/** A part as Discord shows it to who reads it at this moment. */
export function drawDiscordPart({ body }: Pick<Part, 'body'>, moment: Moment): Markup {
  const { content = '', embeds = [], buttons } = JSON.parse(body) as DiscordMessage;
  return html`<article class="message">
<span class="avatar" aria-hidden="true">B</span>
<p class="author"><b>Broadsheet</b> <span class="app">APP</span> ${drawClock(moment)}</p>
${drawParagraph(readMarkdown(content, moment.zone))}${embeds.map((embed) => drawEmbed(embed, moment))}${drawButtons(buttons)}</article>
`;
}

function drawEmbed({ title, url, description = '', footer, image, thumbnail }: DiscordEmbed, { zone }: Moment): Markup {
  const heading = title === undefined ? html`` : html`<h3 dir="auto">${drawTitle(title, url)}</h3>`;
  const text = description === '' ? html`` : drawParagraph(readMarkdown(description, zone));
  const foot = footer === undefined ? html`` : html`<p class="foot" dir="auto">${footer.text}</p>`;
  return html`<article class="embed">${drawPicture(thumbnail?.url, true)}${heading}${text}${drawPicture(image?.url)}${foot}</article>
`;
}

/** A title is one link as a whole. */
function drawTitle(title: string, url: string | undefined): Markup {
  const runs = readMarkdown(title).map((run) => ({ ...run, href: null }));
  const href = url === undefined ? null : webAddress(url);
  return href === null
    ? drawRuns(runs)
    : html`<a href="${href}" rel="noopener noreferrer nofollow">${drawRuns(runs)}</a>`;
}
