import type { Part } from '../domain/digest.ts';
import { readMarkdown } from './discord-markdown.ts';
import { html, type Markup } from './markup.ts';
import { drawParagraph, drawRuns, webAddress } from './runs.ts';

/** What Discord's messenger sends of a digest. */
export interface DiscordMessage {
  readonly content?: string;
  readonly embeds?: readonly DiscordEmbed[];
}

interface DiscordEmbed {
  readonly title?: string;
  readonly url?: string;
  readonly description?: string;
  readonly footer?: { readonly text: string };
}

/** A part as Discord shows it. `time` is when it would have come. */
export function drawDiscordPart({ body }: Pick<Part, 'body'>, time: Markup): Markup {
  const { content = '', embeds = [] } = JSON.parse(body) as DiscordMessage;
  return html`<article class="message">
<span class="avatar" aria-hidden="true">B</span>
<p class="author"><b>Broadsheet</b> <span class="app">APP</span> ${time}</p>
${drawParagraph(readMarkdown(content))}${embeds.map(drawEmbed)}</article>
`;
}

function drawEmbed({ title, url, description = '', footer }: DiscordEmbed): Markup {
  const heading = title === undefined ? html`` : html`<h3 dir="auto">${drawTitle(title, url)}</h3>`;
  const foot = footer === undefined ? html`` : html`<p class="foot" dir="auto">${footer.text}</p>`;
  return html`<article class="embed">${heading}${drawParagraph(readMarkdown(description))}${foot}</article>
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
