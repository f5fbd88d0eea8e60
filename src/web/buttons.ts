import type { DigestButton } from '../domain/digest.ts';
import { html, type Markup } from './markup.ts';

/** The buttons under a message, to be seen and not pressed: on the page there is nobody they would speak to. Nothing where there are none. */
export function drawButtons(buttons: readonly DigestButton[] = []): Markup {
  if (buttons.length === 0) return html``;
  return html`<p class="buttons">${buttons.map(({ label }) => html`<span class="button">${label}</span> `)}</p>
`;
}
