import { sayPlain } from '../phrases/say.ts';
import { html, type Markup } from './markup.ts';
import { webAddress } from './runs.ts';

/** The place of a picture in a message: the page loads nothing from elsewhere, so it says whose picture stands there. Nothing where there is none. */
export function drawPicture(address: string | undefined, isSmall = false): Markup {
  const href = address === undefined ? null : webAddress(address);
  if (href === null) return html``;
  const name = sayPlain('en', 'page.picture', { host: new URL(href).host });
  return html`<p class="${isSmall ? 'picture small' : 'picture'}"><a href="${href}" rel="noopener noreferrer nofollow">${name}</a></p>
`;
}
